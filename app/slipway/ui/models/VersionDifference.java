package slipway.ui.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import slipway.base.Text;
import slipway.base.Units;
import slipway.catalog.Model;

/// One version against another of the same model: figures, signature, framework, size. No toolkit.
final class VersionDifference {
    /// Figures of which less is better; of all others more is.
    private static final Set<String> LESS = Set.of("rmse", "mae", "mse", "loss", "log_loss", "error", "mape");

    private VersionDifference() {}

    enum Trend {
        BETTER, WORSE, NEITHER
    }

    record Line(String name, String value, Trend trend) {}

    /// What `model` has over `other`.
    static List<Line> of(Model model, Model other) {
        var lines = new ArrayList<Line>();
        for (String metric : new TreeSet<>(model.metrics().keySet())) {
            Double own = model.metrics().get(metric);
            Double theirs = other.metrics().get(metric);
            if (own != null && theirs != null) lines.add(figure(metric, own, theirs));
        }
        lines.add(new Line(Text.of("models.signature"), same(model.signature().equals(other.signature())),
                Trend.NEITHER));
        lines.add(new Line(Text.of("models.framework"), same(Objects.equals(model.framework(), other.framework())),
                Trend.NEITHER));
        long size = model.sizeBytes() - other.sizeBytes();
        lines.add(new Line(Text.of("models.size"), size == 0
                ? same(true)
                : (size > 0 ? "+" : "−") + Units.bytes(Math
                        .abs(size)),
                Trend.NEITHER));
        return lines;
    }

    private static Line figure(String metric, double own, double theirs) {
        double gain = own - theirs;
        boolean lessIsBetter = LESS.stream().anyMatch(metric.toLowerCase(Locale.ROOT)::contains);
        Trend trend = gain == 0 ? Trend.NEITHER : gain > 0 != lessIsBetter ? Trend.BETTER : Trend.WORSE;
        String value = gain == 0
                ? same(true)
                : Text.of("models.versions.gain", (gain > 0 ? "+" : "−") + ModelDetail
                        .figure(Math.abs(gain)), ModelDetail.figure(theirs), ModelDetail.figure(own));
        return new Line(metric, value, trend);
    }

    private static String same(boolean same) {
        return Text.of(same ? "models.versions.same" : "models.versions.different");
    }
}
