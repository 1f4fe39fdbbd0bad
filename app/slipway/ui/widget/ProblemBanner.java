package slipway.ui.widget;

import java.util.List;
import java.util.function.Consumer;

import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Text;

/// What went wrong, why, and what to do, with the details to copy. FX thread.
public final class ProblemBanner extends VBox {
    private final HBox title = new HBox(8);

    public ProblemBanner(Problem problem, Consumer<String> copy) {
        this("", problem, List.of(), copy);
    }

    /// @param place     where it is (`endpoints/iris/endpoint.yml:12:3`), or empty
    /// @param lastLines what a server said last, or none
    /// @param copy      takes the text for the clipboard
    public ProblemBanner(String place, Problem problem, List<String> lastLines, Consumer<String> copy) {
        getStyleClass().add("problem");
        setMinWidth(0);
        var what = Labels.wrapped(problem.what(), "problem-title");
        HBox.setHgrow(what, javafx.scene.layout.Priority.ALWAYS);
        var icon = new VBox(Icons.of("fth-alert-octagon", Tone.BAD.style()));
        icon.setPadding(new javafx.geometry.Insets(2, 0, 0, 0));
        title.getChildren().addAll(icon, what);
        title.getChildren().add(Icons.button("fth-clipboard", Text.of("widget.problem.copy"),
                () -> copy.accept(text(place, problem, lastLines))));
        getChildren().add(title);
        if (!place.isEmpty()) getChildren().add(Labels.wrapped(place, "mono", "problem-place"));
        getChildren().add(Labels.wrapped(problem.why()));
        getChildren().add(Labels.wrapped(problem.fix(), "medium"));
        if (!lastLines.isEmpty()) getChildren().add(Labels.wrapped(String.join("\n", lastLines), "last-lines"));
    }

    /// Adds a button beside the title: retry, open the file …
    public ProblemBanner action(String text, Runnable action) {
        var button = new Button(text);
        button.setMnemonicParsing(false);
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        title.getChildren().add(title.getChildren().size() - 1, button);
        return this;
    }

    /// In the colour of a warning.
    public ProblemBanner mild() {
        getStyleClass().add("warning");
        return this;
    }

    /// Everything known about `problem`, for the clipboard.
    public static String text(String place, Problem problem, List<String> lastLines) {
        @Nullable
        String detail = problem.detail();
        return problem.code() + (place.isEmpty() ? "" : "\n" + place) + "\n" + problem.what() + "\n" + problem.why()
                + "\n" + problem.fix() + (detail == null ? "" : "\n\n" + detail)
                + (lastLines.isEmpty() ? "" : "\n\n" + String.join("\n", lastLines));
    }
}
