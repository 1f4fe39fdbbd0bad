package slipway.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Signature;

/// A specification of Azure Machine Learning that has to do with a model: its `$schema` says which. A file with
/// placeholders to be filled in is a template, not a specification.
final class AzureFormat implements FileFormat {
    private static final int MOST = 1 << 20;
    private static final Pattern SCHEMA = Pattern
            .compile("(?m)^[\"']?\\$schema[\"']?\\s*:\\s*[\"']?\\S*azureml\\S*?/(\\w+)\\.schema\\.json");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[ \\t]*([\\w.-]{1,100})[ \\t]*}}");
    private static final Pattern KINDS = Pattern
            .compile("model|registryModel|\\w*(?:Online|Batch)(?:Deployment|Endpoint)|batch(?:Deployment|Endpoint)");

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        if ((!probe.named(".yml") && !probe.named(".yaml")) || probe.size() > MOST) return Optional.empty();
        Matcher schema = SCHEMA.matcher(new String(probe.head(), StandardCharsets.UTF_8));
        if (!schema.find() || !KINDS.matcher(schema.group(1)).matches()) return Optional.empty();
        String text = new String(Source.head(Source.of(probe), MOST), StandardCharsets.UTF_8);
        refuseTemplate(text);
        try {
            return Optional.of(header(schema.group(1), SafeYaml.map(text), probe.path()));
        } catch (YamlEngineException e) {
            String why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw new StudioException(Problem.of("catalog.damaged", "Azure ML", why), e);
        }
    }

    private static void refuseTemplate(String text) {
        var names = new TreeSet<String>();
        long line = 0;
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find() && names.size() < 20) {
            if (names.isEmpty()) line = text.substring(0, placeholder.start()).lines().count();
            names.add(placeholder.group(1));
        }
        if (!names.isEmpty()) {
            throw StudioException.of("catalog.azureml-template", String.join(", ", names), String.valueOf(line));
        }
    }

    private static Header header(String kind, Map<String, Object> said, Path file) throws IOException {
        var facts = new LinkedHashMap<String, String>();
        facts.put("schema", kind);
        boolean online = kind.toLowerCase(Locale.ROOT).contains("online");
        for (String key : List.of("endpoint_name", "auth_mode", "instance_type", "instance_count", "compute", "type",
                "path", "model")) {
            put(facts, key, said.get(key));
        }
        var model = SafeYaml.asMap(said.get("model"));
        put(facts, "model", model.get("path"));
        put(facts, "model_type", model.get("type"));
        Map<String, Object> code = SafeYaml.asMap(said.get("code_configuration"));
        put(facts, "code", code.get("code"));
        put(facts, "scoring_script", code.get("scoring_script"));
        boolean versioned = kind.equals("model") || kind.equals("registryModel");
        return new Header("azureml", SafeYaml.text(said.get("name")),
                versioned ? SafeYaml.text(said.get("version")) : null, null, Signature.UNKNOWN, List.of(),
                online ? List.of("azureml") : List.of(), facts, online ? findings(facts, file) : List.of());
    }

    /// Scoring code must have `init` and `run`; a script that lies elsewhere is not looked for.
    private static List<Finding> findings(Map<String, String> facts, Path file) throws IOException {
        var findings = new ArrayList<Finding>();
        String folder = facts.get("code");
        String script = facts.get("scoring_script");
        if (folder == null || script == null || folder.startsWith("azureml:") || script.contains("<")) return findings;
        String shown = String.valueOf(file.getFileName());
        Path found = script(file, folder, script);
        String text = found == null ? null : FolderReading.text(found);
        if (text == null) {
            findings.add(new Finding("azureml/missing-script", Finding.Severity.WARNING,
                    List.of(folder.replaceFirst("/+$", "") + "/" + script), shown));
            return findings;
        }
        PythonSource source = PythonSource.of(text);
        for (String function : List.of("init", "run")) {
            if (source.defines(function)) continue;
            findings.add(new Finding("azureml/missing-function", Finding.Severity.ERROR, List.of(script, function),
                    shown));
        }
        return findings;
    }

    private static @Nullable Path script(Path file, String folder, String script) {
        try {
            Path code = file.toAbsolutePath().resolveSibling(folder).normalize();
            Path found = code.resolve(script).normalize();
            return Path.of(folder).isAbsolute() || !found.startsWith(code) || !Files.isRegularFile(found)
                    ? null
                    : found;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static void put(Map<String, String> facts, String key, @Nullable Object value) {
        String text = SafeYaml.text(value);
        if (text != null && text.length() < 500) facts.put(key, text);
    }
}
