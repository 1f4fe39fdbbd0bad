package slipway.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.contract.Tensor;

/// Compares what was read with one row of a corpus' manifest.
final class CorpusRow {
    /// What a row of these kinds states is compared beyond format, name and version.
    private static final Set<String> WITH_TENSORS = Set.of("onnx", "tflite", "triton_config", "coreml", "keras");
    /// What the manifest calls a version here is that of a library or of a schema that the model states elsewhere.
    private static final Set<String> OTHER_VERSION = Set.of("mlflow_model");
    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("FLOAT", "float32"),
            Map.entry("DOUBLE", "float64"), Map.entry("FP16", "float16"), Map.entry("FP32", "float32"),
            Map.entry("FP64", "float64"), Map.entry("BF16", "bfloat16"), Map.entry("doubleType", "float64"),
            Map.entry("int64Type", "int64"), Map.entry("stringType", "string"), Map.entry("imageType", "image"),
            Map.entry("dictionaryType", "dictionary"), Map.entry("sequenceType", "sequence"));

    private CorpusRow() {}

    /// A model, or the code of the problem that it is.
    record Result(@Nullable Model model, @Nullable String problem) {
        boolean nothing() {
            return "catalog.not-a-model".equals(problem);
        }

        String shown() {
            return model == null ? String.valueOf(problem) : model.format();
        }
    }

    static List<String> differences(Result result, JsonNode expected) {
        String kind = expected.path("kind").asString("");
        String format = expected.path("format").asString("");
        boolean broken = expected.hasNonNull("truth_error") || format.equals("empty-file")
                || expected.path("parse").asString("").equals("error");
        boolean nothing = kind.equals("negative") || kind.equals("request_sample")
                || format.equals("conda-env-yaml");
        if (nothing) return result.nothing() ? List.of() : List.of("is nothing, read as " + result.shown());
        if (kind.equals("pickle_hostile")) return CorpusPickles.hostile(result.model(), expected.path("picklescan"));
        if (broken) {
            return result.model() == null && !result.nothing()
                    ? List.of()
                    : List.of("broken, read as " + result
                            .shown());
        }
        String wanted = CorpusTest.FORMATS.getOrDefault(format, format);
        Model model = result.model();
        if (model == null || !model.format().equals(wanted)) return List.of(wanted + ", read as " + result.shown());
        return differences(model, expected, kind);
    }

    private static List<String> differences(Model model, JsonNode expected, String kind) {
        var wrong = new ArrayList<String>();
        String name = expected.hasNonNull("name") ? expected.path("name").asString("") : null;
        if (expected.has("name")) differ(wrong, "name", name, model.named() ? model.name() : null);
        if (expected.hasNonNull("version") && !OTHER_VERSION.contains(kind)) {
            differ(wrong, "version", expected.path("version").asString(""), model.version());
        }
        if (WITH_TENSORS.contains(kind)) {
            if (expected.has("inputs")) tensors(wrong, expected.path("inputs"), model.signature().inputs());
            if (expected.has("outputs")) tensors(wrong, expected.path("outputs"), model.signature().outputs());
        }
        wrong.addAll(CorpusPickles.imports(model, expected.path("globals")));
        wrong.addAll(CorpusPickles.trees(model, expected));
        if (kind.equals("tf_savedmodel")) savedModel(wrong, expected.path("meta_graphs"), model);
        if (kind.equals("gguf")) {
            differ(wrong, "context length", text(expected.path("context_length")), model.facts().get("context_length"));
            differ(wrong, "architecture", text(expected.path("architecture")), model.facts().get("architecture"));
            differ(wrong, "vocabulary", text(expected.path("vocab_tokens")), model.facts().get("vocabulary"));
        }
        return wrong;
    }

    private static void savedModel(List<String> wrong, JsonNode graphs, Model model) {
        JsonNode signature = graphs.path(0).path("signatures").path("serving_default");
        if (signature.isMissingNode()) return;
        tensors(wrong, signature.path("inputs"), model.signature().inputs());
        tensors(wrong, signature.path("outputs"), model.signature().outputs());
    }

    /// Compares a list, or a map by name, with tensors.
    private static void tensors(List<String> wrong, JsonNode expected, List<Tensor> read) {
        var wanted = new ArrayList<String>();
        if (expected.isArray()) expected.forEach(each -> wanted.add(shown(each.path("name").asString(""), each)));
        else
            expected.properties().stream().sorted(Map.Entry.comparingByKey())
                    .forEach(each -> wanted.add(shown(each.getKey(), each.getValue())));
        differ(wrong, "tensors", wanted.toString(), read.stream().map(each -> each.name() + " " + each.shown()).toList()
                .toString());
    }

    private static String shown(String name, JsonNode tensor) {
        var shape = new ArrayList<String>();
        tensor.path("shape").forEach(dimension -> shape.add(dimension.isNull() ? "-1" : dimension.asString("")));
        tensor.path("dims").forEach(dimension -> shape.add(dimension.asString("")));
        String type = "";
        for (String key : List.of("type", "dtype", "data_type", "dataType"))
            if (tensor.hasNonNull(key)) type = tensor.path(key).asString("");
        String word = type.replaceFirst("^(TYPE_|DT_)", "");
        return name + " " + TYPES.getOrDefault(word, word.toLowerCase(Locale.ROOT)) + shape;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? null : node.asString("");
    }

    private static void differ(List<String> wrong, String what, @Nullable String expected, @Nullable String read) {
        if (expected == null ? read != null : !expected.equals(read)) {
            wrong.add(what + " " + expected + ", read as " + read);
        }
    }
}
