package slipway.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import slipway.contract.Tensor;

/// What stands at the edges of an ONNX file (onnx.proto, ModelProto and GraphProto): weights and nodes are skipped, so
/// a file of 2 GB costs no more than a small one. One reading, one thread.
final class OnnxHeader {
    private static final int MAX_ENTRIES = 100_000;
    private static final int MAX_DEPTH = 16;
    /// TensorProto.DataType, by number.
    private static final List<String> TYPES = List.of("undefined", "float32", "uint8", "int8", "uint16", "int16",
            "int32", "int64", "string", "bool", "float16", "float64", "uint32", "uint64", "complex64", "complex128",
            "bfloat16", "float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz", "uint4", "int4",
            "float4e2m1", "float8e8m0", "uint2", "int2", "float6e2m3", "float6e3m2");

    final Map<String, String> metadata = new LinkedHashMap<>();
    final Map<String, Long> opsets = new LinkedHashMap<>();
    final Set<String> externalFiles = new LinkedHashSet<>();
    String producer = "";
    String producerVersion = "";
    String graphName = "";
    long modelVersion;
    boolean hasGraph;

    private long irVersion;
    private long parameters;
    private final List<Tensor> allInputs = new ArrayList<>();
    private final List<Tensor> outputs = new ArrayList<>();
    private final Set<String> initializers = new HashSet<>();
    private final ProtoReader in;

    private OnnxHeader(ProtoReader in) {
        this.in = in;
    }

    static OnnxHeader read(Cursor.Bytes bytes) throws IOException {
        var header = new OnnxHeader(new ProtoReader(bytes));
        header.model(bytes.size());
        return header;
    }

    /// Whether everything that makes an ONNX model is there: a graph and the operator sets it is written in.
    boolean isModel() {
        return hasGraph && !opsets.isEmpty();
    }

    /// What a caller has to give: before IR version 4 weights stood among the inputs too.
    List<Tensor> inputs() {
        return allInputs.stream().filter(input -> !initializers.contains(input.name())).toList();
    }

    List<Tensor> outputs() {
        return List.copyOf(outputs);
    }

    /// What is worth showing besides; see [Header#facts].
    Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        if (parameters > 0) facts.put("parameters", String.valueOf(parameters));
        facts.put("opset", opsets.entrySet().stream().map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", ")));
        facts.put("ir_version", String.valueOf(irVersion));
        for (String key : List.of("license", "author", "description")) {
            String value = metadata.get(key);
            if (value != null && !value.isBlank()) facts.put(key, value);
        }
        return facts;
    }

    private void model(long end) throws IOException {
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isVarint(1)) irVersion = in.number();
            else if (in.isBytes(2)) producer = in.text();
            else if (in.isBytes(3)) producerVersion = in.text();
            else if (in.isVarint(5)) modelVersion = in.number();
            else if (in.isBytes(7)) graph(valueEnd);
            else if (in.isBytes(8)) opset(valueEnd);
            else if (in.isBytes(14)) in.pair(valueEnd, metadata, MAX_ENTRIES);
            else
                in.skip();
        }
    }

    private void graph(long end) throws IOException {
        hasGraph = true;
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(2)) graphName = in.text();
            else if (in.isBytes(5)) tensor(valueEnd);
            else if (in.isBytes(11)) allInputs.add(valueInfo(valueEnd, allInputs));
            else if (in.isBytes(12)) outputs.add(valueInfo(valueEnd, outputs));
            else
                in.skip();
        }
    }

    private void opset(long end) throws IOException {
        String domain = "";
        long version = 0;
        while (in.next(end)) {
            if (in.isBytes(1)) domain = in.text();
            else if (in.isVarint(2)) version = in.number();
            else
                in.skip();
        }
        if (opsets.size() < MAX_ENTRIES) opsets.put(domain.isEmpty() ? "ai.onnx" : domain, version);
    }

    /// An initializer: its name, and where its data lies when that is outside.
    private void tensor(long end) throws IOException {
        long elements = 1;
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isVarint(1)) elements = times(elements, in.number());
            else if (in.isBytes(1)) {
                while (in.position() < valueEnd)
                    elements = times(elements, in.packed(valueEnd));
            } else if (in.isBytes(8)) initializers.add(in.text());
            else if (in.isBytes(13)) {
                var outside = new LinkedHashMap<String, String>();
                in.pair(valueEnd, outside, MAX_ENTRIES);
                String location = outside.get("location");
                if (location != null) externalFiles.add(location);
            } else {
                in.skip();
            }
        }
        parameters = Math.max(0, parameters + elements);
        if (initializers.size() > MAX_ENTRIES * 10) throw new Malformed("too many weights", in.position());
    }

    /// 0 where the product is none that a file can hold.
    private static long times(long elements, long dimension) {
        return dimension < 0 || Math.multiplyHigh(elements, dimension) != 0 ? 0 : Math.max(0, elements * dimension);
    }

    private Tensor valueInfo(long end, List<Tensor> sofar) throws IOException {
        if (sofar.size() >= MAX_ENTRIES) throw new Malformed("too many inputs", in.position());
        String name = "";
        var type = new Type("unknown", List.of());
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(1)) name = in.text();
            else if (in.isBytes(2)) type = type(valueEnd, 0);
            else
                in.skip();
        }
        return new Tensor(name, type.word, type.shape);
    }

    private record Type(String word, List<Object> shape) {}

    private Type type(long end, int depth) throws IOException {
        if (depth > MAX_DEPTH) throw new Malformed("types nested too deep", in.position());
        var type = new Type("unknown", List.of());
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(1) || in.isBytes(8)) type = tensorType(valueEnd);
            else if (in.isBytes(4)) type = new Type("sequence(" + inner(valueEnd, depth) + ")", List.of());
            else if (in.isBytes(5)) type = new Type("map(" + inner(valueEnd, depth) + ")", List.of());
            else if (in.isBytes(9)) type = new Type("optional(" + inner(valueEnd, depth) + ")", List.of());
            else
                in.skip();
        }
        return type;
    }

    /// What a sequence, a map or an optional holds: a map's key type first.
    private String inner(long end, int depth) throws IOException {
        var words = new ArrayList<String>();
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isVarint(1)) words.add(word(in.number()));
            else if (in.isBytes(1) || in.isBytes(2)) words.add(type(valueEnd, depth + 1).word);
            else
                in.skip();
        }
        return String.join(", ", words);
    }

    private Type tensorType(long end) throws IOException {
        String word = "undefined";
        var shape = new ArrayList<Object>();
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isVarint(1)) word = word(in.number());
            else if (in.isBytes(2)) shape(valueEnd, shape);
            else
                in.skip();
        }
        return new Type(word, shape);
    }

    private void shape(long end, List<Object> shape) throws IOException {
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (!in.isBytes(1)) {
                in.skip();
                continue;
            }
            if (shape.size() > 64) throw new Malformed("too many dimensions", in.position());
            shape.add(dimension(valueEnd));
        }
    }

    private Object dimension(long end) throws IOException {
        Object dimension = -1;
        while (in.next(end)) {
            if (in.isVarint(1)) dimension = MlflowSignature.dimension(in.number());
            else if (in.isBytes(2)) {
                String name = in.text();
                if (!name.isEmpty()) dimension = name;
            } else {
                in.skip();
            }
        }
        return dimension;
    }

    private static String word(long type) {
        return type >= 0 && type < TYPES.size() ? TYPES.get((int) type) : "type " + type;
    }
}
