package slipway.ui.lab;

import java.util.List;
import java.util.function.DoubleFunction;

import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.load.Comparison;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// Two saved runs side by side, the older one first; the last column says what the newer one changed. FX thread.
final class RunComparison extends VBox {
    private final GridPane grid = new GridPane();

    RunComparison(Comparison comparison, Runnable close) {
        super(8);
        getStyleClass().add("lab-inset");
        var head = new HBox(8, Labels.strong(Text.of("lab.compare.title")), Labels.gap(),
                Icons.button("fth-x", Text.of("lab.compare.close"), close));
        head.getStyleClass().add("chips");
        grid.getStyleClass().add("lab-table");
        var name = new ColumnConstraints();
        name.setHgrow(Priority.ALWAYS);
        name.minWidthProperty().bind(TextScale.times(110));
        grid.getColumnConstraints().add(name);
        for (int i = 0; i < 3; i++) {
            var column = new ColumnConstraints();
            column.setHalignment(HPos.RIGHT);
            column.minWidthProperty().bind(TextScale.times(110));
            grid.getColumnConstraints().add(column);
        }
        line("", title(comparison.first().name()), title(comparison.second().name()),
                Labels.of(Text.of("lab.compare.change"), "muted", "small"));
        pair(Text.of("lab.runs.rate"), comparison.rates(), value -> Units.number(value) + " req/s", false);
        pair(Text.of("lab.runs.errors"), comparison.errorShares(), Units::percent, true);
        rows("", comparison.latencies());
        for (Comparison.Deployment each : comparison.deployments())
            rows(each.name() + " ", each.latencies());
        getChildren().setAll(head, grid);
    }

    private static Label title(String name) {
        Label label = Labels.of(name, "muted", "small");
        label.setMaxWidth(220);
        return label;
    }

    private void rows(String prefix, List<Comparison.Row> rows) {
        for (Comparison.Row row : rows) {
            String name = row.percentile() >= 100
                    ? Text.of("lab.load.max")
                    : "p" + String.format(Text.locale(), "%.1f", row.percentile()).replaceAll("[.,]0$", "");
            pair(prefix + name, row.millis(), Units::millis, true);
        }
    }

    private void pair(String name, Comparison.Pair pair, DoubleFunction<String> words, boolean lessIsBetter) {
        double ratio = pair.ratio();
        String text = "–";
        String style = "muted";
        if (pair.difference() == 0) text = "=";
        else if (!Double.isNaN(ratio)) {
            double percent = (ratio - 1) * 100;
            boolean better = percent < 0 == lessIsBetter;
            text = (percent < 0 ? "▼ −" : "▲ +") + Units.number(Math.abs(percent)) + " %";
            style = Math.abs(percent) < 1 ? "muted" : better ? "good-text" : "bad-text";
        }
        line(name, Labels.of(words.apply(pair.first())), Labels.of(words.apply(pair.second())), Labels.of(text, style));
    }

    private void line(String name, Label first, Label second, Label change) {
        grid.addRow(grid.getRowCount(), Labels.of(name, "muted"), first, second, change);
    }
}
