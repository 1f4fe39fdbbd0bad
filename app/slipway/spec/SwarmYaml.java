package slipway.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// Reads and writes `x-slipway.swarm`, by the words of Docker’s `--constraint` and `--placement-pref`.
final class SwarmYaml {
    private static final Set<String> KEYS = Set.of("constraints", "spread", "secrets", "configs");
    private static final String LABEL = "(?:node|engine)\\.labels\\.[A-Za-z0-9][A-Za-z0-9_.-]*";
    private static final Pattern SPREAD = Pattern.compile(LABEL);
    /// A value has no comma: Docker has other forms in which it ends the constraint.
    private static final Pattern CONSTRAINT = Pattern.compile(
            "(node\\.(?:id|hostname|role|ip|platform\\.os|platform\\.arch)|" + LABEL
                    + ")\\s*(==|!=)\\s*([A-Za-z0-9_.:/-]+(?: [A-Za-z0-9_.:/-]+)*)");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern TARGET = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9_.@-]+)+");
    private static final Pattern SYSTEM = Pattern.compile("/(?:run/secrets|proc|sys|dev)(?:/|$)");

    private SwarmYaml() {}

    static SwarmSpec read(YamlMap map, @Nullable Path folder, SpecProblems problems) {
        if (map.node() == null) return SwarmSpec.NONE;
        map.noteUnknown(KEYS);
        return new SwarmSpec(constraints(map, problems), spread(map, problems), secrets(map, problems),
                configs(map.map("configs"), folder, problems));
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

    private static List<String> secrets(YamlMap map, SpecProblems problems) {
        var all = new ArrayList<String>();
        for (String name : map.texts("secrets")) {
            if (!VARIABLE.matcher(name).matches()) problems.add(map.value("secrets"), "spec.swarm-secret", name);
            else if (!all.contains(name)) all.add(name);
        }
        return all;
    }

    /// What is at such a place belongs to the system or to secrets.
    private static Map<String, Path> configs(YamlMap map, @Nullable Path folder, SpecProblems problems) {
        var all = new LinkedHashMap<String, Path>();
        for (String target : map.keys()) {
            Path file = DeploymentYaml.local(map, target, folder, problems);
            boolean good = TARGET.matcher(target).matches() && !SYSTEM.matcher(target).lookingAt();
            if (file == null || !good) problems.add(map.key(target), "spec.swarm-config", target);
            else
                all.put(target, file);
        }
        return all;
    }

    static void write(SwarmSpec swarm, Path folder, YamlWriter out) {
        if (swarm.equals(SwarmSpec.NONE)) return;
        out.begin("swarm");
        out.list("constraints", swarm.constraints());
        String spread = swarm.spread();
        if (spread != null) out.put("spread", spread);
        out.list("secrets", swarm.secrets());
        var files = new LinkedHashMap<String, String>();
        swarm.configs().forEach((target, file) -> files.put(target, DeploymentWriter.relative(file, folder)));
        out.map("configs", files);
        out.end();
    }
}
