package slipway.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The payload forms of MLflow, SageMaker and Azure: tables and nested lists in JSON, and CSV. Stateless.
final class FormBodies {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final List<String> LISTS = List.of("instances", "data", "inputs", "input_data");
    private static final List<String> ANSWERS = List.of("predictions", "prediction", "outputs", "result", "results");

    private FormBodies() {}

    /// What a request holds: one block for each column of a table, or for each named list.
    static List<Block> request(JsonNode root) throws Untranslatable {
        if (root.isArray()) return list(root);
        if (root.has("dataframe_split")) return split(root.get("dataframe_split"));
        if (root.has("dataframe_records")) return records(root.get("dataframe_records"));
        for (String key : LISTS) {
            JsonNode value = root.get(key);
            if (value == null) continue;
            if (value.isArray()) return list(value);
            if (value.isObject()) return value.has("data") ? split(value) : named(value);
        }
        throw Untranslatable.form();
    }

    private static List<Block> list(JsonNode rows) throws Untranslatable {
        return !rows.isEmpty() && rows.get(0).isObject() ? records(rows) : List.of(Block.of("", rows));
    }

    private static List<Block> named(JsonNode byName) throws Untranslatable {
        var blocks = new ArrayList<Block>();
        for (var each : byName.properties())
            blocks.add(Block.of(each.getKey(), each.getValue()));
        return blocks;
    }

    private static List<Block> split(JsonNode split) throws Untranslatable {
        JsonNode data = split.path("data");
        if (!data.isArray()) throw Untranslatable.form();
        if (!split.path("columns").isArray()) return list(data);
        var names = new ArrayList<String>();
        split.get("columns").forEach(each -> names.add(each.asString()));
        var blocks = new ArrayList<Block>();
        for (int i = 0; i < names.size(); i++) {
            ArrayNode column = JSON.createArrayNode();
            for (JsonNode row : data) {
                if (row.size() != names.size()) throw Untranslatable.shape("data");
                column.add(row.get(i));
            }
            blocks.add(Block.of(names.get(i), column));
        }
        return blocks;
    }

    private static List<Block> records(JsonNode rows) throws Untranslatable {
        if (!rows.isArray() || rows.isEmpty()) throw Untranslatable.form();
        var blocks = new ArrayList<Block>();
        for (String name : rows.get(0).propertyNames()) {
            ArrayNode column = JSON.createArrayNode();
            for (JsonNode row : rows) {
                if (!row.has(name) || row.size() != rows.get(0).size()) throw Untranslatable.shape(name);
                column.add(row.get(name));
            }
            blocks.add(Block.of(name, column));
        }
        return blocks;
    }

    /// A first line with a cell that is no number names the columns; SageMaker's CSV has none.
    static List<Block> csv(String text) throws Untranslatable {
        List<String[]> lines = text.lines().filter(line -> !line.isBlank()).map(line -> line.split(",", -1)).toList();
        if (lines.isEmpty()) throw Untranslatable.form();
        boolean header = false;
        for (String cell : lines.getFirst())
            header |= !NUMBER.matcher(cell.strip()).matches();
        ArrayNode data = JSON.createArrayNode();
        for (String[] line : header ? lines.subList(1, lines.size()) : lines) {
            ArrayNode row = data.addArray();
            for (String cell : line)
                row.add(value(cell.strip()));
        }
        if (!header) return List.of(Block.of("", data));
        ObjectNode split = JSON.createObjectNode();
        ArrayNode columns = split.putArray("columns");
        for (String name : lines.getFirst())
            columns.add(name.strip().replaceAll("^\"|\"$", ""));
        split.set("data", data);
        return split(split);
    }

    private static JsonNode value(String cell) {
        if (!NUMBER.matcher(cell).matches()) return JSON.getNodeFactory().stringNode(cell.replaceAll("^\"|\"$", ""));
        boolean whole = cell.matches("[+-]?\\d{1,18}");
        return whole
                ? JSON.getNodeFactory().numberNode(Long.parseLong(cell))
                : JSON.getNodeFactory().numberNode(Double.parseDouble(cell));
    }

    /// A request to a server of `contract`: columns as a table, one block as that platform's list.
    static ObjectNode write(List<Block> blocks, String contract, boolean tabular) {
        ObjectNode root = JSON.createObjectNode();
        boolean columns = blocks.stream().allMatch(each -> each.isColumn() && each.rows() == blocks.getFirst().rows());
        if (columns && (blocks.size() > 1 || tabular)) {
            ObjectNode split = root.putObject("dataframe_split");
            ArrayNode names = split.putArray("columns");
            blocks.forEach(each -> names.add(each.name()));
            ArrayNode data = split.putArray("data");
            for (int row = 0; row < blocks.getFirst().rows(); row++) {
                ArrayNode cells = data.addArray();
                for (Block each : blocks)
                    cells.add(each.values().get(row));
            }
        } else if (blocks.size() == 1) {
            String key = switch (contract) {
                case "mlflow" -> "inputs";
                case "azureml" -> "input_data";
                default -> "instances";
            };
            root.set(key, blocks.getFirst().nested());
        } else {
            ObjectNode inputs = root.putObject("inputs");
            blocks.forEach(each -> inputs.set(each.name(), each.nested()));
        }
        return root;
    }

    /// What an answer holds; the block of a bare list has no name.
    static List<Block> answer(JsonNode root) throws Untranslatable {
        JsonNode found = root;
        for (String key : ANSWERS) {
            if (root.isObject() && root.has(key)) {
                found = root.get(key);
                break;
            }
        }
        if (found.isObject()) return named(found);
        if (!found.isArray()) return List.of(Block.of("", JSON.createArrayNode().add(found)));
        return list(found);
    }

    /// One entry a row: the value where there is one output, else all by name.
    static ObjectNode predictions(List<Block> outputs) {
        ObjectNode root = JSON.createObjectNode();
        if (outputs.size() == 1) {
            root.set("predictions", outputs.getFirst().nested());
            return root;
        }
        ArrayNode rows = root.putArray("predictions");
        List<JsonNode> nested = outputs.stream().map(Block::nested).toList();
        for (int row = 0; row < outputs.getFirst().rows(); row++) {
            ObjectNode one = rows.addObject();
            for (int i = 0; i < outputs.size(); i++)
                one.set(outputs.get(i).name(), nested.get(i).path(row));
        }
        return root;
    }
}
