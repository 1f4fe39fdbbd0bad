package slipway.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

import slipway.contract.Signature;
import slipway.contract.Tensor;

/// MLflow's signature: JSON texts inside YAML, columns or tensors (mlflow/types/schema.py).
final class MlflowSignature {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> COLUMN_TYPES = Map.of("boolean", "bool", "integer", "int32", "long",
            "int64", "float", "float32", "double", "float64");
    private static final Map<String, String> TENSOR_TYPES = Map.of("str", "string", "object", "string", "float",
            "float64", "int", "int64");

    private MlflowSignature() {}

    /// The signature under `signature:`, [Signature#UNKNOWN] where there is none.
    static Signature of(@Nullable Object signature) throws JacksonException {
        Map<String, Object> map = SafeYaml.asMap(signature);
        String inputs = SafeYaml.text(map.get("inputs"));
        String outputs = SafeYaml.text(map.get("outputs"));
        if (inputs == null && outputs == null) return Signature.UNKNOWN;
        JsonNode given = JSON.readTree(inputs == null ? "[]" : inputs);
        boolean tabular = !given.isEmpty() && !given.get(0).path("type").asString("").equals("tensor");
        return new Signature(tensors(given, "input"), tensors(JSON.readTree(outputs == null ? "[]" : outputs),
                "output"), tabular);
    }

    private static List<Tensor> tensors(JsonNode specs, String unnamed) {
        var all = new ArrayList<Tensor>();
        for (JsonNode spec : specs) {
            JsonNode named = spec.path("name");
            String name = named.isMissingNode() || named.isNull()
                    ? unnamed + (specs.size() > 1 ? all.size() : "")
                    : named.asString();
            String type = spec.path("type").asString("unknown");
            JsonNode tensor = spec.path("tensor-spec");
            if (type.equals("tensor")) {
                String word = tensor.path("dtype").asString("unknown");
                all.add(new Tensor(name, TENSOR_TYPES.getOrDefault(word, word), shape(tensor.path("shape"))));
            } else {
                all.add(new Tensor(name, COLUMN_TYPES.getOrDefault(type, type), List.of(-1)));
            }
        }
        return all;
    }

    /// An [Integer] wherever it fits, so that shapes read from different places are equal.
    static Number dimension(long size) {
        if (size == (int) size) return (int) size;
        return size;
    }

    private static List<Object> shape(JsonNode dimensions) {
        var shape = new ArrayList<Object>();
        dimensions.forEach(dimension -> shape.add(dimension(dimension.asLong(-1))));
        return shape;
    }
}
