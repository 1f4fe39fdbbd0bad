package slipway.traffic;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import slipway.contract.Tensor;

/// A regular block of values, what every protocol's payload comes down to. Immutable.
///
/// @param name   empty where the payload does not say
/// @param values row by row, without nesting
record Block(String name, List<Integer> shape, List<JsonNode> values) {
    private static final Map<String, String> OIP_TYPES = Map.ofEntries(Map.entry("bool", "BOOL"),
            Map.entry("boolean", "BOOL"), Map.entry("int8", "INT8"), Map.entry("int16", "INT16"),
            Map.entry("int32", "INT32"), Map.entry("integer", "INT32"), Map.entry("int64", "INT64"),
            Map.entry("long", "INT64"), Map.entry("uint8", "UINT8"), Map.entry("uint16", "UINT16"),
            Map.entry("uint32", "UINT32"), Map.entry("uint64", "UINT64"), Map.entry("float32", "FP32"),
            Map.entry("float", "FP32"), Map.entry("float64", "FP64"), Map.entry("double", "FP64"),
            Map.entry("string", "BYTES"), Map.entry("binary", "BYTES"), Map.entry("object", "BYTES"));

    Block {
        shape = List.copyOf(shape);
        values = List.copyOf(values);
    }

    /// The block that nested lists (or a single value) form.
    static Block of(String name, JsonNode nested) throws Untranslatable {
        var shape = new ArrayList<Integer>();
        for (JsonNode at = nested; at.isArray(); at = at.get(0)) {
            shape.add(at.size());
            if (at.isEmpty()) break;
        }
        var values = new ArrayList<JsonNode>();
        flatten(name, nested, shape, 0, values);
        return new Block(name, shape, values);
    }

    private static void flatten(String name, JsonNode at, List<Integer> shape, int depth, List<JsonNode> into)
            throws Untranslatable {
        if (depth == shape.size()) {
            if (at.isContainer()) throw Untranslatable.shape(name);
            into.add(at);
            return;
        }
        if (!at.isArray() || at.size() != shape.get(depth)) throw Untranslatable.shape(name);
        for (JsonNode each : at)
            flatten(name, each, shape, depth + 1, into);
    }

    Block named(String other) {
        return new Block(other, shape, values);
    }

    Block shaped(List<Integer> other) {
        return new Block(name, other, values);
    }

    int rows() {
        return shape.isEmpty() ? 1 : shape.getFirst();
    }

    /// Whether it is one value a row.
    boolean isColumn() {
        return shape.size() == 1 || (shape.size() == 2 && shape.get(1) == 1);
    }

    /// As nested lists.
    JsonNode nested() {
        return nested(0, values.iterator());
    }

    private JsonNode nested(int depth, Iterator<JsonNode> rest) {
        if (depth == shape.size()) return rest.hasNext() ? rest.next() : JsonMapper.shared().nullNode();
        ArrayNode list = JsonMapper.shared().createArrayNode();
        for (int i = 0; i < shape.get(depth); i++)
            list.add(nested(depth + 1, rest));
        return list;
    }

    /// The protocol's word for the type, as `known` says it or as the values look.
    String datatype(Optional<Tensor> known) {
        String said = known.map(tensor -> OIP_TYPES.get(tensor.type())).orElse(null);
        if (said != null) return said;
        if (values.stream().allMatch(JsonNode::isBoolean)) return "BOOL";
        if (values.stream().allMatch(JsonNode::isIntegralNumber)) return "INT64";
        return values.stream().allMatch(JsonNode::isNumber) ? "FP64" : "BYTES";
    }
}
