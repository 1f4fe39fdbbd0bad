package slipway.ui.requests;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import slipway.base.Text;
import slipway.compare.Tolerance;
import slipway.ui.widget.Labels;

/// How far two answers may be apart: for numbers, and fields that do not count at all. FX thread.
final class ToleranceBar extends HBox {
    private static final String NUMBER = "\\d+(\\.\\d*)?([eE][-+]?\\d{1,3})?";

    private final TextField relative = new TextField("1e-6");
    private final TextField absolute = new TextField("1e-9");
    private final TextField ignored = new TextField();

    /// @param id   `two`: its fields are `two-tolerance`, `two-absolute`, `two-ignored`
    /// @param then runs after Enter in any of them
    ToleranceBar(String id, Runnable then) {
        super(6);
        setAlignment(Pos.CENTER_LEFT);
        add(relative, id + "-tolerance", Text.of("answers.compare.tolerance"), 5, then);
        add(absolute, id + "-absolute", Text.of("requests.ab.absolute"), 5, then);
        add(ignored, id + "-ignored", Text.of("requests.ab.ignored"), 9, then);
        ignored.setPromptText(Text.of("requests.ab.ignored-prompt"));
    }

    private void add(TextField field, String id, String name, int columns, Runnable then) {
        field.setId(id);
        field.setPrefColumnCount(columns);
        field.setAccessibleText(name);
        field.setOnAction(event -> then.run());
        Label word = Labels.of(name, "muted");
        word.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(word, field);
    }

    /// Empty where a number is none; its field is marked then.
    Optional<Tolerance> value() {
        boolean good = true;
        for (TextField field : List.of(relative, absolute)) {
            boolean number = field.getText().strip().matches(NUMBER);
            field.getStyleClass().remove("bad-field");
            if (!number) field.getStyleClass().add("bad-field");
            good &= number;
        }
        if (!good) return Optional.empty();
        Set<String> fields = Arrays.stream(ignored.getText().split(",", -1)).map(String::strip).filter(
                each -> !each.isEmpty()).collect(Collectors.toSet());
        return Optional.of(new Tolerance(Double.parseDouble(absolute.getText().strip()), Double.parseDouble(relative
                .getText().strip()), fields, Set.of()));
    }

    void show(Tolerance tolerance) {
        relative.setText(words(tolerance.relative()));
        absolute.setText(words(tolerance.absolute()));
        ignored.setText(tolerance.ignored().stream().sorted().collect(Collectors.joining(", ")));
    }

    /// `1e-6` as a person writes it.
    private static String words(double number) {
        String text = String.valueOf(number).replace(".0E", "e").replace('E', 'e');
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
