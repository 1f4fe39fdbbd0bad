package slipway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.testkit.Contrast;
import slipway.testkit.UiTest;
import slipway.ui.widget.Ink;
import slipway.ui.widget.Labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Every text and every icon can be told from what is behind it: on every page, in both themes.
class ContrastUiTest extends UiTest {
    @TempDir
    private Path folder;

    @Test
    void everyPageInBothThemes() throws Exception {
        try (FilledWindow window = FilledWindow.open(stage(), folder)) {
            var faults = new ArrayList<String>();
            for (boolean dark : new boolean[]{false, true}) {
                window.theme(dark);
                for (FilledWindow.Place place : window.places()) {
                    window.open(place);
                    settle();
                    for (Contrast.Fault fault : fx(() -> Contrast.faults(stage().getScene())))
                        faults.add((dark ? "dark " : "light ") + place.name() + ": " + fault);
                }
            }
            assertEquals("", String.join("\n", faults.stream().distinct().toList()));
        }
    }

    @Test
    void catchesFaintTextAndFaintLines() {
        Label faint = Labels.of("hardly there", "muted");
        var chart = new VBox(new Ink("ink-good"));
        chart.setMinSize(80, 40);
        show(new VBox(Labels.of("plain"), faint, chart), 300, 200);
        assertEquals(List.of(), fx(() -> Contrast.faults(stage().getScene())));
        fxRun(() -> {
            faint.setOpacity(0.5);
            stage().getScene().getRoot().getStyleClass().add("pill");
            stage().getScene().getRoot().getStyleClass().add("tone-good");
        });
        settle();
        List<Contrast.Fault> faults = fx(() -> Contrast.faults(stage().getScene()));
        assertEquals(List.of("hardly there"), faults.stream().map(Contrast.Fault::what).toList());
        assertTrue(faults.getFirst().ratio() < 3, faults.toString());
        fxRun(() -> faint.setDisable(true));
        assertEquals(List.of(), fx(() -> Contrast.faults(stage().getScene())), "what cannot be used is exempt");
    }
}
