package slipway.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import slipway.base.Html;
import slipway.base.Text;
import slipway.base.Units;
import slipway.rollout.Chart.Point;
import slipway.rollout.stats.Finding;
import slipway.rollout.stats.QuantileInterval;

/// The pictures of a rollout's report, out of its looks: latency with its band and limit, requests a second, and the
/// split asked for against the one seen. For one thread.
final class RolloutCharts {
    private final RolloutState state;
    private final double from;
    private final double to;

    RolloutCharts(RolloutState state) {
        this.state = state;
        this.from = seconds(state.started());
        this.to = state.looks().isEmpty() ? from : seconds(state.looks().getLast().at());
    }

    /// The measure that the latency chart is about: the highest quantile of the gates; empty without one.
    Optional<String> measure() {
        return state.looks().stream().flatMap(look -> look.verdict().findings().stream()).map(Finding::measure)
                .filter(name -> name.startsWith("p")).reduce((a, b) -> b);
    }

    String latency(String measure) {
        List<Point> baseline = points(measure, Finding::baseline);
        List<Point> candidate = points(measure, Finding::candidate);
        List<Point> limit = points(measure, finding -> finding.baseline() * (1 + finding.limit()));
        // a band of the first few requests goes up to no end, and would hide what is worth to be seen
        double most = Math.max(highest(candidate), highest(limit)) * 1.4;
        var chart = new Chart(from, to, most);
        chart.band("band baseline", around(measure, each -> each.low() > 0 ? each.low() : Double.NaN),
                around(measure, each -> each.low() > 0 ? Math.min(most, each.high()) : Double.NaN));
        chart.band("band", points(measure, finding -> end(finding, finding.low(), most)),
                points(measure, finding -> end(finding, finding.high(), most)));
        chart.line("limit", limit);
        chart.line("blue", baseline);
        chart.line("green", candidate);
        return finished(chart, Text.of("rollout.html.latency", measure), value -> Units.nanos(Math.round(value)));
    }

    private static double end(Finding finding, double difference, double most) {
        if (Double.isNaN(finding.baseline())) return Double.NaN;
        return Double.isFinite(difference) ? finding.baseline() * (1 + difference) : difference < 0 ? 0 : most;
    }

    String rate() {
        List<Point> baseline = rates(true);
        List<Point> candidate = rates(false);
        var chart = new Chart(from, to, Math.max(highest(baseline), highest(candidate)));
        chart.line("blue", baseline);
        chart.line("green", candidate);
        return finished(chart, Text.of("rollout.html.rate"), Units::number);
    }

    String split() {
        var asked = new ArrayList<Point>();
        var seen = new ArrayList<Point>();
        int last = -1;
        for (Look look : state.looks()) {
            PlanStep step = state.plan().steps().get(look.step());
            double at = seconds(look.at());
            if (look.step() != last) {
                asked.add(new Point(at, Double.NaN));
                seen.add(new Point(at, Double.NaN));
            }
            last = look.step();
            asked.add(new Point(at, step.percent() / 100.0));
            long all = step.mirror() ? look.baseline() : look.baseline() + look.candidate();
            // what the baseline did before it lost its last share is no part of a split
            boolean whole = !step.mirror() && step.percent() == 100;
            seen.add(new Point(at, whole || all == 0 ? Double.NaN : (double) look.candidate() / all));
        }
        var chart = new Chart(from, to, 1);
        chart.line("limit", asked);
        chart.line("green", seen);
        return finished(chart, Text.of("rollout.html.split"), Units::percent);
    }

    private String finished(Chart chart, String title, java.util.function.DoubleFunction<String> value) {
        for (int i = 0; i < state.steps().size(); i++) {
            Instant began = state.steps().get(i).began();
            PlanStep step = state.plan().steps().get(i);
            if (began != null) chart.mark(seconds(began), (step.mirror() ? "→ " : "") + step.percent() + " %");
        }
        return chart.svg(Html.escape(title), each -> each == 0 ? "0" : value.apply(each),
                after -> after == 0 ? "0" : Units.nanos(Math.round(after * 1e9)));
    }

    private List<Point> points(String measure, ToDoubleFunction<Finding> value) {
        return points(look -> look.verdict().findings().stream().filter(finding -> finding.measure().equals(measure))
                .findFirst().map(value::applyAsDouble).orElse(Double.NaN));
    }

    /// Where the baseline’s own quantile surely is.
    private List<Point> around(String measure, ToDoubleFunction<QuantileInterval> end) {
        return points(look -> {
            QuantileInterval interval = look.around().get(measure);
            return interval == null ? Double.NaN : end.applyAsDouble(interval);
        });
    }

    private List<Point> points(ToDoubleFunction<Look> value) {
        var points = new ArrayList<Point>();
        int step = -1;
        for (Look look : state.looks()) {
            // evidence begins anew with each step, and so does the line
            if (look.step() != step) points.add(new Point(seconds(look.at()), Double.NaN));
            step = look.step();
            points.add(new Point(seconds(look.at()), look.candidate() == 0 ? Double.NaN : value.applyAsDouble(look)));
        }
        return points;
    }

    private List<Point> rates(boolean baseline) {
        var points = new ArrayList<Point>();
        for (int i = 1; i < state.looks().size(); i++) {
            Look before = state.looks().get(i - 1);
            Look now = state.looks().get(i);
            long more = baseline ? now.baseline() - before.baseline() : now.candidate() - before.candidate();
            double time = seconds(now.at()) - seconds(before.at());
            boolean known = before.step() == now.step() && time > 0 && more >= 0;
            points.add(new Point(seconds(now.at()), known ? more / time : Double.NaN));
        }
        return points;
    }

    private static double highest(List<Point> points) {
        return points.stream().mapToDouble(Point::value).filter(Double::isFinite).max().orElse(0);
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / 1e3;
    }
}
