package slipway.spec;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

import slipway.spec.DeploymentSpec.ModelRef;

/// Reads the `model` key in each of Azure's forms: a registered model, one of a registry, or an inline map with a
/// path relative to the file.
final class ModelYaml {
    private static final Pattern REGISTERED = Pattern.compile("azureml:([^:@/]+)(?::([^:@]+)|@(latest))?");
    private static final Pattern REGISTRY = Pattern
            .compile("azureml://.*/models/([^/]+)(?:/(?:versions|labels)/(.+))?");

    private ModelYaml() {}

    static ModelRef read(YamlMap map, @Nullable Path folder, SpecProblems problems) {
        if (!map.has("model")) return ModelRef.NONE;
        if (map.value("model") instanceof ScalarNode scalar) return named(scalar, map, folder, problems);
        YamlMap model = map.map("model");
        if (model.node() == null) return ModelRef.NONE;
        Path path = DeploymentYaml.local(model, "path", folder, problems);
        String name = model.text("name");
        if (name == null && !model.has("path")) problems.add(map.key("model"), "spec.required", "model.path");
        return new ModelRef(name, model.text("version"), path);
    }

    /// `version` is null for `@latest`, which the catalog resolves.
    private static ModelRef named(ScalarNode scalar, YamlMap map, @Nullable Path folder, SpecProblems problems) {
        String text = scalar.getValue().strip();
        for (Pattern pattern : new Pattern[]{REGISTERED, REGISTRY}) {
            Matcher found = pattern.matcher(text);
            if (!found.matches()) continue;
            String version = found.group(2);
            return new ModelRef(found.group(1), "latest".equals(version) ? null : version, null);
        }
        if (text.startsWith("azureml:")) {
            problems.add(scalar, "spec.model", text);
            return ModelRef.NONE;
        }
        return new ModelRef(null, null, DeploymentYaml.local(map, "model", folder, problems));
    }

    /// Writes `model` into a new file that will stand in `folder`.
    static void write(ModelRef model, Path folder, YamlWriter out) {
        Path path = model.path();
        String name = model.name();
        String version = model.version();
        if (path == null) {
            if (name != null) out.put("model", "azureml:" + name + (version == null ? "@latest" : ":" + version));
            return;
        }
        out.begin("model");
        if (name != null) out.put("name", name);
        if (version != null) out.put("version", version);
        Path relative = path.isAbsolute() ? folder.toAbsolutePath().normalize().relativize(path.normalize()) : path;
        out.put("path", relative.toString().replace('\\', '/'));
        out.end();
    }
}
