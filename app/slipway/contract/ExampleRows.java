package slipway.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Values that fit a signature, batch first, and the requests they make in each payload form.
///
/// `values` holds one array per input: a column's values, or a tensor with its batch as first dimension. `raw` is an
/// example that no signature explains; it is sent as it is.
record ExampleRows(Signature signature, Map<String, ArrayNode> values, @Nullable String raw) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static ExampleRows of(Signature signature, @Nullable String inputExample) {
        if (signature.inputs().isEmpty()) return new ExampleRows(signature, Map.of(), inputExample);
        Map<String, ArrayNode> values = inputExample == null ? Map.of() : read(signature, inputExample);
        if (values.size() < signature.inputs().size()) values = made(signature);
        return new ExampleRows(signature, values, null);
    }

    /// One request per form, those that this signature has.
    List<SampleRequest> requests(String path, String model, List<String> forms) {
        if (signature.inputs().isEmpty() && raw != null) {
            return List.of(new SampleRequest("example", "POST", path, "application/json", raw));
        }
        var list = new ArrayList<SampleRequest>();
        for (String form : forms) {
            boolean chat = form.equals("chat");
            if (signature.inputs().isEmpty() && !chat) continue;
            String type = form.startsWith("csv") ? "text/csv" : "application/json";
            String body = chat ? chat(model) : body(form);
            if (body != null) list.add(new SampleRequest(form, "POST", path, type, body));
        }
        return List.copyOf(list);
    }

    private @Nullable String body(String form) {
        boolean table = signature.tabular();
        return switch (form) {
            case "dataframe_split" -> table ? wrap(form, split()) : null;
            case "dataframe_records" -> table ? wrap(form, records()) : null;
            case "inputs" -> wrap(form, named());
            case "instances" -> wrap(form, table || values.size() > 1 ? records() : only());
            case "input_data" -> wrap(form, table ? split() : values.size() == 1 ? only() : named());
            case "data" -> table ? wrap(form, grid()) : values.size() == 1 ? wrap(form, only()) : null;
            case "csv" -> table ? header() + "\n" + lines() : null;
            case "csv-rows" -> table || values.size() == 1 ? lines() : null;
            case "infer" -> infer();
            default -> throw new IllegalArgumentException(form);
        };
    }

    private static String chat(String model) {
        ObjectNode body = NODES.objectNode().put("model", model);
        body.putArray("messages").addObject().put("role", "user").put("content", "Hello");
        return body.put("max_tokens", 16).put("temperature", 0).toString();
    }

    private int rows() {
        return values.values().iterator().next().size();
    }

    private ArrayNode only() {
        return values.values().iterator().next();
    }

    private ObjectNode named() {
        ObjectNode object = NODES.objectNode();
        values.forEach(object::set);
        return object;
    }

    private ObjectNode split() {
        ObjectNode object = NODES.objectNode();
        ArrayNode names = object.putArray("columns");
        values.keySet().forEach(names::add);
        object.set("data", grid());
        return object;
    }

    private ArrayNode grid() {
        ArrayNode data = NODES.arrayNode();
        for (int i = 0; i < rows(); i++) {
            ArrayNode row = data.addArray();
            for (ArrayNode column : values.values())
                row.add(column.get(i));
        }
        return data;
    }

    private ArrayNode records() {
        ArrayNode list = NODES.arrayNode();
        for (int i = 0; i < rows(); i++) {
            ObjectNode row = list.addObject();
            for (var entry : values.entrySet())
                row.set(entry.getKey(), entry.getValue().get(i));
        }
        return list;
    }

    private String header() {
        return values.keySet().stream().map(ExampleRows::cell).collect(Collectors.joining(","));
    }

    private String lines() {
        var lines = new StringBuilder();
        for (int i = 0; i < rows(); i++) {
            var cells = new ArrayList<JsonNode>();
            for (ArrayNode column : values.values())
                flatten(column.get(i), cells);
            lines.append(cells.stream().map(node -> cell(node.asString())).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return lines.toString();
    }

    private String infer() {
        ObjectNode body = NODES.objectNode();
        ArrayNode inputs = body.putArray("inputs");
        for (Tensor tensor : signature.inputs()) {
            ArrayNode value = values.get(tensor.name());
            if (value == null) continue;
            ObjectNode input = inputs.addObject().put("name", tensor.name());
            ArrayNode shape = input.putArray("shape");
            for (JsonNode level = value; level != null && level.isArray(); level = level.get(0))
                shape.add(level.size());
            input.put("datatype", datatype(tensor.type()));
            var flat = new ArrayList<JsonNode>();
            flatten(value, flat);
            input.putArray("data").addAll(flat);
        }
        return body.toString();
    }

    private static String wrap(String key, JsonNode value) {
        ObjectNode body = NODES.objectNode();
        body.set(key, value);
        return body.toString();
    }

    private static String cell(String text) {
        return text.contains(",") || text.contains("\"") || text.contains("\n")
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }

    private static void flatten(JsonNode node, List<JsonNode> into) {
        if (node.isArray()) node.forEach(each -> flatten(each, into));
        else
            into.add(node);
    }

    /// The protocol's word for one of our types.
    static String datatype(String type) {
        return switch (type) {
            case "float16" -> "FP16";
            case "float32" -> "FP32";
            case "float64" -> "FP64";
            case "bfloat16" -> "BF16";
            case "string" -> "BYTES";
            default -> type.toUpperCase(Locale.ROOT);
        };
    }

    private static Map<String, ArrayNode> read(Signature signature, String text) {
        try {
            JsonNode root = JSON.readTree(text);
            for (String key : List.of("dataframe_split", "dataframe_records", "inputs", "instances", "input_data")) {
                if (root.has(key)) {
                    root = root.get(key);
                    break;
                }
            }
            return columns(signature, root);
        } catch (JacksonException e) {
            // a broken example is the catalog's finding; values made from the signature stand in for it
            return Map.of();
        }
    }

    private static Map<String, ArrayNode> columns(Signature signature, JsonNode root) {
        var found = new LinkedHashMap<String, ArrayNode>();
        List<Tensor> inputs = signature.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            String name = inputs.get(i).name();
            ArrayNode values = null;
            if (root.has("data")) values = pick(root.get("data"), index(root.get("columns"), name, i));
            else if (root.get(name) instanceof ArrayNode array) values = array;
            else if (root.path(0).has(name)) values = pick(root, name);
            else if (root instanceof ArrayNode array) {
                values = signature.tabular() ? pick(root, i) : inputs.size() == 1 ? array : null;
            }
            if (values == null || values.isEmpty()) return Map.of();
            found.put(name, values);
        }
        return found;
    }

    private static int index(@Nullable JsonNode columns, String name, int otherwise) {
        if (columns == null) return otherwise;
        for (int i = 0; i < columns.size(); i++)
            if (columns.get(i).asString().equals(name)) return i;
        return -1;
    }

    private static @Nullable ArrayNode pick(JsonNode rows, Object at) {
        ArrayNode values = NODES.arrayNode();
        for (JsonNode row : rows) {
            JsonNode value = at instanceof Integer i ? row.get(i) : row.get((String) at);
            if (value == null) return null;
            values.add(value);
        }
        return values;
    }

    private static Map<String, ArrayNode> made(Signature signature) {
        var values = new LinkedHashMap<String, ArrayNode>();
        for (Tensor tensor : signature.inputs()) {
            JsonNode one = filled(tensor, 1);
            values.put(tensor.name(), NODES.arrayNode().add(one));
        }
        return values;
    }

    /// A value for one row: the first dimension is the batch.
    private static JsonNode filled(Tensor tensor, int dimension) {
        if (dimension >= tensor.shape().size()) {
            return switch (tensor.type()) {
                case "string" -> NODES.stringNode("text");
                case "bool" -> NODES.booleanNode(true);
                case "float16", "bfloat16", "float32", "float64" -> NODES.numberNode(0.5);
                default -> NODES.numberNode(1);
            };
        }
        ArrayNode array = NODES.arrayNode();
        int size = tensor.shape().get(dimension) instanceof Number number ? Math.max(1, number.intValue()) : 1;
        for (int i = 0; i < size; i++)
            array.add(filled(tensor, dimension + 1));
        return array;
    }
}
