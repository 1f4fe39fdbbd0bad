package slipway.ui.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.catalog.Model;
import slipway.catalog.fix.Dependencies;

/// One version against another of the same model: figures, signature, framework, size, requirements. No toolkit.
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

    /// What `own` asks for that `other` does not, no more, or in another version; empty where neither says anything.
    static List<Line> requirements(Dependencies own, Dependencies other) {
        Map<String, String> now = versions(own);
        Map<String, String> then = versions(other);
        var lines = new ArrayList<Line>();
        var names = new TreeSet<>(now.keySet());
        names.addAll(then.keySet());
        for (String name : names) {
            String ours = now.get(name);
            String theirs = then.get(name);
            if (Objects.equals(ours, theirs)) continue;
            lines.add(new Line(name, theirs == null
                    ? Text.of("models.versions.added", shown(ours))
                    : ours == null ? Text.of("models.versions.removed") : shown(theirs) + " → " + shown(ours),
                    Trend.NEITHER));
        }
        if (lines.isEmpty() && !names.isEmpty())
            lines.add(new Line(Text.of("models.versions.requirements"), same(true), Trend.NEITHER));
        return lines;
    }

    private static String shown(@Nullable String versions) {
        return versions == null || versions.isEmpty() ? Text.of("models.versions.any") : versions;
    }

    /// By package; files that say different versions are told apart by a stroke.
    private static Map<String, String> versions(Dependencies all) {
        var versions = new TreeMap<String, Set<String>>();
        if (!all.pythons().isEmpty()) versions.put("python", new TreeSet<>(all.pythons().keySet()));
        for (Dependencies.Entry entry : all.requirements())
            versions.computeIfAbsent(entry.key(), key -> new TreeSet<>()).add(entry.versions());
        var joined = new TreeMap<String, String>();
        versions.forEach((name, each) -> joined.put(name, String.join(" / ", each)));
        return joined;
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
