package slipway.ui.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

import javafx.scene.control.Label;
import javafx.scene.control.TextField;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.base.Version;
import slipway.store.StudioSettings;
import slipway.store.UserFolder;
import slipway.testkit.FakeEngine;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;
import slipway.update.Updates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The update notice in the settings, as a person switches it on and asks.
class UpdateRowsUiTest extends UiTest {
    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private final Live<StudioSettings> person = new Live<>(StudioSettings.DEFAULT);
    private final TestDesk desk = new TestDesk();

    @AfterEach
    void end() {
        tasks.close();
    }

    private void open() {
        var updates = new Updates(person, new UserFolder(folder), tasks, InstantSource.system());
        var page = fx(() -> new SettingsPage(List.of(new AboutSection(Path.of("/home/ada/iris"), List.of(FakeEngine
                .embedded().live()), updates, desk.desk()))));
        show(fx(page::view), 1200, 900);
        settle();
    }

    private String shown(String id) {
        return fx(() -> lookup(id).query() instanceof Label label
                ? label.getText()
                : lookup(id).<TextField>query().getText());
    }

    private boolean says(String words) {
        return fx(() -> lookup("#update-outcome").query().lookupAll(".label").stream().anyMatch(
                each -> each instanceof Label label && label.getText().contains(words)));
    }

    private void choose(String address) {
        person.update(old -> old.withNetwork(old.network().withUpdate(true, address)));
        settle();
    }

    private void check(String json) throws Exception {
        Files.writeString(folder.resolve("release.json"), json);
        clickOn("#update-check");
        settle();
    }

    @Test
    void offNothingCanBeAsked() {
        open();
        assertEquals("Switched off: nobody is asked.", shown("#update-state"));
        assertTrue(lookup("#update-check").query().isDisabled());
        assertFalse(fx(() -> lookup("#update-outcome").query().isVisible()));
        shots("settings-update-off");
    }

    @Test
    void switchedOnItAsksAndSaysWhatIsNew() throws Exception {
        open();
        clickOn("#update-notice");
        settle();
        assertTrue(person.get().network().updateNotice());
        assertEquals("No address is named: nobody is asked.", shown("#update-state"));
        clickOn("#update-address").write(folder.resolve("release.json").toString());
        clickOn("#update-notice").clickOn("#update-notice");
        settle();
        assertEquals(folder.resolve("release.json").toString(), person.get().network().updateAddress());
        assertEquals("Not looked yet.", shown("#update-state"));
        check("{\"version\": \"9.1.0\", \"notes\": \"Starts twice as fast.\\nReads ONNX 1.30.\"}");
        assertTrue(says("Slipway 9.1.0 is out; this is " + Version.NUMBER + "."));
        assertTrue(says("Starts twice as fast."));
        assertEquals("Last looked:", shown("#update-state"));
        shots("settings-update");
    }

    @Test
    void aLinkIsCopiedAndNeverOpened() throws Exception {
        choose(folder.resolve("release.json").toString());
        open();
        check("{\"version\": \"9.1.0\", \"notes\": \"https://example.com/news\"}");
        clickOn("#update-outcome .copy-label .button");
        assertEquals(List.of("https://example.com/news"), desk.copied);
        shots("settings-update-link");
    }

    @Test
    void theSameAnOlderAndABrokenOneAreSaidHereAndPopUpNothing() throws Exception {
        choose(folder.resolve("release.json").toString());
        open();
        check("{\"version\": \"" + Version.NUMBER + "\"}");
        assertTrue(says("Slipway " + Version.NUMBER + " is the newest."));
        check("{\"version\": \"0.0.1\"}");
        assertTrue(says("The newest release is 0.0.1; this one is newer: " + Version.NUMBER + "."));
        check("{\"version\": \"soon\"}");
        assertTrue(says("names a version that cannot be compared"));
        shots("settings-update-wrong");
        choose("slipway.json");
        assertTrue(says("“slipway.json” is no place to look for releases"));
        assertTrue(lookup("#update-check").query().isDisabled());
        assertEquals(List.of(), desk.problems);
        assertEquals(List.of(), desk.done);
    }

    @Test
    void aLoginIsSeenOnlyWhileItIsTyped() {
        choose("https://ana:horse9@example.com/r.json");
        open();
        assertEquals("https://•••@example.com/r.json", shown("#update-address"));
        clickOn("#update-address");
        assertEquals("https://ana:horse9@example.com/r.json", shown("#update-address"));
        clickOn("#update-notice");
        settle();
        assertEquals("https://•••@example.com/r.json", shown("#update-address"));
        assertEquals("https://ana:horse9@example.com/r.json", person.get().network().updateAddress());
    }
}
