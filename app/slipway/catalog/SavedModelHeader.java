package slipway.catalog;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import slipway.contract.Signature;
import slipway.contract.Tensor;

/// What a SavedModel says besides its graph (tensorflow/core/protobuf: saved_model.proto, meta_graph.proto), of the meta
/// graph that is tagged for serving; [SavedModelBinary] or [SavedModelText] fills it in. One reading, one thread.
final class SavedModelHeader {
    private static final String DEFAULT = "serving_default";
    private static final Map<Long, String> TYPES = Map.ofEntries(Map.entry(1L, "float32"), Map.entry(2L, "float64"),
            Map.entry(3L, "int32"), Map.entry(4L, "uint8"), Map.entry(5L, "int16"), Map.entry(6L, "int8"),
            Map.entry(7L, "string"), Map.entry(8L, "complex64"), Map.entry(9L, "int64"), Map.entry(10L, "bool"),
            Map.entry(11L, "qint8"), Map.entry(12L, "quint8"), Map.entry(13L, "qint32"), Map.entry(14L, "bfloat16"),
            Map.entry(15L, "qint16"), Map.entry(16L, "quint16"), Map.entry(17L, "uint16"),
            Map.entry(18L, "complex128"), Map.entry(19L, "float16"), Map.entry(20L, "resource"),
            Map.entry(21L, "variant"), Map.entry(22L, "uint32"), Map.entry(23L, "uint64"));

    List<String> tags = List.of();
    String version = "";
    boolean hasGraph;

    private TreeMap<String, Call> calls = new TreeMap<>();

    /// One signature: what goes in, what comes out, by name.
    record Call(Map<String, Tensor> inputs, Map<String, Tensor> outputs, String method) {
        static Call none() {
            return new Call(new TreeMap<>(), new TreeMap<>(), "");
        }
    }

    /// The names of the signatures that a caller may use.
    Set<String> names() {
        return calls.keySet();
    }

    /// What the signature for serving takes and gives, else that of the first by name.
    Signature signature() {
        Call call = call();
        return new Signature(List.copyOf(call.inputs.values()), List.copyOf(call.outputs.values()), false);
    }

    String method() {
        return call().method;
    }

    private Call call() {
        Call serving = calls.get(DEFAULT);
        if (serving != null) return serving;
        return calls.isEmpty() ? Call.none() : calls.firstEntry().getValue();
    }

    /// Takes what a meta graph says, unless the one for serving is there already.
    void graph(List<String> labels, String writtenBy, Map<String, Call> found) {
        boolean better = !hasGraph || !tags.contains("serve");
        hasGraph = true;
        if (!writtenBy.isEmpty()) version = writtenBy;
        if (!better) return;
        tags = labels;
        calls = new TreeMap<>(found);
        calls.remove("__saved_model_init_op");
    }

    /// The name of a type by its number in tensorflow/core/framework/types.proto.
    static String type(long number) {
        // a reference to a variable counts from 100
        return TYPES.getOrDefault(number > 100 ? number - 100 : number, "type " + number);
    }
}
