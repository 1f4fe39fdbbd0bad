package slipway.ui;

import java.util.List;
import java.util.function.Consumer;

import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// One problem in the middle of the window: what, why, what to do, the technical details, a copy of it all,
/// and the way to the guide.
final class ProblemSheet extends VBox {
    /// @param explain opens the guide at a problem’s code
    /// @param open shows the folder of its report; null where there is none
    ProblemSheet(Problem problem, Consumer<String> copy, Consumer<String> explain, @Nullable Runnable open,
            Runnable close) {
        getStyleClass().addAll("over-paper", "problem-sheet");
        prefWidthProperty().bind(TextScale.times(560));
        setAccessibleText(problem.what());
        var title = new HBox(8, Icons.of("fth-alert-octagon", Tone.BAD.style()),
                Labels.wrapped(problem.what(), "heading"));
        getChildren().addAll(title, part(Text.of("shell.problem.why"), problem.why()),
                part(Text.of("shell.problem.fix"), problem.fix()));
        if (problem.detail() != null) {
            var text = new TextArea(problem.detail());
            text.setEditable(false);
            text.setPrefRowCount(8);
            text.getStyleClass().add("mono");
            var pane = new TitledPane(Text.of("shell.problem.details", problem.code()), text);
            pane.setExpanded(false);
            pane.setAnimated(false);
            pane.getStyleClass().add("dense");
            getChildren().add(pane);
        }
        var all = new Button(Text.of("widget.problem.copy"), Icons.of("fth-clipboard"));
        all.setOnAction(event -> copy.accept(ProblemBanner.text("", problem, List.of())));
        var more = new Button(Text.of("shell.problem.guide"), Icons.of("fth-help-circle"));
        more.setId("problem-guide");
        more.setOnAction(event -> explain.accept(problem.code()));
        var shut = new Button(Text.of("shell.close"));
        shut.getStyleClass().add("accent");
        shut.setDefaultButton(true);
        shut.setOnAction(event -> close.run());
        var row = new HBox(8, all, more);
        if (open != null) {
            var folder = new Button(Text.of("housekeeping.crash.folder"), Icons.of("fth-folder"));
            folder.setOnAction(event -> open.run());
            row.getChildren().add(folder);
        }
        row.getChildren().addAll(Labels.gap(), shut);
        getChildren().add(row);
    }

    private static VBox part(String title, String text) {
        return new VBox(4, Labels.of(title, "muted", "small"), Labels.wrapped(text));
    }
}
