package slipway.spec;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import slipway.base.ReplicaLimit;

/// Reads and writes `x-slipway.scale`; times are `5m`, `30s`, `2h` or a number of seconds.
final class ScaleYaml {
    private static final Set<String> KEYS = Set.of("min", "max", "concurrency", "down_after", "zero_after", "plan",
            "hold", "hold_for");
    private static final int MOST_HELD = 10_000;

    private ScaleYaml() {}

    /// Null where the file has none.
    static @Nullable ScaleSpec read(YamlMap map, @Nullable String engine, SpecProblems problems) {
        if (map.node() == null) return null;
        map.noteUnknown(KEYS);
        if ("external".equals(engine)) problems.add(map.node(), "spec.scale-external");
        Integer least = map.integer("min", 0, ReplicaLimit.MOST);
        Integer most = map.integer("max", 1, ReplicaLimit.MOST);
        map.required("max");
        int min = least == null ? 1 : least;
        int max = most == null ? Math.max(1, min) : most;
        if (min > max) problems.add(map.value("min"), "spec.scale-bounds", min, max);
        return new ScaleSpec(min, Math.max(min, max), map.positive("concurrency"),
                time(map, "down_after", problems), time(map, "zero_after", problems),
                plan(map.map("plan"), max, problems),
                map.integer("hold", 1, MOST_HELD), time(map, "hold_for", problems));
    }

    private static @Nullable Duration time(YamlMap map, String key, SpecProblems problems) {
        String text = map.text(key);
        if (text == null) return null;
        Optional<Duration> time = ScaleWords.time(text);
        if (time.isEmpty()) problems.add(map.value(key), "spec.scale-time", "x-slipway.scale." + key, text);
        return time.orElse(null);
    }

    private static SortedMap<LocalTime, Integer> plan(YamlMap map, int max, SpecProblems problems) {
        var plan = new TreeMap<LocalTime, Integer>();
        for (String key : map.keys()) {
            Integer replicas = map.integer(key, 0, max);
            Optional<LocalTime> time = ScaleWords.ofDay(key);
            if (time.isEmpty()) problems.add(map.key(key), "spec.scale-of-day", key);
            else if (replicas != null) plan.put(time.get(), replicas);
        }
        return plan;
    }

    static void write(@Nullable ScaleSpec scale, YamlWriter out) {
        if (scale == null) return;
        out.begin("scale");
        out.put("min", scale.min());
        out.put("max", scale.max());
        Double atOnce = scale.concurrency();
        number(out, "concurrency", atOnce == null ? null : ScaleWords.plain(atOnce));
        time(out, "down_after", scale.downAfter());
        time(out, "zero_after", scale.zeroAfter());
        number(out, "hold", scale.hold());
        time(out, "hold_for", scale.holdFor());
        var plan = new TreeMap<String, Integer>();
        scale.plan().forEach((time, replicas) -> plan.put(ScaleWords.ofDay(time), replicas));
        out.numbers("plan", plan);
        out.end();
    }

    /// The `text` of a deployment’s `file` with `scale` in it as one line, or without one.
    static String edited(Path file, String text, @Nullable ScaleSpec scale) {
        return YamlEdit.setPath(file, text, List.of("x-slipway", "scale"), scale == null ? null : flow(scale));
    }

    private static String flow(ScaleSpec scale) {
        var parts = new ArrayList<String>();
        parts.add("min: " + scale.min());
        parts.add("max: " + scale.max());
        Double atOnce = scale.concurrency();
        if (atOnce != null) parts.add("concurrency: " + ScaleWords.plain(atOnce));
        Duration down = scale.downAfter();
        if (down != null) parts.add("down_after: " + ScaleWords.time(down));
        Duration zero = scale.zeroAfter();
        if (zero != null) parts.add("zero_after: " + ScaleWords.time(zero));
        if (scale.hold() != null) parts.add("hold: " + scale.hold());
        Duration hold = scale.holdFor();
        if (hold != null) parts.add("hold_for: " + ScaleWords.time(hold));
        if (!scale.plan().isEmpty()) parts.add("plan: " + flow(scale.plan()));
        return "{" + String.join(", ", parts) + "}";
    }

    private static String flow(Map<LocalTime, Integer> plan) {
        return "{" + String.join(", ", plan.entrySet().stream()
                .map(entry -> "\"" + ScaleWords.ofDay(entry.getKey()) + "\": " + entry.getValue()).toList()) + "}";
    }

    private static void number(YamlWriter out, String key, @Nullable Number value) {
        if (value != null) out.put(key, value);
    }

    private static void time(YamlWriter out, String key, @Nullable Duration value) {
        if (value != null) out.put(key, ScaleWords.time(value));
    }
}
