package slipway.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// Reads and writes `x-slipway.swarm`, by the words of Docker’s `--constraint` and `--placement-pref`.
final class SwarmYaml {
    private static final Set<String> KEYS = Set.of("constraints", "spread");
    private static final String LABEL = "(?:node|engine)\\.labels\\.[A-Za-z0-9][A-Za-z0-9_.-]*";
    private static final Pattern SPREAD = Pattern.compile(LABEL);
    /// A value has no comma: Docker has other forms in which it ends the constraint.
    private static final Pattern CONSTRAINT = Pattern.compile(
            "(node\\.(?:id|hostname|role|ip|platform\\.os|platform\\.arch)|" + LABEL
                    + ")\\s*(==|!=)\\s*([A-Za-z0-9_.:/-]+(?: [A-Za-z0-9_.:/-]+)*)");

    private SwarmYaml() {}

    static SwarmSpec read(YamlMap map, SpecProblems problems) {
        if (map.node() == null) return SwarmSpec.NONE;
        map.noteUnknown(KEYS);
        return new SwarmSpec(constraints(map, problems), spread(map, problems));
    }

    private static List<String> constraints(YamlMap map, SpecProblems problems) {
        var all = new ArrayList<String>();
        for (String each : map.texts("constraints")) {
            Matcher found = CONSTRAINT.matcher(each.strip());
            if (found.matches()) all.add(found.group(1) + " " + found.group(2) + " " + found.group(3));
            else
                problems.add(map.value("constraints"), "spec.swarm-constraint", each);
        }
        return all;
    }

    private static @Nullable String spread(YamlMap map, SpecProblems problems) {
        String label = map.text("spread");
        if (label == null || SPREAD.matcher(label.strip()).matches()) return label == null ? null : label.strip();
        problems.add(map.value("spread"), "spec.swarm-spread", label);
        return null;
    }

    static void write(SwarmSpec swarm, YamlWriter out) {
        if (swarm.equals(SwarmSpec.NONE)) return;
        out.begin("swarm");
        out.list("constraints", swarm.constraints());
        String spread = swarm.spread();
        if (spread != null) out.put("spread", spread);
        out.end();
    }
}
