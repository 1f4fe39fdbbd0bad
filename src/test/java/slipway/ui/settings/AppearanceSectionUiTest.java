package slipway.ui.settings;

import java.util.ArrayList;
import java.util.List;

import javafx.scene.control.ComboBox;
import javafx.scene.control.ToggleButton;

import org.junit.jupiter.api.Test;

import slipway.base.Live;
import slipway.testkit.UiTest;
import slipway.ui.Looks;
import slipway.ui.WindowSettings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AppearanceSectionUiTest extends UiTest {
    private final List<String> asked = new ArrayList<>();

    @Test
    void themeAndLanguageAreAskedForAndFollowWhatIsChosenElsewhere() {
        var now = new Live<>(WindowSettings.DEFAULT);
        var page = fx(() -> new SettingsPage(
                List.of(new AppearanceSection(new Looks(now, change -> now.set(change.apply(now.get())), () -> {},
                        asked::add)))));
        show(fx(page::view), 1200, 700);
        assertTrue(selected("theme-system"));
        clickOn("#theme-dark");
        assertEquals("dark", now.get().theme());
        now.set(new WindowSettings("light", 1440, 900, false, false, "settings", false));
        settle();
        assertTrue(selected("theme-light"));
        fxRun(() -> lookup("#settings-language").<ComboBox<String>>query().setValue("pt-BR"));
        assertEquals(List.of("pt-BR"), asked);
        fxRun(() -> lookup("#settings-scale").<ComboBox<Double>>query().setValue(1.3));
        fxRun(() -> lookup("#settings-motion").<ComboBox<String>>query().setValue("reduced"));
        assertEquals(new WindowSettings.Reading(1.3, "reduced"), now.get().reading());
        shots("settings-appearance");
    }

    private boolean selected(String id) {
        return fx(() -> lookup("#" + id).<ToggleButton>query().isSelected());
    }
}
