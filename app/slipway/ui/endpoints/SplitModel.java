package slipway.ui.endpoints;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// The linked sliders as sums: whole percents that add up to 100, or all 0 (off), and one mirror of at most 50 % that
/// has no live traffic. Immutable; any thread.
///
/// Moving one slider gives the rest to the others in the proportion they had when the move began (so dragging to 100
/// and back changes nothing), by largest remainder, so the sum is exact. Where the others had nothing, the first that
/// is not the mirror takes the rest.
public final class SplitModel {
    public static final int MIRROR_LIMIT = 50;

    private final Map<String, Integer> weights;
    private final Map<String, Integer> anchor;
    private final @Nullable String moving;
    private final @Nullable String mirror;
    private final int mirrorPercent;

    private SplitModel(Map<String, Integer> weights, Map<String, Integer> anchor, @Nullable String moving,
            @Nullable String mirror, int mirrorPercent) {
        this.weights = Collections.unmodifiableMap(weights);
        this.anchor = anchor;
        this.moving = moving;
        this.mirror = mirrorPercent == 0 ? null : mirror;
        this.mirrorPercent = mirrorPercent;
    }

    /// What the files say: `names` in their order; those that `traffic` leaves out have 0.
    public static SplitModel of(List<String> names, Map<String, Integer> traffic, Map<String, Integer> mirror) {
        var weights = new LinkedHashMap<String, Integer>();
        names.forEach(name -> weights.put(name, traffic.getOrDefault(name, 0)));
        var copies = mirror.entrySet().stream().filter(entry -> entry.getValue() > 0).findFirst();
        return new SplitModel(weights, new LinkedHashMap<>(weights), null, copies.map(Map.Entry::getKey).orElse(null),
                copies.map(Map.Entry::getValue).orElse(0));
    }

    public Map<String, Integer> weights() {
        return weights;
    }

    public int weight(String name) {
        return weights.getOrDefault(name, 0);
    }

    /// Who gets copies; null where nobody does.
    public @Nullable String mirror() {
        return mirror;
    }

    public int mirrorPercent() {
        return mirrorPercent;
    }

    /// As `traffic:` of the file: those that get something; where it is off, everyone with 0.
    public Map<String, Integer> traffic() {
        if (isOff()) return weights;
        var traffic = new LinkedHashMap<>(weights);
        traffic.values().removeIf(weight -> weight == 0);
        return traffic;
    }

    /// As `mirror_traffic:` of the file.
    public Map<String, Integer> mirrorTraffic() {
        return mirror == null ? Map.of() : Map.of(mirror, mirrorPercent);
    }

    public int sum() {
        return weights.values().stream().mapToInt(Integer::intValue).sum();
    }

    public boolean isOff() {
        return sum() == 0;
    }

    /// `name` gets `percent` (0 to 100), the others the rest. One deployment alone has all or nothing. A mirror that
    /// gets live traffic is a mirror no longer.
    public SplitModel moved(String name, int percent) {
        if (!weights.containsKey(name)) return this;
        int own = Math.clamp(percent, 0, 100);
        if (weights.size() == 1) own = own >= 50 ? 100 : 0;
        boolean began = !name.equals(moving);
        Map<String, Integer> from = began && !isOff() ? new LinkedHashMap<>(weights) : anchor;
        boolean ends = name.equals(mirror) && own > 0;
        String copies = ends ? null : mirror;
        Map<String, Integer> next = spread(from, name, own, copies);
        int total = next.values().stream().mapToInt(Integer::intValue).sum();
        // nobody may take the rest (all others are the mirror): then this one keeps everything
        if (total != 100 && !(weights.size() == 1 && own == 0)) next.put(name, own + 100 - total);
        return new SplitModel(next, from, name, copies, ends ? 0 : mirrorPercent);
    }

    /// All to `name`.
    public SplitModel all(String name) {
        return moved(name, 100).rested();
    }

    /// The first two (in the file’s order, the mirror left out) get `first` and the rest, everyone else nothing.
    public SplitModel preset(int first) {
        List<String> live = weights.keySet().stream().filter(name -> !name.equals(mirror)).toList();
        if (live.isEmpty()) return this;
        var next = new LinkedHashMap<String, Integer>();
        weights.keySet().forEach(name -> next.put(name, 0));
        next.put(live.get(0), live.size() == 1 ? 100 : first);
        if (live.size() > 1) next.put(live.get(1), 100 - first);
        return new SplitModel(next, new LinkedHashMap<>(next), null, mirror, mirrorPercent);
    }

    /// Nobody gets live traffic; [#on] brings back what was.
    public SplitModel off() {
        if (isOff()) return this;
        var next = new LinkedHashMap<String, Integer>();
        weights.keySet().forEach(name -> next.put(name, 0));
        return new SplitModel(next, new LinkedHashMap<>(weights), null, mirror, mirrorPercent);
    }

    /// What was before [#off]; all to the first where nothing is known.
    public SplitModel on() {
        if (!isOff()) return this;
        boolean known = anchor.values().stream().mapToInt(Integer::intValue).sum() == 100;
        return known ? new SplitModel(new LinkedHashMap<>(anchor), anchor, null, mirror, mirrorPercent) : preset(100);
    }

    /// `name` gets copies of `percent` (0 to 50) of the live requests; refused (unchanged) for one with live traffic.
    public SplitModel mirrored(@Nullable String name, int percent) {
        int share = Math.clamp(percent, 0, MIRROR_LIMIT);
        if (name == null || share == 0) return new SplitModel(weights, anchor, moving, null, 0);
        return weight(name) > 0 || !weights.containsKey(name)
                ? this
                : new SplitModel(weights, anchor, moving, name, share);
    }

    /// The next move begins from the weights as they are.
    public SplitModel rested() {
        return new SplitModel(weights, isOff() ? anchor : new LinkedHashMap<>(weights), null, mirror, mirrorPercent);
    }

    /// The deployment that gets everything here and did not in `before`; null where nobody does.
    public @Nullable String tookAll(SplitModel before) {
        return weights.keySet().stream().filter(name -> weight(name) == 100 && before.weight(name) < 100
                && !before.isOff()).findFirst().orElse(null);
    }

    private static Map<String, Integer> spread(Map<String, Integer> from, String name, int own,
            @Nullable String copies) {
        int rest = 100 - own;
        var next = new LinkedHashMap<String, Integer>();
        List<String> others = from.keySet().stream().filter(other -> !other.equals(name) && !other.equals(copies))
                .toList();
        int known = others.stream().mapToInt(other -> from.getOrDefault(other, 0)).sum();
        from.keySet().forEach(each -> next.put(each, 0));
        next.put(name, own);
        if (others.isEmpty()) return next;
        if (known == 0) {
            next.put(others.getFirst(), rest);
            return next;
        }
        int given = 0;
        for (String other : others) {
            int share = from.getOrDefault(other, 0) * rest / known;
            next.put(other, share);
            given += share;
        }
        var byRemainder = others.stream().sorted((a, b) -> from.getOrDefault(b, 0) * rest % known - from.getOrDefault(
                a, 0) * rest % known).toList();
        for (int i = 0; i < rest - given; i++)
            next.merge(byRemainder.get(i), 1, Integer::sum);
        return next;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SplitModel split && weights.equals(split.weights) && mirrorTraffic().equals(split
                .mirrorTraffic());
    }

    @Override
    public int hashCode() {
        return weights.hashCode();
    }

    @Override
    public String toString() {
        return weights + " mirror " + mirrorTraffic();
    }
}
