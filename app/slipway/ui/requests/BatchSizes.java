package slipway.ui.requests;

import java.util.Optional;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.requests.Batch;
import slipway.requests.Batch.Limits;
import slipway.requests.Batch.Strategy;
import slipway.ui.widget.Labels;

/// How many rows go into a request and how many requests at once, in SageMaker’s words and limits. FX thread.
final class BatchSizes extends VBox {
    private static final int MOST_AT_ONCE = 64;
    private static final long MEGABYTE = 1_000_000;
    /// What the window leaves for them at its first width.
    private static final double WRAP = 640;

    private final ToggleButton many = new ToggleButton(Text.of("requests.batch.many"));
    private final ToggleButton one = new ToggleButton(Text.of("requests.batch.one"));
    private final TextField rows = new TextField();
    private final TextField megabytes = new TextField(String.valueOf(Batch.USUAL_MEGABYTES));
    private final TextField atOnce = new TextField("1");
    private final Label fault = Labels.wrapped("", "small", "batch-fault");

    BatchSizes(Runnable changed) {
        super(4);
        var group = new ToggleGroup();
        many.setToggleGroup(group);
        one.setToggleGroup(group);
        many.setSelected(true);
        many.setId("batch-many");
        one.setId("batch-one");
        many.getStyleClass().add("chip");
        one.getStyleClass().add("chip");
        // one of the two is always meant
        group.selectedToggleProperty().addListener((observed, old, now) -> {
            if (now == null && old != null) group.selectToggle(old);
            rows.setDisable(one.isSelected());
            changed.run();
        });
        field(rows, "batch-rows", "requests.batch.rows", changed);
        field(megabytes, "batch-megabytes", "requests.batch.megabytes", changed);
        field(atOnce, "batch-at-once", "requests.batch.at-once", changed);
        rows.setPromptText(Text.of("requests.batch.rows-all"));
        rows.setPrefColumnCount(8);
        fault.setId("batch-sizes-fault");
        fault.managedProperty().bind(fault.textProperty().isNotEmpty());
        var first = new HBox(8, many, one);
        // with large text on more lines, each figure beside its unit
        var most = line(Labels.muted(Text.of("requests.batch.most")), rows,
                Labels.muted(Text.of("requests.batch.rows")));
        var together = line(atOnce, Labels.muted(Text.of("requests.batch.at-once")));
        var second = new FlowPane(16, 4, most, line(megabytes, Labels.muted("MB")), together);
        second.setPrefWrapLength(WRAP);
        getChildren().addAll(first, second, fault);
    }

    private static HBox line(Node... nodes) {
        var line = new HBox(8, nodes);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static void field(TextField field, String id, String name, Runnable changed) {
        field.setId(id);
        field.setAccessibleText(Text.of(name));
        field.setPrefColumnCount(3);
        field.textProperty().addListener(observed -> changed.run());
    }

    /// Where a form takes one row only, nothing else can be chosen.
    void single(boolean only) {
        many.setDisable(only);
        if (only) one.setSelected(true);
    }

    void show(Limits limits) {
        (limits.strategy() == Strategy.SINGLE_RECORD ? one : many).setSelected(true);
        rows.setText(limits.maxRows() == 0 ? "" : String.valueOf(limits.maxRows()));
        megabytes.setText(String.valueOf(limits.maxBytes() / MEGABYTE));
        atOnce.setText(String.valueOf(limits.atOnce()));
    }

    /// Empty where a field holds no number that can be; says why.
    Optional<Limits> limits() {
        Optional<Integer> most = rows.getText().isBlank() || one.isSelected()
                ? Optional.of(0)
                : number(rows, 1_000_000);
        Optional<Integer> size = number(megabytes, Batch.MEGABYTES_AT_ONCE);
        Optional<Integer> times = number(atOnce, MOST_AT_ONCE);
        if (most.isEmpty() || size.isEmpty() || times.isEmpty()) {
            fault.setText(Text.of("requests.batch.numbers", Batch.MEGABYTES_AT_ONCE, MOST_AT_ONCE));
            return Optional.empty();
        }
        if (size.get() * times.get() > Batch.MEGABYTES_AT_ONCE) {
            fault.setText(Text.of("requests.batch.too-much", Batch.MEGABYTES_AT_ONCE));
            return Optional.empty();
        }
        fault.setText("");
        return Optional.of(new Limits(one.isSelected() ? Strategy.SINGLE_RECORD : Strategy.MULTI_RECORD, most.get(),
                size.get() * MEGABYTE, times.get()));
    }

    private static Optional<Integer> number(TextField field, int most) {
        String text = field.getText().strip();
        if (!text.matches("\\d{1,7}")) return Optional.empty();
        int number = Integer.parseInt(text);
        return number >= 1 && number <= most ? Optional.of(number) : Optional.empty();
    }
}
