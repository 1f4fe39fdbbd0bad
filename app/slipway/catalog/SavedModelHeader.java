package slipway.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import slipway.contract.Signature;
import slipway.contract.Tensor;

/// What a SavedModel says besides its graph (tensorflow/core/protobuf: saved_model.proto, meta_graph.proto), of the meta
/// graph that is tagged for serving. One reading, one thread.
final class SavedModelHeader {
    private static final int MOST_SIGNATURES = 1_000;
    private static final int MOST_TENSORS = 10_000;
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
    private final ProtoReader in;

    /// One signature: what goes in, what comes out, by name.
    private record Call(TreeMap<String, Tensor> inputs, TreeMap<String, Tensor> outputs, String method) {}

    private SavedModelHeader(ProtoReader in) {
        this.in = in;
    }

    static SavedModelHeader read(Cursor.Bytes bytes) throws IOException {
        var header = new SavedModelHeader(new ProtoReader(bytes));
        while (header.in.next(bytes.size())) {
            if (header.in.isBytes(2)) header.metaGraph(header.in.valueEnd());
            else if (header.in.isVarint(1)) header.in.skip();
            else
                throw new Malformed("unknown field " + header.in.field(), header.in.position());
        }
        return header;
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
        return calls.isEmpty() ? new Call(new TreeMap<>(), new TreeMap<>(), "") : calls.firstEntry().getValue();
    }

    private void metaGraph(long end) throws IOException {
        boolean better = !hasGraph || !tags.contains("serve");
        hasGraph = true;
        var found = new TreeMap<String, Call>();
        var labels = new ArrayList<String>();
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(1)) about(valueEnd, labels);
            else if (in.isBytes(5) && found.size() < MOST_SIGNATURES) entry(valueEnd, found);
            else
                in.skip();
        }
        if (!better) return;
        tags = labels;
        found.remove("__saved_model_init_op");
        calls = found;
    }

    private void about(long end, List<String> labels) throws IOException {
        while (in.next(end)) {
            if (in.isBytes(4) && labels.size() < 100) labels.add(in.text());
            else if (in.isBytes(5)) version = in.text();
            else
                in.skip();
        }
    }

    private void entry(long end, Map<String, Call> into) throws IOException {
        String key = "";
        var call = new Call(new TreeMap<>(), new TreeMap<>(), "");
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(1)) key = in.text();
            else if (in.isBytes(2)) call = call(valueEnd);
            else
                in.skip();
        }
        into.put(key, call);
    }

    private Call call(long end) throws IOException {
        var call = new Call(new TreeMap<>(), new TreeMap<>(), "");
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(1)) tensor(valueEnd, call.inputs);
            else if (in.isBytes(2)) tensor(valueEnd, call.outputs);
            else if (in.isBytes(3)) call = new Call(call.inputs, call.outputs, in.text());
            else
                in.skip();
        }
        return call;
    }

    private void tensor(long end, Map<String, Tensor> into) throws IOException {
        if (into.size() >= MOST_TENSORS) throw new Malformed("too many tensors", in.position());
        String key = "";
        var tensor = new Tensor("", "unknown", List.of());
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(1)) key = in.text();
            else if (in.isBytes(2)) tensor = info(valueEnd);
            else
                in.skip();
        }
        into.put(key, new Tensor(key, tensor.type(), tensor.shape()));
    }

    private Tensor info(long end) throws IOException {
        String type = "unknown";
        var shape = new ArrayList<Object>();
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isVarint(2)) {
                // a reference to a variable counts from 100
                long number = in.number();
                type = TYPES.getOrDefault(number > 100 ? number - 100 : number, "type " + number);
            } else if (in.isBytes(3)) {
                shape(valueEnd, shape);
            } else {
                in.skip();
            }
        }
        return new Tensor("", type, shape);
    }

    private void shape(long end, List<Object> shape) throws IOException {
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (!in.isBytes(2)) {
                in.skip();
                continue;
            }
            if (shape.size() >= 254) throw new Malformed("too many dimensions", in.position());
            long size = 0;
            while (in.next(valueEnd)) {
                if (in.isVarint(1)) size = in.number();
                else
                    in.skip();
            }
            shape.add(MlflowSignature.dimension(size));
        }
    }
}
