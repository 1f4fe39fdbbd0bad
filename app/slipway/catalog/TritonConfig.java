package slipway.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;
import slipway.contract.Tensor;

/// A Triton model's `config.pbtxt` (triton-inference-server/common, model_config.proto), as far as it is shown. Shapes
/// are as written there: the batch dimension that `max_batch_size` adds is left out.
record TritonConfig(@Nullable String name, Signature signature, Map<String, String> facts) {
    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("TYPE_BOOL", "bool"),
            Map.entry("TYPE_UINT8", "uint8"), Map.entry("TYPE_UINT16", "uint16"), Map.entry("TYPE_UINT32", "uint32"),
            Map.entry("TYPE_UINT64", "uint64"), Map.entry("TYPE_INT8", "int8"), Map.entry("TYPE_INT16", "int16"),
            Map.entry("TYPE_INT32", "int32"), Map.entry("TYPE_INT64", "int64"), Map.entry("TYPE_FP16", "float16"),
            Map.entry("TYPE_FP32", "float32"), Map.entry("TYPE_FP64", "float64"), Map.entry("TYPE_STRING", "string"),
            Map.entry("TYPE_BF16", "bfloat16"));

    static TritonConfig of(String text) throws Malformed {
        Map<String, List<Object>> said = TextProto.read(text);
        var facts = new LinkedHashMap<String, String>();
        for (String key : List.of("platform", "backend", "max_batch_size", "default_model_filename")) {
            String value = TextProto.scalar(said, key);
            if (value != null) facts.put(key, value);
        }
        String batch = facts.get("max_batch_size");
        if (batch != null) TextProto.integer(batch);
        for (String scheduling : List.of("dynamic_batching", "sequence_batching", "ensemble_scheduling")) {
            if (said.containsKey(scheduling)) facts.put("scheduling", scheduling);
        }
        String name = TextProto.scalar(said, "name");
        return new TritonConfig(name == null || name.isBlank() ? null : name,
                new Signature(tensors(said, "input"), tensors(said, "output"), false), facts);
    }

    private static List<Tensor> tensors(Map<String, List<Object>> said, String field) throws Malformed {
        var tensors = new ArrayList<Tensor>();
        for (Map<String, List<Object>> tensor : TextProto.messages(said, field)) {
            String type = TextProto.scalar(tensor, "data_type");
            var shape = new ArrayList<Object>();
            for (Object dimension : tensor.getOrDefault("dims", List.of())) {
                if (!(dimension instanceof TextProto.Text word)) throw new Malformed("a dimension is no number", 0);
                shape.add(MlflowSignature.dimension(TextProto.integer(word.text())));
            }
            String name = TextProto.scalar(tensor, "name");
            tensors.add(new Tensor(name == null ? "" : name, type == null ? "unknown" : TYPES.getOrDefault(type, type),
                    shape));
        }
        return tensors;
    }
}
