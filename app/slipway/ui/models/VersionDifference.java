package slipway.ui.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
import slipway.contract.Tensor;

/// One version against another of the same model: figures, signature, framework, size, requirements. No toolkit.
final class VersionDifference {
    /// Figures of which less is better; of all others more is.
    private static final Set<String> LESS = Set.of("rmse", "mae", "mse", "loss", "log_loss", "error", "mape");

    private static final int MOST_TENSORS = 10;

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
        tensors(lines, "models.versions.input", model.signature().inputs(), other.signature().inputs());
        tensors(lines, "models.versions.output", model.signature().outputs(), other.signature().outputs());
        if (model.signature().equals(other.signature()))
            lines.add(new Line(Text.of("models.signature"), same(), Trend.NEITHER));
        boolean alike = Objects.equals(model.framework(), other.framework());
        lines.add(new Line(Text.of("models.framework"), alike
                ? same()
                : said(other.framework()) + " → " + said(model.framework()), Trend.NEITHER));
        long size = model.sizeBytes() - other.sizeBytes();
        lines.add(new Line(Text.of("models.size"), size == 0
                ? same()
                : (size > 0 ? "+" : "−") + Units.bytes(Math
                        .abs(size)),
                Trend.NEITHER));
        return lines;
    }

    /// Inputs or outputs that came, went, or take something else; of very many the first.
    private static void tensors(List<Line> lines, String title, List<Tensor> own, List<Tensor> other) {
        var now = new LinkedHashMap<String, String>();
        var then = new LinkedHashMap<String, String>();
        own.forEach(tensor -> now.put(tensor.name(), tensor.shown()));
        other.forEach(tensor -> then.put(tensor.name(), tensor.shown()));
        var names = new LinkedHashSet<>(now.keySet());
        names.addAll(then.keySet());
        names.removeIf(name -> Objects.equals(now.get(name), then.get(name)));
        for (String name : names.stream().limit(MOST_TENSORS).toList()) {
            String ours = now.get(name);
            String theirs = then.get(name);
            lines.add(new Line(Text.of(title, name), theirs == null
                    ? Text.of("models.versions.added", said(ours))
                    : ours == null ? Text.of("models.versions.removed") : theirs + " → " + ours, Trend.NEITHER));
        }
        int more = names.size() - MOST_TENSORS;
        if (more > 0) lines.add(new Line(Text.of(title, "…"), Text.of("models.more.of", more), Trend.NEITHER));
    }

    private static String said(@Nullable String text) {
        return text == null ? Text.of("models.unsaid") : text;
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
            lines.add(new Line(Text.of("models.versions.requirements"), same(), Trend.NEITHER));
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
                ? same()
                : Text.of("models.versions.gain", (gain > 0 ? "+" : "−") + ModelDetail
                        .figure(Math.abs(gain)), ModelDetail.figure(theirs), ModelDetail.figure(own));
        return new Line(metric, value, trend);
    }

    private static String same() {
        return Text.of("models.versions.same");
    }
}
