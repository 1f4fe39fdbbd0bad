package slipway.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;
import slipway.contract.Tensor;

/// A TensorFlow Lite model: a FlatBuffer of `Model` (tensorflow/lite/schema/schema.fbs), inputs and outputs of its first
/// subgraph.
final class TfliteFormat implements FileFormat {
    private static final int MOST_TENSORS = 100_000;
    private static final List<String> TYPES = List.of("float32", "float16", "int32", "uint8", "int64", "string", "bool",
            "int16", "complex64", "int8", "float64", "complex128", "uint64", "resource", "variant", "uint32", "uint16",
            "int4", "bfloat16", "int2", "uint4");

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        if (!probe.has(4, "TFL3")) return Optional.empty();
        try {
            FlatTable model = FlatTable.root(probe);
            List<FlatTable> graphs = model.tables(2, MOST_TENSORS);
            if (graphs.isEmpty()) throw new Malformed("no subgraph", 0);
            FlatTable graph = graphs.getFirst();
            List<FlatTable> tensors = graph.tables(0, MOST_TENSORS);
            var signature = new Signature(tensors(graph.integers(1, MOST_TENSORS), tensors),
                    tensors(graph.integers(2, MOST_TENSORS), tensors), false);
            String name = graph.text(4);
            return Optional.of(new Header("tflite", blankIsNull(name), String.valueOf(model.u32(0, 0)),
                    null, signature, List.of(), List.of(), facts(model, graph, tensors), List.of()));
        } catch (Malformed e) {
            throw e.of("TFLite");
        }
    }

    private static @Nullable String blankIsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static List<Tensor> tensors(List<Long> indices, List<FlatTable> all) throws IOException {
        var tensors = new ArrayList<Tensor>();
        for (long index : indices) {
            // an optional tensor that is left out
            if (index == -1) continue;
            if (index < 0 || index >= all.size()) throw new Malformed("tensor " + index + " is not there", 0);
            FlatTable tensor = all.get((int) index);
            String name = tensor.text(3);
            var shape = new ArrayList<Object>();
            tensor.integers(0, 64).forEach(dimension -> shape.add(MlflowSignature.dimension(dimension)));
            tensors.add(new Tensor(name == null ? "" : name, word(tensor.u8(1, 0)), shape));
        }
        return tensors;
    }

    private static String word(int type) {
        return type < TYPES.size() ? TYPES.get(type) : "type " + type;
    }

    private static Map<String, String> facts(FlatTable model, FlatTable graph, List<FlatTable> tensors)
            throws IOException {
        var facts = new LinkedHashMap<String, String>();
        String description = blankIsNull(model.text(3));
        if (description != null) facts.put("description", description);
        facts.put("tensors", String.valueOf(tensors.size()));
        facts.put("operators", String.valueOf(graph.count(3)));
        // -1 where the size may change, for inputs that say so
        for (long index : graph.integers(1, MOST_TENSORS)) {
            if (index < 0 || index >= tensors.size()) continue;
            List<Long> dynamic = tensors.get((int) index).integers(7, 64);
            if (dynamic.contains(-1L)) facts.putIfAbsent("shape_signature", dynamic.toString());
        }
        return facts;
    }
}
