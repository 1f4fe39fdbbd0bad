package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Signature;

/// A folder as Transformers, PEFT or Diffusers save it: a JSON file that names the architecture, and weights.
final class HuggingFaceFormat implements FolderFormat {
    private static final String ID = "hf";
    private static final int MOST_CONFIG = 4 << 20;

    @Override
    public Optional<Model> read(Path path, Path root) {
        try {
            for (String file : List.of("config.json", "adapter_config.json", "model_index.json")) {
                Optional<Header> header = header(json(path.resolve(file)), file);
                if (header.isPresent()) return Optional.of(model(path, root, header.get()));
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
        }
    }

    private static Model model(Path path, Path root, Header header) throws IOException {
        FolderFiles files = FolderFiles.of(path);
        var facts = new LinkedHashMap<>(header.facts());
        for (var file : files.headers().values()) {
            String parameters = file.facts().get("parameters");
            if (file.format().equals("safetensors") && parameters != null) facts.putIfAbsent("parameters", parameters);
        }
        return FolderReading.model(path, root, new Header(ID, header.name(), null, header.framework(),
                Signature.UNKNOWN, List.of(), header.contracts(), facts, header.findings()), files);
    }

    /// What is in the file; null where it is none of ours. A `config.json` may belong to anything, so that a damaged one
    /// says nothing.
    private static @Nullable JsonNode json(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_CONFIG) return null;
        try {
            return SafeJson.tree(Files.readAllBytes(file));
        } catch (Malformed e) {
            return null;
        }
    }

    private static Optional<Header> header(@Nullable JsonNode json, String file) {
        if (json == null) return Optional.empty();
        return switch (file) {
            case "adapter_config.json" -> json.path("peft_type").isString() ? adapter(json) : Optional.empty();
            case "model_index.json" -> json.path("_class_name").isString() ? pipeline(json) : Optional.empty();
            default -> json.path("model_type").isString() || json.path("architectures").isArray()
                    ? transformer(json)
                    : Optional.empty();
        };
    }

    private static Optional<Header> transformer(JsonNode json) {
        var facts = new LinkedHashMap<String, String>();
        String architecture = json.path("architectures").path(0).asString("");
        put(facts, "architecture",
                architecture.isEmpty() ? json.path("model_type") : json.path("architectures").path(0));
        JsonNode quantised = json.path("quantization_config").path("quant_method");
        put(facts, "quantization", quantised.isMissingNode() ? type(json) : quantised);
        put(facts, "context_length", json.path("max_position_embeddings"));
        put(facts, "embedding_length", json.path("hidden_size"));
        put(facts, "block_count", json.path("num_hidden_layers"));
        put(facts, "vocab_size", json.path("vocab_size"));
        var findings = new ArrayList<Finding>();
        if (json.has("auto_map")) {
            findings.add(new Finding("hf/remote-code", Finding.Severity.WARNING, List.of(), "config.json"));
        }
        boolean speaks = architecture.endsWith("ForCausalLM") || architecture.endsWith("ForConditionalGeneration");
        return said("Transformers", json.path("transformers_version"), speaks, facts, findings);
    }

    private static JsonNode type(JsonNode json) {
        return json.path("torch_dtype").isMissingNode() ? json.path("dtype") : json.path("torch_dtype");
    }

    private static Optional<Header> adapter(JsonNode json) {
        var facts = new LinkedHashMap<String, String>();
        put(facts, "architecture", json.path("peft_type"));
        put(facts, "base_model", json.path("base_model_name_or_path"));
        put(facts, "task", json.path("task_type"));
        put(facts, "rank", json.path("r"));
        return said("PEFT", json.path("peft_version"), false, facts, List.of());
    }

    private static Optional<Header> pipeline(JsonNode json) {
        var facts = new LinkedHashMap<String, String>();
        put(facts, "architecture", json.path("_class_name"));
        return said("Diffusers", json.path("_diffusers_version"), false, facts, List.of());
    }

    private static Optional<Header> said(String library, JsonNode version, boolean speaks, Map<String, String> facts,
            List<Finding> findings) {
        return Optional.of(new Header(ID, null, null, (library + " " + version.asString("")).strip(),
                Signature.UNKNOWN, List.of(), speaks ? List.of("openai") : List.of(), facts, findings));
    }

    private static void put(Map<String, String> facts, String key, JsonNode value) {
        String text = value.isValueNode() && !value.isNull() ? value.asString("") : "";
        if (!text.isBlank()) facts.put(key, text);
    }
}
