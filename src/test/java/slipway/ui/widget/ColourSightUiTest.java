package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;

import org.junit.jupiter.api.Test;

import slipway.deploy.DeploymentState;
import slipway.testkit.ColourSight;
import slipway.testkit.UiTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/// Good, doubtful and bad, and neighbouring lines of a chart, are other colours for every kind of eyes; and no status is a
/// colour alone.
class ColourSightUiTest extends UiTest {
    /// CIEDE2000: four times what is just noticed side by side.
    private static final double APART = 8;
    private static final List<String> STATUSES = List.of("ink-good", "ink-warn", "ink-bad");

    @Test
    void statusesAndNeighboursAreApartForAllEyes() {
        var close = new ArrayList<String>();
        var inks = fx(() -> IntStream.rangeClosed(1, Hues.COUNT).mapToObj(i -> new Ink("hue-" + i)).toList());
        var statuses = fx(() -> STATUSES.stream().map(Ink::new).toList());
        var box = new VBox();
        fxRun(() -> {
            box.getChildren().addAll(inks);
            box.getChildren().addAll(statuses);
        });
        show(box, 200, 100);
        for (boolean dark : new boolean[]{false, true}) {
            theme(dark);
            for (ColourSight eyes : ColourSight.values()) {
                for (int i = 0; i + 1 < inks.size(); i++)
                    compare(inks.get(i), inks.get(i + 1), eyes, dark, close);
                for (int i = 0; i < statuses.size(); i++)
                    for (int j = i + 1; j < statuses.size(); j++)
                        compare(statuses.get(i), statuses.get(j), eyes, dark, close);
            }
        }
        assertEquals("", String.join("\n", close));
    }

    @Test
    void catchesWhatOnlyDiffersInRedAndGreen() {
        Color red = Color.web("#b05050");
        Color green = Color.web("#7a7a40");
        assertFalse(ColourSight.FULL.distance(red, green) < APART);
        assertFalse(ColourSight.DEUTERANOPIA.distance(red, green) >= APART);
    }

    @Test
    void everyStateHasAnIconOfItsOwnAndAWord() {
        var icons = new ArrayList<String>();
        for (DeploymentState state : DeploymentState.values()) {
            StatusPill pill = fx(() -> StatusPill.of(state));
            assertFalse(pill.getText().isBlank());
            icons.add(((org.kordamp.ikonli.javafx.FontIcon) pill.getGraphic()).getIconLiteral());
        }
        assertEquals(icons.size(), icons.stream().distinct().count(), icons.toString());
    }

    @Test
    void everyHueBreaksItsLineInAWayOfItsOwn() {
        var seen = IntStream.range(0, Hues.COUNT).mapToObj(i -> IntStream.range(0, 120).mapToObj(x -> Dashes.gap(Dashes
                .of(Hues.at(i)), x) ? " " : "-").collect(java.util.stream.Collectors.joining())).toList();
        assertEquals(Hues.COUNT, seen.stream().distinct().count(), seen.toString());
        assertEquals("-".repeat(120), seen.getFirst());
        assertEquals("----------    ----------", seen.get(1).substring(0, 24));
        assertEquals(0, Dashes.of("ink-bad").length);
    }

    private void compare(Ink one, Ink other, ColourSight eyes, boolean dark, List<String> close) {
        double distance = eyes.distance((Color) fx(one::paint), (Color) fx(other::paint));
        if (distance < APART)
            close.add(String.format(java.util.Locale.ROOT, "%.1f: %s %s for %s in %s", distance, one
                    .getStyleClass(), other.getStyleClass(), eyes, dark ? "dark" : "light"));
    }
}
