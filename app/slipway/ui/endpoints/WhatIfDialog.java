package slipway.ui.endpoints;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Twin;
import slipway.base.Units;
import slipway.scale.Planner;
import slipway.spec.DeploymentSpec;
import slipway.ui.Desk;
import slipway.ui.Traffic;
import slipway.ui.widget.Decimals;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// Asks how long requests would wait with how many replicas, from what was measured or from what a person expects, in a
/// window over the page. FX thread.
final class WhatIfDialog {
    private static final double WIDTH = 660;
    private static final double HEIGHT = 640;
    private static final int RECENT = 500;
    private static final int LATELY = 60;

    private final Desk desk;
    private final Traffic traffic;
    private final SideDialog side = new SideDialog("what-if-dialog", WIDTH, HEIGHT);

    WhatIfDialog(Desk desk, Traffic traffic) {
        this.desk = desk;
        this.traffic = traffic;
    }

    /// Opens it for the deployment, of which one replica is for `atOnce` requests; what is open for another is closed.
    void show(@Nullable Window owner, DeploymentSpec spec, int atOnce) {
        var rates = traffic.totals(spec.endpoint(), LATELY).get(spec.name());
        side.show(owner, Text.of("scaleview.what-if.title", spec.id()), new Sheet(WhatIf.Measured.of(traffic.recent(
                spec.endpoint(), RECENT), spec.name(), rates == null ? 0 : rates.requestsPerSecond()), atOnce).node);
    }

    /// What is in the window.
    private final class Sheet {
        final VBox node = new VBox(12);
        private final AskGrid grid = new AskGrid(this::changed);
        private final VBox result = new VBox(12);
        private final Label command = Labels.wrapped("", "mono", "small");
        private final Button copy = Icons.button("fth-copy", Text.of("endpoints.copy-command"), () -> asked()
                .ifPresent(ask -> desk.notices().copied(ask.command())));

        Sheet(WhatIf.Measured measured, int atOnce) {
            boolean known = measured.requests() > 0;
            grid.field("what-if-qps", Text.of("scaleview.qps"), figure(measured.rate()), "30", Text.of(
                    "scaleview.qps.what"), false);
            grid.field("what-if-seconds", Text.of("scaleview.seconds"), figure(measured.seconds()), "0.1", Text.of(
                    "scaleview.seconds.what"), false);
            grid.field("what-if-spread", Text.of("scaleview.spread"), figure(measured.spread()), "1", Text.of(
                    "scaleview.spread.what"), false);
            grid.field("what-if-at-once", Text.of("scaleview.at-once"), String.valueOf(atOnce), "1", Text.of(
                    "scaleview.at-once.what"), false);
            grid.field("what-if-wait", Text.of("scaleview.wait"), "0.1", "0.1", Text.of("scaleview.wait.what"), false);
            result.setId("what-if-result");
            var content = new VBox(12, Labels.wrapped(known
                    ? Text.of("scaleview.measured", measured.requests())
                    : Text.of("scaleview.not-measured"), "muted"), grid, Labels.rule(), result);
            content.getStyleClass().add("options-sheet");
            var scroll = DetailPane.scrolled(content);
            VBox.setVgrow(scroll, Priority.ALWAYS);
            command.setId("what-if-command");
            HBox.setHgrow(command, Priority.ALWAYS);
            var foot = new HBox(8, command, copy);
            foot.setAlignment(Pos.CENTER_LEFT);
            node.getChildren().addAll(scroll, foot);
            changed();
        }

        /// Empty where a field has no number.
        private Optional<WhatIf> asked() {
            Double rate = number("what-if-qps");
            Double seconds = number("what-if-seconds");
            Double spread = number("what-if-spread");
            Double wait = number("what-if-wait");
            String text = grid.text("what-if-at-once").strip();
            boolean whole = text.matches("[1-9]\\d{0,3}");
            grid.wrong("what-if-at-once", whole ? "" : Text.of("scaleview.wrong.whole", 1, 9999));
            if (rate == null || seconds == null || spread == null || wait == null || !whole) return Optional.empty();
            return Optional.of(new WhatIf(rate, seconds, spread, Integer.parseInt(text), wait));
        }

        private @Nullable Double number(String id) {
            String text = grid.text(id);
            OptionalDouble number = Decimals.read(text, 7, 9);
            grid.wrong(id, number.isPresent() || text.isBlank() ? "" : Text.of("scaleview.wrong.number"));
            return number.isPresent() ? Double.valueOf(number.getAsDouble()) : null;
        }

        private void changed() {
            if (node.getChildren().isEmpty()) return;
            Optional<WhatIf> ask = asked();
            copy.setDisable(ask.isEmpty());
            command.setText(ask.map(WhatIf::command).orElse(""));
            result.getChildren().clear();
            if (ask.isEmpty()) {
                result.getChildren().add(Labels.wrapped(Text.of("scaleview.fill"), "muted"));
                return;
            }
            try {
                show(ask.get().answer(), ask.get().longest());
            } catch (StudioException e) {
                result.getChildren().add(Labels.wrapped(e.problem().what() + " " + e.problem().why() + " " + e.problem()
                        .fix(), "warn-text"));
            }
        }

        private void show(WhatIf.Answer answer, double longest) {
            Label verdict = Labels.wrapped(answer.fewest() == 0
                    ? Text.of("rehearse.replicas.none", time(longest))
                    : Text.of("rehearse.replicas.fewest", answer.fewest(), time(longest)), "heading");
            var table = new GridPane();
            table.getStyleClass().add("ask-grid");
            table.addRow(0, head("scaleview.column.replicas"), head("scaleview.column.busy"), head(
                    "scaleview.column.mean"), head("scaleview.column.p95"), head("scaleview.column.p99"));
            for (Planner.Outcome each : answer.shown())
                add(table, each, each.replicas() == answer.fewest());
            Label model = Labels.wrapped(Double.isNaN(answer.error())
                    ? Text.of("scaleview.model.untried")
                    : Text.of("scaleview.model", Units.percent(answer.error()), Units.percent(answer.error() * 1.5)),
                    "muted", "small");
            model.setId("what-if-model");
            result.getChildren().addAll(List.of(verdict, table, model));
        }

        private static void add(GridPane table, Planner.Outcome each, boolean fewest) {
            int row = table.getRowCount();
            var count = Labels.of(String.valueOf(each.replicas()), "mono", fewest ? "strong" : "muted");
            if (!each.keepsUp()) {
                table.add(count, 0, row);
                table.add(new StatusPill(Tone.BAD, "fth-x", Text.of("scaleview.behind")), 1, row, 4, 1);
                return;
            }
            table.addRow(row, count, Labels.mono(Units.percent(each.utilisation())), Labels.mono(time(each.mean())),
                    Labels.mono(time(each.p95())), Labels.mono(time(each.p99())));
            if (fewest) table.add(new StatusPill(Tone.GOOD, "fth-check", Text.of("scaleview.enough")), 5, row);
        }

        private static Label head(String key) {
            Label label = Labels.of(Text.of(key), "muted", "small");
            label.setMinWidth(Label.USE_PREF_SIZE);
            return label;
        }
    }

    private static String time(double seconds) {
        return Units.nanos((long) (seconds * 1e9));
    }

    /// Empty for nothing; as many digits as are sure.
    private static String figure(double value) {
        if (!(value > 0)) return "";
        return Twin.number(Double.parseDouble(String.format(Locale.ROOT, "%.3g", value)));
    }
}
