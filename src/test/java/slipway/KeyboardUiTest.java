package slipway;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.testkit.Keyboard;
import slipway.testkit.UiTest;
import slipway.ui.widget.Icons;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// Whatever can be used with the mouse can be reached with Tab, is seen to have the focus, and has a name: on every page.
class KeyboardUiTest extends UiTest {
    @TempDir
    private Path folder;

    @Test
    void everyPage() throws Exception {
        try (FilledWindow window = FilledWindow.open(stage(), folder)) {
            var faults = new LinkedHashSet<String>();
            var looked = new HashSet<String>();
            for (FilledWindow.Place place : window.places()) {
                window.open(place);
                settle();
                faults.addAll(faults(looked).stream().map(fault -> place.name() + ": " + fault).toList());
            }
            window.theme(true);
            looked.clear();
            window.open(window.places().getFirst());
            settle();
            faults.addAll(faults(looked).stream().map(fault -> "dark: " + fault).toList());
            assertEquals("", String.join("\n", faults));
        }
    }

    @Test
    void catchesWhatOnlyAMouseCanUse() {
        var mouseOnly = new Region();
        mouseOnly.setId("mouse-only");
        mouseOnly.setMinSize(40, 20);
        mouseOnly.setOnMouseClicked(event -> {});
        var nameless = new Button(null, Icons.of("fth-copy"));
        nameless.setId("nameless");
        var ringless = new Button("ringless");
        ringless.setId("ringless");
        ringless.getStyleClass().setAll("label");
        var fine = new TextField("fine");
        fine.setAccessibleText("fine");
        show(new VBox(12, fine, mouseOnly, nameless, ringless), 300, 300);
        assertEquals(List.of("cannot be reached: #mouse-only", "has no name: #mouse-only", "has no role: #mouse-only",
                "takes no key: #mouse-only", "has no name: #nameless", "focus cannot be seen: #ringless"),
                faults(
                        new HashSet<>()).stream().map(fault -> fault.replaceFirst(": .* > #", ": #"))
                        .toList());
    }

    private List<String> faults(Set<String> looked) {
        return Keyboard.faults(stage().getScene(), fx(() -> stage().getScene().getRoot()), looked);
    }
}
