package slipway.ui.lab;

import java.time.Duration;
import java.util.List;

import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.rollout.RolloutState;
import slipway.rollout.stats.Gates;
import slipway.ui.widget.Card;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.TimeChart;
import slipway.ui.widget.TimeChartUnit;

/// The gated latency of both deployments over the rollout, each with the band in which it surely is. FX thread.
final class RolloutChart {
    private final Label limit = Labels.of("", "muted", "small");
    private final Label title = Labels.heading("");
    private final StackPane legend = new StackPane();
    private final Label bands = Labels.wrapped("", "muted", "small");
    private final StackPane place = new StackPane();
    private final Card card = new Card();
    private @Nullable TimeChart chart;
    private @Nullable Duration span;

    RolloutChart() {
        var head = new javafx.scene.layout.HBox(8, title, Labels.gap(), limit);
        head.getStyleClass().add("card-header");
        title.setMinWidth(0);
        limit.setMinWidth(Label.USE_PREF_SIZE);
        legend.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        bands.setId("rollout-bands");
        card.with(head, legend, place, bands);
        card.setId("rollout-chart");
    }

    Card node() {
        return card;
    }

    /// `names` are the deployments in the file’s order.
    void show(RolloutState state, List<String> names) {
        Gates gates = state.plan().gates();
        String sure = Fields.percent(1 - gates.alpha());
        RolloutCurve.of(state, names).ifPresentOrElse(curve -> {
            title.setText(Text.of("lab.rollout.chart", curve.measure(), sure));
            draw(curve);
            bands.setText(Text.of("lab.rollout.bands", curve.measure(), state.plan().baseline(), sure, state.plan()
                    .candidate()));
        }, () -> {
            title.setText(Text.of("lab.rollout.chart-wait"));
            bands.setText("");
            TimeChart empty = chart(Duration.ofMinutes(1), Duration.ofMillis(200));
            empty.show(List.of(), java.time.Instant.now());
        });
        Fields.shown(bands, !bands.getText().isEmpty());
        limit.setText(gates.latency().isEmpty()
                ? ""
                : Text.of("lab.rollout.limit", state.plan().candidate(), Fields.percent(gates.latency().lastEntry()
                        .getValue() - 1), state.plan().baseline()));
    }

    private void draw(RolloutCurve curve) {
        TimeChart now = chart(curve.span(), curve.step());
        now.show(curve.lines(), curve.now());
        now.limits(Double.isNaN(curve.limit())
                ? List.of()
                : List.of(new TimeChart.Limit(Text.of("lab.rollout.limit-line"), curve.limit(), "ink-bad")));
    }

    private TimeChart chart(Duration wanted, Duration step) {
        TimeChart now = chart;
        if (now != null && wanted.equals(span)) return now;
        var made = new TimeChart(TimeChartUnit.MILLIS, wanted, step);
        TextScale.height(made, 90, 230);
        made.emptyText(Text.of("lab.rollout.chart-none"));
        chart = made;
        span = wanted;
        place.getChildren().setAll(made);
        legend.getChildren().setAll(made.legend());
        return made;
    }
}
