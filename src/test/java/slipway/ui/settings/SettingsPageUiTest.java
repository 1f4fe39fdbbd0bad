package slipway.ui.settings;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.Test;

import slipway.base.Live;
import slipway.testkit.UiTest;
import slipway.ui.Looks;
import slipway.ui.WindowSettings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SettingsPageUiTest extends UiTest {
    private final Live<WindowSettings> looks = new Live<>(WindowSettings.DEFAULT);
    private final AtomicInteger built = new AtomicInteger();

    private record Words(String id, String title, String words, AtomicInteger built) implements SettingsSection {
        @Override
        public String icon() {
            return "fth-box";
        }

        @Override
        public Node build() {
            built.incrementAndGet();
            return new Label("this is " + title);
        }
    }

    private SettingsPage open() {
        var page = fx(() -> new SettingsPage(List.of(
                new AppearanceSection(new Looks(looks, change -> {}, () -> {}, tag -> {})),
                new Words("engines", "Engines", "Docker GPU Réseau", built), new Words("about", "About", "version",
                        built))));
        show(fx(page::view), 1200, 800);
        return page;
    }

    @Test
    void aSearchFiltersTheSectionsAndTheKeyboardGoesOnInTheList() {
        open();
        clickOn("#settings-search").write("gpu RESEAU");
        settle();
        assertEquals(List.of("engines"), shown());
        assertTrue(lookup("this is Engines").tryQuery().isPresent());
        push(KeyCode.ESCAPE);
        settle();
        assertEquals(3, shown().size());
        write("qqq");
        settle();
        assertEquals(List.of(), shown());
        assertTrue(lookup("No setting has these words.").tryQuery().isPresent());
        assertTrue(lookup("this is Engines").tryQuery().isPresent(), "what was shown stays");
        push(KeyCode.ESCAPE);
        push(KeyCode.DOWN);
        push(KeyCode.DOWN);
        settle();
        assertTrue(lookup("this is About").tryQuery().isPresent());
    }

    @Test
    void aSectionIsOpenedByItsIdAndBuiltOnce() {
        SettingsPage page = open();
        fxRun(() -> page.select("about"));
        fxRun(() -> page.select("appearance"));
        fxRun(() -> page.select("about"));
        fxRun(() -> page.select("unheard of"));
        settle();
        assertTrue(lookup("this is About").tryQuery().isPresent());
        assertEquals(1, built.get());
    }

    private List<String> shown() {
        return fx(() -> lookup("#settings-sections").<ListView<SettingsSection>>query().getItems().stream()
                .map(SettingsSection::id).toList());
    }
}
