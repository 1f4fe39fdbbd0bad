package slipway.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.contract.Tensor;

/// The architecture that Keras writes as JSON: what the model is called and what goes into it. Code in `Lambda` layers
/// is pointed out and never run.
record KerasConfig(@Nullable String name, List<Tensor> inputs, Map<String, String> facts, List<Finding> findings) {
    private static final String INPUT = "InputLayer";

    /// @param json as saved; null where a file has weights only
    static KerasConfig of(@Nullable JsonNode json) {
        var facts = new LinkedHashMap<String, String>();
        var findings = new ArrayList<Finding>();
        if (json == null) return new KerasConfig(null, List.of(), facts, findings);
        String type = json.path("class_name").asString("");
        if (!type.isEmpty()) facts.put("architecture", type);
        JsonNode config = json.path("config");
        // Keras before 2.2.3 wrote the layers of a Sequential model right here
        JsonNode layers = config.isArray() ? config : config.path("layers");
        var inputs = new ArrayList<Tensor>();
        var first = new ArrayList<Tensor>();
        boolean code = false;
        for (JsonNode layer : layers) {
            String kind = layer.path("class_name").asString("");
            code |= kind.equals("Lambda");
            JsonNode shape = shape(layer.path("config"));
            if (!shape.isArray()) continue;
            Tensor tensor = tensor(layer.path("config"), shape);
            if (kind.equals(INPUT)) inputs.add(tensor);
            else
                first.add(tensor);
        }
        if (layers.size() > 0) facts.put("layers", String.valueOf(layers.size()));
        if (code) findings.add(new Finding("keras/lambda-layer", Finding.Severity.WARNING, List.of(), "config.json"));
        String name = config.path("name").asString("");
        return new KerasConfig(name.isBlank() ? null : name, inputs.isEmpty() ? first : inputs, facts, findings);
    }

    void fact(String key, @Nullable String value) {
        if (value != null && !value.isBlank()) facts.put(key, value);
    }

    private static JsonNode shape(JsonNode config) {
        JsonNode old = config.path("batch_input_shape");
        return old.isMissingNode() ? config.path("batch_shape") : old;
    }

    private static Tensor tensor(JsonNode config, JsonNode dimensions) {
        var shape = new ArrayList<Object>();
        for (JsonNode dimension : dimensions)
            shape.add(MlflowSignature.dimension(dimension.isIntegralNumber() ? dimension.asLong(-1) : -1));
        JsonNode type = config.path("dtype");
        // a policy of Keras 3 carries the word inside
        String word = type.isObject() ? type.path("config").path("name").asString("") : type.asString("");
        return new Tensor(config.path("name").asString(""), word.isEmpty() ? "float32" : word, shape);
    }
}
