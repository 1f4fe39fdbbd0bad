package slipway.ui.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.ui.widget.Labels;

/// The fields of a new rollout: who, in which steps, and what “no worse” means. FX thread.
final class RolloutForm extends VBox {
    private final String endpoint;
    private final ComboBox<String> baseline = new ComboBox<>();
    private final ComboBox<String> candidate = new ComboBox<>();
    private final TextField mirror = field("rollout-mirror", Text.of("lab.plan.mirror"), "0", 44);
    private final TextField shares = field("rollout-steps", Text.of("lab.plan.steps"), "5, 25, 50, 100", 118);
    private final TextField least = field("rollout-least", Text.of("lab.plan.least"), "200", 52);
    private final TextField hold = field("rollout-hold", Text.of("lab.plan.hold"), "10", 44);
    private final TextField limit = field("rollout-limit", Text.of("lab.plan.limit"), "600", 52);
    private final TextField errors = field("rollout-errors", Text.of("lab.plan.errors"), "1", 56);
    private final TextField slower = field("rollout-slower", Text.of("lab.plan.slower"), "25", 56);
    private final TextField agreement = field("rollout-agreement", Text.of("lab.plan.agreement"), "0", 56);
    private final TextField alpha = field("rollout-alpha", Text.of("lab.plan.alpha"), "5", 56);
    private final CheckBox byItself = new CheckBox(Text.of("lab.plan.by-itself"));

    RolloutForm(LabEndpoint to, String wanted) {
        super(12);
        this.endpoint = to.name();
        for (ComboBox<String> box : List.of(baseline, candidate)) {
            box.getItems().setAll(to.names());
            box.setPrefWidth(150);
        }
        baseline.setId("rollout-baseline");
        candidate.setId("rollout-candidate");
        baseline.setAccessibleText(Text.of("lab.plan.baseline"));
        candidate.setAccessibleText(Text.of("lab.plan.candidate"));
        String most = to.live().entrySet().stream().filter(each -> !each.getKey().equals(wanted))
                .max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("");
        baseline.setValue(most);
        candidate.setValue(!wanted.isEmpty()
                ? wanted
                : to.names().stream().filter(each -> !each.equals(most)).findFirst().orElse(""));
        byItself.setId("rollout-by-itself");
        byItself.setMnemonicParsing(false);
        byItself.setSelected(true);
        getChildren().setAll(
                row(Fields.named(Text.of("lab.plan.baseline"), baseline, ""),
                        Fields.named(Text.of("lab.plan.candidate"), candidate, "")),
                Labels.strong(Text.of("lab.plan.steps-title")),
                row(Fields.named(Text.of("lab.plan.mirror"), mirror, "%"),
                        Fields.named(Text.of("lab.plan.steps"), shares, "%"),
                        Fields.named(Text.of("lab.plan.least"), least, Text.of("lab.plan.requests")),
                        Fields.named(Text.of("lab.plan.hold"), hold, "s"),
                        Fields.named(Text.of("lab.plan.limit"), limit, "s")),
                Labels.strong(Text.of("lab.plan.gates-title")),
                row(Fields.named(Text.of("lab.plan.errors"), errors, Text.of("lab.plan.points")),
                        Fields.named(Text.of("lab.plan.slower"), slower, "%"),
                        Fields.named(Text.of("lab.plan.agreement"), agreement, "%"),
                        Fields.named(Text.of("lab.plan.alpha"), alpha, "%")),
                Labels.wrapped(Text.of("lab.plan.note"), "muted", "small"), byItself);
    }

    /// `changed` is called with every key.
    void onChange(Runnable changed) {
        for (TextField each : List.of(mirror, shares, least, hold, limit, errors, slower, agreement, alpha))
            each.textProperty().addListener(observed -> changed.run());
    }

    private static TextField field(String id, String name, String text, double width) {
        return Fields.number(id, name, text, width);
    }

    private static FlowPane row(VBox... fields) {
        var row = new FlowPane(12, 8, fields);
        row.setPrefWrapLength(580);
        return row;
    }

    /// Empty where a field is marked.
    Optional<RolloutAsk> ask() {
        double copies = Fields.number(mirror);
        List<Double> steps = Fields.numbers(shares);
        double many = Fields.number(least);
        double time = Fields.number(hold);
        double most = Fields.number(limit);
        double failed = Fields.number(errors);
        double late = Fields.number(slower);
        double agree = Fields.number(agreement);
        double alarms = Fields.number(alpha);
        boolean wrong = Double.isNaN(copies + many + time + most + failed + late + agree + alarms) || steps.isEmpty();
        if (wrong) return Optional.empty();
        return Optional.of(new RolloutAsk(endpoint, word(baseline), word(candidate), (int) copies, steps, (long) many,
                time, most, failed, late, agree, alarms, byItself.isSelected()));
    }

    private static String word(ComboBox<String> box) {
        return box.getValue() == null ? "" : box.getValue();
    }
}
