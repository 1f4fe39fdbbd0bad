package slipway.ui.lab;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.deploy.WorkloadFault;
import slipway.ui.widget.Labels;

/// One way to break a deployment’s servers for practice: now, or after a share of its requests. FX thread.
final class WorkloadFaultRow {
    private final WorkloadFault.Kind kind;
    private final TextField share;
    private final Button now = new Button(Text.of("lab.fault.now"));
    private final Label times = Fields.unit("");
    private final ToggleButton on = new ToggleButton();

    /// `changed` is called when the person switched it, `strike` when one server is to be broken at once.
    WorkloadFaultRow(WorkloadFault.Kind kind, Runnable changed, Consumer<WorkloadFault.Kind> strike) {
        this.kind = kind;
        String id = "fault-" + kind.name().toLowerCase(Locale.ROOT);
        share = Fields.number(id + "-share", Text.of("lab.fault.share"), "1", 46);
        now.setId(id + "-now");
        now.setMinWidth(Button.USE_PREF_SIZE);
        now.getStyleClass().addAll("chip", "fault-now");
        now.setAccessibleText(title() + ": " + now.getText());
        now.setOnAction(event -> strike.accept(kind));
        on.setId(id);
        on.setMnemonicParsing(false);
        on.getStyleClass().addAll("chip", "fault-switch");
        on.setMinWidth(ToggleButton.USE_PREF_SIZE);
        on.setOnAction(event -> changed.run());
        show(null, 0);
    }

    Node[] cells() {
        var values = new HBox(6, now, times);
        values.getStyleClass().add("chips");
        var part = new HBox(6, share, Fields.unit("%"));
        part.getStyleClass().add("chips");
        Label name = Labels.of(title());
        name.setMinWidth(Label.USE_PREF_SIZE);
        return new Node[]{name, values, part, on};
    }

    private String title() {
        return switch (kind) {
            case CRASH -> Text.of("lab.fault.crash");
            case MEMORY -> Text.of("lab.fault.memory");
        };
    }

    /// The fault that it asks for; empty while it is off or its share is no number.
    Optional<WorkloadFault> fault(String endpoint, String deployment) {
        double part = Fields.number(share);
        return !on.isSelected() || Double.isNaN(part)
                ? Optional.empty()
                : Optional.of(new WorkloadFault(endpoint, deployment, kind, part / 100));
    }

    /// Shows what is on, and how often it has struck.
    void show(@Nullable WorkloadFault fault, long struck) {
        on.setSelected(fault != null);
        if (fault != null) share.setText(FaultRow.plain(fault.share() * 100));
        times.setText(struck == 0 ? "" : Text.of("lab.fault.struck", struck));
        on.setText(on.isSelected() ? Text.of("lab.fault.on") : Text.of("lab.fault.off"));
        on.setAccessibleText(title() + ": " + on.getText());
    }

    /// `green: killed after 1 % of its requests`
    static String words(WorkloadFault fault) {
        String part = Units.percent(fault.share());
        return fault.deployment() + ": " + switch (fault.kind()) {
            case CRASH -> Text.of("lab.fault.words-crash", part);
            case MEMORY -> Text.of("lab.fault.words-memory", part);
        };
    }
}
