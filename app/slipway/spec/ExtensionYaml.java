package slipway.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import slipway.base.Text;
import slipway.contract.Contracts;
import slipway.spec.DeploymentSpec.Extension;

/// Reads the `x-slipway` block of a deployment: what Azure has no word for.
final class ExtensionYaml {
    static final List<String> ENGINES = List.of("embedded", "docker", "swarm", "external");

    private static final Set<String> KEYS = Set.of("contract", "engine", "url", "port", "health_port", "entrypoint",
            "cmd", "resources", "image_digest", "network", "mapping", "bandwidth_mbps", "cpu_limit", "memory_limit",
            "scale", "swarm");
    private static final Set<String> RESOURCE_KEYS = Set.of("cpus", "memory", "gpus");
    private static final Pattern MEMORY = Pattern.compile("(\\d{1,12})(?:\\.0+)?\\s*([bkmgt]?)(?:ib?|b)?");
    private static final Map<String, Integer> SHIFTS = Map.of("", 0, "b", 0, "k", 10, "m", 20, "g", 30, "t", 40);

    private ExtensionYaml() {}

    static Extension read(YamlMap map, @Nullable Path folder, SpecProblems problems) {
        map.noteUnknown(KEYS);
        String contract = map.text("contract");
        List<String> contracts = Contracts.ids();
        if (contract != null && !contracts.isEmpty() && !contracts.contains(contract)) {
            problems.add(map.value("contract"), "spec.contract-unknown", contract, meant(contract, contracts));
        }
        String engine = map.text("engine");
        checkEngine(map.value("engine"), engine, problems);
        String url = url(map, problems);
        if ("external".equals(engine) && url == null && !map.has("url")) {
            problems.add(map.value("engine"), "spec.url-missing");
        }
        YamlMap resources = map.map("resources");
        resources.noteUnknown(RESOURCE_KEYS);
        return new Extension(contract, engine, url, port(map, "port", problems), port(map, "health_port", problems),
                map.texts("entrypoint"), map.texts("cmd"), resources.positive("cpus"), memory(resources, problems),
                gpus(resources), map.text("image_digest"), map.text("network"), mapping(map, problems),
                ScaleYaml.read(map.map("scale"), engine, problems), SwarmYaml.read(map.map("swarm"), folder,
                        problems),
                map.integer("bandwidth_mbps", 1, 100_000));
    }

    private static @Nullable String mapping(YamlMap map, SpecProblems problems) {
        String mapping = map.text("mapping");
        if (mapping == null || mapping.equals(Extension.MAPPING_BODY)) return mapping;
        problems.add(map.value("mapping"), "spec.mapping", mapping);
        return null;
    }

    static void checkEngine(@Nullable Node place, @Nullable String engine, SpecProblems problems) {
        if (engine != null && !ENGINES.contains(engine)) {
            problems.add(place, "spec.engine", engine, meant(engine, ENGINES));
        }
    }

    static void write(Extension slipway, Path folder, YamlWriter out) {
        if (slipway.equals(Extension.NONE)) return;
        out.begin("x-slipway");
        text(out, "contract", slipway.contract());
        text(out, "engine", slipway.engine());
        text(out, "url", slipway.url());
        number(out, "port", slipway.port());
        number(out, "health_port", slipway.healthPort());
        out.list("entrypoint", slipway.entrypoint());
        out.list("cmd", slipway.command());
        if (slipway.cpus() != null || slipway.memoryBytes() != null || slipway.gpus() != null) {
            out.begin("resources");
            number(out, "cpus", slipway.cpus());
            Long bytes = slipway.memoryBytes();
            if (bytes != null) out.put("memory", bytes % (1 << 20) == 0 ? (bytes >> 20) + "m" : bytes + "b");
            text(out, "gpus", slipway.gpus());
            out.end();
        }
        text(out, "image_digest", slipway.imageDigest());
        text(out, "network", slipway.network());
        text(out, "mapping", slipway.mapping());
        number(out, "bandwidth_mbps", slipway.bandwidthMbps());
        ScaleYaml.write(slipway.scale(), out);
        SwarmYaml.write(slipway.swarm(), folder, out);
        out.end();
    }

    private static void text(YamlWriter out, String key, @Nullable String value) {
        if (value != null) out.put(key, value);
    }

    private static void number(YamlWriter out, String key, @Nullable Number value) {
        if (value != null) out.put(key, value);
    }

    private static String meant(String word, List<String> known) {
        String nearest = Guess.nearest(word, known);
        return nearest == null ? String.join(", ", known) : nearest;
    }

    /// The ports that OCI lets a container choose (1024 to 65535, A018); a lower one needs root as well.
    private static @Nullable Integer port(YamlMap map, String key, SpecProblems problems) {
        Integer port = map.integer(key, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (port == null || (port >= 1024 && port <= 65_535)) return port;
        problems.add(map.value(key), "spec.port", port);
        return null;
    }

    private static @Nullable String url(YamlMap map, SpecProblems problems) {
        String url = map.text("url");
        if (url == null) return null;
        try {
            URI uri = new URI(url.strip());
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null) return url.strip();
        } catch (URISyntaxException e) {
            // said below, as for every other text that is no address
        }
        problems.add(map.value("url"), "spec.url");
        return null;
    }

    /// As `docker run --memory`: a number of bytes, or with k, m, g in steps of 1024.
    private static @Nullable Long memory(YamlMap map, SpecProblems problems) {
        String text = map.text("memory");
        if (text == null) return null;
        Matcher found = MEMORY.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (found.matches()) {
            int shift = SHIFTS.getOrDefault(found.group(2), 0);
            long amount = Long.parseLong(found.group(1));
            if (amount > 0 && amount <= Long.MAX_VALUE >> shift) return amount << shift;
        }
        problems.add(map.value("memory"), "spec.type", "x-slipway.resources.memory", Text.of("spec.kind.memory"),
                text);
        return null;
    }

    /// `all`, a number, or the UUIDs of a list with commas between.
    private static @Nullable String gpus(YamlMap map) {
        return map.value("gpus") instanceof SequenceNode ? String.join(",", map.texts("gpus")) : map.text("gpus");
    }
}
