package slipway.spec;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

import slipway.spec.EndpointSpec.Extension;
import slipway.spec.EndpointSpec.Logs;
import slipway.spec.EndpointSpec.Sticky;

/// Reads and writes the `x-slipway` block of an endpoint: what Azure has no word for.
final class EndpointExtensionYaml {
    private static final Set<String> KEYS = Set.of("traffic", "bandwidth_mbps", "max_body_mb", "access_log",
            "predict_log");
    private static final Set<String> TRAFFIC_KEYS = Set.of("mode", "mirrors", "twin", "random", "seed", "sticky");
    private static final Set<String> STICKY_KEYS = Set.of("header", "cookie");
    /// What a header and a cookie may be called (RFC 9110, token).
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");

    private EndpointExtensionYaml() {}

    static Extension read(YamlMap map, SpecProblems problems) {
        map.noteUnknown(KEYS);
        YamlMap traffic = map.map("traffic");
        traffic.noteUnknown(TRAFFIC_KEYS);
        String mode = traffic.text("mode");
        boolean free = "free".equals(mode);
        if (mode != null && !free && !mode.equals("strict")) problems.add(traffic.value("mode"), "spec.mode", mode);
        Map<String, Integer> mirrors = EndpointYaml.percents(traffic.map("mirrors"));
        if ((mode == null || mode.equals("strict")) && !mirrors.isEmpty())
            problems.add(traffic.key("mirrors"), "spec.mirrors-strict");
        String twin = traffic.text("twin");
        if (twin != null && mirrors.getOrDefault(twin, 0) == 0) problems.add(traffic.value("twin"), "spec.twin", twin);
        return new Extension(free, mirrors, twin, traffic.flag("random"), traffic.integer("seed", 0, Integer.MAX_VALUE),
                sticky(traffic.map("sticky"), problems), map.integer("bandwidth_mbps", 1, 100_000),
                map.integer("max_body_mb", 1, 100_000), logs(map));
    }

    /// `predict_log: true`, or a map that says what it holds.
    private static Logs logs(YamlMap map) {
        boolean detailed = map.value("predict_log") instanceof MappingNode;
        YamlMap predict = detailed ? map.map("predict_log") : map.map("");
        predict.noteUnknown(Set.of("bodies"));
        return new Logs(map.flag("access_log"), detailed || map.flag("predict_log"), predict.flag("bodies"));
    }

    private static @Nullable Sticky sticky(YamlMap map, SpecProblems problems) {
        map.noteUnknown(STICKY_KEYS);
        String header = map.text("header");
        String cookie = map.text("cookie");
        String name = header == null ? cookie : header;
        if (name == null) return null;
        if (header != null && cookie != null) problems.add(map.key("cookie"), "spec.sticky-both");
        if (TOKEN.matcher(name).matches()) return new Sticky(header == null, name);
        problems.add(map.value(header == null ? "cookie" : "header"), "spec.sticky-name", name);
        return null;
    }

    static void write(Extension slipway, YamlWriter out) {
        if (slipway.equals(Extension.NONE)) return;
        out.begin("x-slipway");
        if (slipway.bandwidthMbps() != null) out.put("bandwidth_mbps", slipway.bandwidthMbps());
        if (slipway.maxBodyMb() != null) out.put("max_body_mb", slipway.maxBodyMb());
        if (slipway.logs().access()) out.flag("access_log", true);
        if (slipway.logs().bodies()) {
            out.begin("predict_log");
            out.flag("bodies", true);
            out.end();
        } else if (slipway.logs().predict()) {
            out.flag("predict_log", true);
        }
        out.begin("traffic");
        out.put("mode", slipway.free() ? "free" : "strict");
        out.numbers("mirrors", slipway.mirrors());
        if (slipway.twin() != null) out.put("twin", slipway.twin());
        if (slipway.random()) out.flag("random", true);
        if (slipway.seed() != null) out.put("seed", slipway.seed());
        Sticky sticky = slipway.sticky();
        if (sticky != null) {
            out.begin("sticky");
            out.put(sticky.cookie() ? "cookie" : "header", sticky.name());
            out.end();
        }
        out.end();
        out.end();
    }
}
