package slipway.ui.endpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.spec.EndpointSpec;
import slipway.spec.Workspace;
import slipway.store.Keys;
import slipway.testkit.Covers;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The options of an endpoint by a person’s hand: refused beside the field, written with the comments kept, keys made
/// anew and a token shown once.
class OptionsDialogUiTest extends UiTest {
    @TempDir
    Path folder;

    private final Tasks tasks = new Tasks();
    private final TestDesk desk = new TestDesk();

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    @Covers({"A178", "A205", "A206", "A208"})
    void optionsAreRefusedBesideTheirFieldAndWrittenWithCommentsKept() throws Exception {
        write();
        try (Workspace workspace = Workspace.open(folder, tasks)) {
            show(fx(StackPane::new), 1440, 900);
            everybodyCanUse("OptionsDialog", () -> show(workspace));
            open(workspace);
            assertTrue(button("options-apply").isDisabled());
            type("options-mirror-green", "70 %");
            fxRun(() -> button("options-apply").fire());
            await().until(() -> wrong("mirrors").contains("70 %"));
            type("options-bandwidth", "fast");
            assertEquals("A whole number from 1 to 100000, or nothing.", wrong("bandwidth"));
            assertTrue(button("options-apply").isDisabled());
            shot("options-wrong");
            type("options-bandwidth", "5");
            fxRun(() -> {
                lookup("#options-free").<RadioButton>query().fire();
                choose("options-twin", 4);
                choose("options-session", 2);
                choose("options-spread", 1);
                choose("options-predict", 2);
                lookup("#options-access-log").<CheckBox>query().fire();
            });
            type("options-mirror-twin", "100");
            type("options-session-name", "who");
            assertEquals("slipway endpoint update iris --mode free --mirrors \"green=70 twin=100\" --twin \"twin\""
                    + " --random --sticky-cookie who --bandwidth-mbps 5 --access-log --predict-bodies", command());
            shot("options-light");
            fxRun(() -> button("options-apply").fire());
            await().until(() -> command().equals("Nothing is changed"));
            await().until(() -> desk.done.contains("The options of iris are changed"));
            String text = Files.readString(folder.resolve("endpoints/iris/endpoint.yml"));
            assertTrue(text.startsWith("name: iris # ours\nauth_mode: key\n"), text);
            EndpointSpec spec = Objects.requireNonNull(workspace.spec().get().endpoint("iris").orElseThrow().spec());
            assertEquals(Map.of("green", 70, "twin", 100), spec.mirrors());
            assertEquals("twin", spec.slipway().twin());
            theme(true);
            open(workspace);
            shot("options-dark");
        }
    }

    @Test
    @Covers("A178")
    void keysAreMadeAnewOnceSureAndATokenIsShown() throws Exception {
        write();
        try (Workspace workspace = Workspace.open(folder, tasks)) {
            open(workspace);
            Keys before = Keys.of(workspace.stateFolder(), "iris", null);
            assertEquals(before.primary(), fx(() -> lookup("#options-primary").<KeyLabel>query().key()));
            fxRun(() -> button("options-regenerate-secondary").fire());
            assertEquals(before, Keys.of(workspace.stateFolder(), "iris", null));
            fxRun(() -> button("options-sure-secondary").fire());
            Keys after = Keys.of(workspace.stateFolder(), "iris", null);
            assertEquals(before.primary(), after.primary());
            assertNotEquals(before.secondary(), after.secondary());
            assertTrue(desk.done.contains("Secondary key of iris is a new one"), desk.done.toString());
            assertFalse(lookup("#options-token").tryQuery().isPresent());
            fxRun(() -> choose("options-auth", 1));
            assertEquals("slipway endpoint update iris --auth-mode aml_token", command());
            fxRun(() -> button("options-apply").fire());
            await().until(() -> lookup("#options-token").tryQuery().isPresent());
            type("options-minutes", "10");
            fxRun(() -> button("options-token").fire());
            await().until(() -> lookup("#options-token-made .mono").<Label>queryAll().stream().anyMatch(label -> label
                    .getText().startsWith("slipway.")));
            assertEquals(List.of(), desk.problems);
            fxRun(() -> lookup("#options-dialog .page-scroll").<javafx.scene.control.ScrollPane>query().setVvalue(1));
            settle();
            shot("options-token");
        }
    }

    private void open(Workspace workspace) {
        show(fx(StackPane::new), 1440, 900);
        fxRun(() -> javafx.stage.Window.getWindows().stream().filter(window -> !window.equals(stage())).toList()
                .forEach(javafx.stage.Window::hide));
        fxRun(() -> show(workspace));
        settle();
    }

    private void show(Workspace workspace) {
        new OptionsDialog(desk.desk(), tasks, workspace).show(stage(), EndpointRow.of(workspace.spec().get().endpoint(
                "iris").orElseThrow(), List.of(), List.of()));
    }

    private void type(String field, String text) {
        fxRun(() -> lookup("#" + field).<TextField>query().setText(text));
    }

    private void choose(String box, int index) {
        lookup("#" + box).<ComboBox<String>>query().getSelectionModel().select(index);
    }

    private Button button(String id) {
        return lookup("#" + id).query();
    }

    private String command() {
        return fx(() -> lookup("#options-command").<Label>query().getText());
    }

    private String wrong(String part) {
        return fx(() -> lookup("#options-wrong-" + part).<Label>query().getText());
    }

    private void write() throws IOException {
        Path iris = Files.createDirectories(folder.resolve("endpoints/iris"));
        Files.writeString(iris.resolve("endpoint.yml"), """
                name: iris # ours
                auth_mode: key
                traffic: {blue: 90, green: 0, twin: 0, spare: 10}
                """);
        for (String name : List.of("blue", "green", "twin", "spare"))
            Files.writeString(iris.resolve(name + ".yml"), "name: " + name + "\nmodel: {path: m}\n");
    }
}
