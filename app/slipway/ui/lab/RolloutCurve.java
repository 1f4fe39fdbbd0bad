package slipway.ui.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.rollout.Look;
import slipway.rollout.RolloutState;
import slipway.rollout.stats.Finding;
import slipway.rollout.stats.QuantileInterval;
import slipway.ui.widget.Hues;
import slipway.ui.widget.TimeChartSeries;

/// The looks of a rollout at equal steps of time, in milliseconds, for a chart: the highest latency gate at both
/// deployments, and where each of them surely is. NaN where nothing is known. Stateless.
///
/// @param limit what the candidate may have at most by the newest look
record RolloutCurve(String measure, Duration span, Duration step, Instant now, List<TimeChartSeries> lines,
        double limit) {
    static final int POINTS = 300;
    private static final List<Duration> SPANS = Stream.of(30, 60, 120, 300, 600, 1200, 3600, 18_000)
            .map(Duration::ofSeconds).toList();
    /// A band that goes up without end is cut at so many times the largest figure.
    private static final double HEADROOM = 1.3;
    /// How long a look speaks for the time after it.
    private static final Duration SPEAKS = Duration.ofSeconds(10);

    /// Empty where there is no latency gate or no look yet.
    static Optional<RolloutCurve> of(RolloutState state, List<String> names) {
        String measure = state.looks().stream().flatMap(look -> look.verdict().findings().stream())
                .map(Finding::measure).filter(name -> name.startsWith("p")).reduce((a, b) -> b).orElse("");
        if (measure.isEmpty()) return Optional.empty();
        Instant now = state.looks().getLast().at();
        Duration past = Duration.between(state.started(), now);
        Duration span = SPANS.stream().filter(each -> each.compareTo(past) >= 0).findFirst().orElse(SPANS.getLast());
        Duration step = span.dividedBy(POINTS);
        var all = new double[6][POINTS];
        for (double[] each : all)
            Arrays.fill(each, Double.NaN);
        double limit = Double.NaN;
        Duration speaks = step.multipliedBy(3).compareTo(SPEAKS) > 0 ? step.multipliedBy(3) : SPEAKS;
        int before = -1;
        for (int i = 0; i < POINTS; i++) {
            Instant at = now.minus(step.multipliedBy(POINTS - 1L - i));
            Look look = look(state.looks(), at, speaks);
            Finding finding = look == null ? null : finding(look, measure);
            // evidence begins anew with each step, and so do the lines
            boolean anew = look != null && before >= 0 && look.step() != before;
            before = look == null ? before : look.step();
            if (look == null || finding == null || anew) continue;
            all[0][i] = finding.baseline() / 1e6;
            all[1][i] = finding.candidate() / 1e6;
            all[2][i] = end(finding, finding.low());
            all[3][i] = end(finding, finding.high());
            limit = end(finding, finding.limit());
            QuantileInterval around = look.around().get(measure);
            if (around == null) continue;
            all[4][i] = around.low() / 1e6;
            all[5][i] = around.high() / 1e6;
        }
        cut(all, limit);
        return Optional.of(new RolloutCurve(measure, span, step, now, lines(state, names, all), limit));
    }

    /// Keeps the band inside what is worth to be seen; where nothing bounds it below, nothing is known yet.
    private static void cut(double[][] all, double limit) {
        double most = HEADROOM * Math.max(Double.isNaN(limit) ? 0 : limit, Math.max(max(all[0]), max(all[1])));
        for (int i = 0; i < POINTS; i++) {
            if (Double.isNaN(all[0][i])) continue;
            for (int low = 2; low < 6; low += 2) {
                double top = all[low + 1][i];
                all[low][i] = all[low][i] > 0 ? all[low][i] : Double.NaN;
                all[low + 1][i] = Double.isFinite(top) ? Math.min(most, top) : most;
            }
        }
    }

    private static List<TimeChartSeries> lines(RolloutState state, List<String> names, double[][] all) {
        String blue = state.plan().baseline();
        String green = state.plan().candidate();
        return List.of(TimeChartSeries.of(blue, Hues.of(blue, names), all[0]).within(all[4], all[5]),
                TimeChartSeries.of(green, Hues.of(green, names), all[1]).within(all[2], all[3]));
    }

    private static @Nullable Look look(List<Look> looks, Instant at, Duration speaks) {
        Look last = looks.reversed().stream().filter(look -> !look.at().isAfter(at)).findFirst().orElse(null);
        return last == null || last.candidate() == 0 || last.at().plus(speaks).isBefore(at) ? null : last;
    }

    private static @Nullable Finding finding(Look look, String measure) {
        return look.verdict().findings().stream().filter(each -> each.measure().equals(measure)).findFirst()
                .orElse(null);
    }

    private static double end(Finding finding, double difference) {
        return finding.baseline() / 1e6 * (1 + difference);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    }
}
