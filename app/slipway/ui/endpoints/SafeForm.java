package slipway.ui.endpoints;

import java.util.List;
import java.util.function.Consumer;

import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.rollout.SafePlan;
import slipway.rollout.stats.Gates;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;

/// Asks what a safe rollout needs to know before its first step. FX thread.
final class SafeForm extends VBox {
    private final EndpointRow row;
    private final Consumer<String> copy;
    private final ComboBox<String> blue = new ComboBox<>();
    private final ComboBox<String> green = new ComboBox<>();
    private final TextField replicas = field("safe-replicas", "2");
    private final TextField samples = field("safe-samples", "20");
    private final TextField mirror = field("safe-mirror", "25");
    private final TextField live = field("safe-live", "10");
    private final StackPane banner = new StackPane();

    /// `start` gets the plan, which may be refused still.
    SafeForm(EndpointRow row, Consumer<String> copy, Consumer<SafePlan> start) {
        super(16);
        this.row = row;
        this.copy = copy;
        getStyleClass().add("safe-form");
        getChildren().add(Labels.wrapped(Text.of("endpoints.rollout.about"), "muted"));
        if (row.names().size() < 2) {
            getChildren().add(Labels.wrapped(Text.of("endpoints.rollout.one", row.name()), "medium"));
            return;
        }
        choices();
        var begin = new Button(Text.of("endpoints.rollout.begin"));
        begin.setId("safe-begin");
        begin.getStyleClass().add("accent");
        begin.setOnAction(event -> begin(start));
        var grid = new KeyValueGrid();
        grid.row(Text.of("endpoints.rollout.blue"), blue).row(Text.of("endpoints.rollout.green"), green)
                .row(Text.of("endpoints.rollout.replicas"), replicas)
                .row(Text.of("endpoints.rollout.samples"), samples)
                .row(Text.of("endpoints.rollout.mirror"), mirror).row(Text.of("endpoints.rollout.live"), live);
        grid.getChildren().forEach(node -> GridPane.setValignment(node, VPos.CENTER));
        banner.setManaged(false);
        getChildren().addAll(grid, banner, begin, Labels.wrapped(Text.of("endpoints.rollout.begin-note"), "muted",
                "small"));
    }

    /// Says why it could not begin.
    void refused(Problem problem) {
        banner.getChildren().setAll(new ProblemBanner(problem, copy));
        banner.setManaged(true);
    }

    private void choices() {
        List<String> names = row.names();
        blue.getItems().setAll(names);
        green.getItems().setAll(names);
        blue.setId("safe-blue");
        green.setId("safe-green");
        String first = names.stream().max((a, b) -> Integer.compare(row.split().weight(a), row.split().weight(b)))
                .orElse(names.getFirst());
        blue.setValue(first);
        green.setValue(names.stream().filter(name -> !name.equals(first)).min((a, b) -> Integer.compare(row.split()
                .weight(a), row.split().weight(b))).orElse(names.getLast()));
        row.parts().stream().filter(part -> part.name().equals(first)).findFirst()
                .ifPresent(part -> replicas.setText(String.valueOf(Math.max(2, part.replicas()))));
    }

    private void begin(Consumer<SafePlan> start) {
        try {
            start.accept(new SafePlan(row.name(), String.valueOf(blue.getValue()), String.valueOf(green.getValue()),
                    number(replicas), number(samples), number(mirror), number(live), Gates.ROLLOUT));
        } catch (StudioException e) {
            refused(e.problem());
        }
    }

    /// 0 where it is no number, which the plan refuses with its reason.
    private static int number(TextField field) {
        String text = field.getText().replace("%", "").strip();
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    private static TextField field(String id, String value) {
        var field = new TextField(value);
        field.setId(id);
        field.getStyleClass().addAll("mono", "limit-field");
        return field;
    }
}
