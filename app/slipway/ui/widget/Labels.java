package slipway.ui.widget;

import java.util.List;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import slipway.base.Text;

/// Words in the house's styles.
public final class Labels {
    private Labels() {}

    public static Label of(String text, String... styles) {
        var label = new Label(text);
        label.getStyleClass().addAll(List.of(styles));
        return label;
    }

    public static Label muted(String text) {
        return of(text, "muted");
    }

    public static Label strong(String text) {
        return of(text, "strong");
    }

    public static Label mono(String text) {
        return of(text, "mono");
    }

    public static Label heading(String text) {
        return of(text, "heading");
    }

    /// A label that breaks into lines and never loses its end.
    public static Label wrapped(String text, String... styles) {
        Label label = of(text, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setMaxWidth(Double.MAX_VALUE);
        return label;
    }

    /// `10,000`: a number of things.
    public static String count(long number) {
        return String.format(Text.locale(), "%,d", number);
    }

    /// Takes the room that is left in a row.
    public static Region gap() {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    /// A thin line between things.
    public static Region rule() {
        var rule = new Region();
        rule.getStyleClass().add("rule");
        return rule;
    }
}
