package slipway.ui.lab;

import java.time.Duration;
import java.util.Optional;

import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.traffic.Fault;
import slipway.ui.widget.Labels;

/// One kind of practice fault: its values, its share of the requests, and the switch. FX thread.
final class FaultRow {
    /// The kinds in their order.
    enum Kind {
        DELAY, ERRORS, DROP, SLOW_START
    }

    private final Kind kind;
    private final TextField value;
    private final TextField over;
    private final TextField share;
    private final HBox values = new HBox(6);
    private final ToggleButton on = new ToggleButton();

    /// `changed` is called when the person switched it.
    FaultRow(Kind kind, Runnable changed) {
        this.kind = kind;
        String id = "fault-" + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        String start = switch (kind) {
            case DELAY -> "20";
            case ERRORS -> "503";
            case DROP -> "";
            case SLOW_START -> "500";
        };
        value = Fields.number(id + "-value", title(), start, 52);
        over = Fields.number(id + "-over", Text.of("lab.fault.over"), "30", 44);
        share = Fields.number(id + "-share", Text.of("lab.fault.share"), kind == Kind.SLOW_START ? "100" : "10", 46);
        values.getStyleClass().add("chips");
        switch (kind) {
            case DELAY -> values.getChildren().setAll(value, Fields.unit("ms"));
            case ERRORS -> values.getChildren().setAll(Fields.unit("HTTP"), value);
            case DROP -> {
            }
            case SLOW_START -> values.getChildren().setAll(value, Fields.unit("ms"), Fields.unit(Text.of(
                    "lab.fault.for")), over, Fields.unit("s"));
        }
        on.setId(id);
        on.setMnemonicParsing(false);
        on.getStyleClass().addAll("chip", "fault-switch");
        on.setMinWidth(ToggleButton.USE_PREF_SIZE);
        on.setOnAction(event -> changed.run());
        word();
    }

    Node[] cells() {
        var part = new HBox(6, share, Fields.unit("%"));
        part.getStyleClass().add("chips");
        var name = Labels.of(title());
        name.setMinWidth(javafx.scene.control.Label.USE_PREF_SIZE);
        return new Node[]{name, values, part, on};
    }

    String title() {
        return switch (kind) {
            case DELAY -> Text.of("lab.fault.delay");
            case ERRORS -> Text.of("lab.fault.errors");
            case DROP -> Text.of("lab.fault.drop");
            case SLOW_START -> Text.of("lab.fault.slow-start");
        };
    }

    /// The fault that it asks for; empty while it is off or a field is no number.
    Optional<Fault> fault(String deployment) {
        if (!on.isSelected()) return Optional.empty();
        double part = Fields.number(share);
        double first = kind == Kind.DROP ? 0 : Fields.number(value);
        double time = kind == Kind.SLOW_START ? Fields.number(over) : 0;
        if (Double.isNaN(part + first + time)) return Optional.empty();
        Fault.Kind made = switch (kind) {
            case DELAY -> new Fault.Delay(millis(first));
            case ERRORS -> new Fault.Failure((int) first);
            case DROP -> new Fault.Drop();
            case SLOW_START -> new Fault.SlowStart(millis(first), millis(time * 1000));
        };
        return Optional.of(new Fault(deployment, part / 100, made));
    }

    /// Shows what is on; what the person typed stays while it is off.
    void show(@Nullable Fault fault) {
        on.setSelected(fault != null);
        if (fault != null) {
            share.setText(plain(fault.share() * 100));
            switch (fault.kind()) {
                case Fault.Delay(Duration added) -> value.setText(plain(added.toNanos() / 1e6));
                case Fault.Failure(int status) -> value.setText(String.valueOf(status));
                case Fault.Drop drop -> {
                }
                case Fault.SlowStart(Duration added, Duration time) -> {
                    value.setText(plain(added.toNanos() / 1e6));
                    over.setText(plain(time.toNanos() / 1e9));
                }
            }
        }
        word();
    }

    private void word() {
        on.setText(on.isSelected() ? Text.of("lab.fault.on") : Text.of("lab.fault.off"));
        on.setAccessibleText(title() + ": " + on.getText());
    }

    static Kind kind(Fault fault) {
        return switch (fault.kind()) {
            case Fault.Delay delay -> Kind.DELAY;
            case Fault.Failure failure -> Kind.ERRORS;
            case Fault.Drop drop -> Kind.DROP;
            case Fault.SlowStart slow -> Kind.SLOW_START;
        };
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos(Math.round(millis * 1e6));
    }

    static String plain(double value) {
        return java.math.BigDecimal.valueOf(Math.round(value * 1000) / 1000.0).stripTrailingZeros().toPlainString();
    }
}
