package slipway.requests;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A body as a table: CSV, or one of the JSON forms that hold rows and columns. What stands beside the table in JSON
/// (parameters) stays. A cell is JSON where it reads as such, else text; a text that reads as JSON stands in quotes.
/// Immutable; any thread.
///
/// @param form    how it is written
/// @param key     of the table in the JSON object; empty for CSV
/// @param columns names, made up (`1`, `2` …) where the form has none
public record TableBody(Form form, String key, @Nullable ObjectNode around, List<String> columns,
        List<List<String>> rows) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> KEYS = List.of("dataframe_split", "dataframe_records", "input_data", "instances",
            "inputs", "data");

    public TableBody {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /// How a table is written.
    public enum Form {
        /// With a header line, and without.
        CSV, CSV_ROWS,
        /// `{"columns": […], "data": [[…]]}`
        SPLIT,
        /// `[{"a": 1}]`
        RECORDS,
        /// `[[1]]`
        GRID,
        /// `{"a": [1]}`
        COLUMNS
    }

    /// Empty where `text` is no table.
    public static Optional<TableBody> read(String text, String contentType) {
        return contentType.contains("csv") ? csv(text) : json(text);
    }

    /// In the same form, with these cells.
    public TableBody with(List<String> names, List<List<String>> cells) {
        return new TableBody(form, key, around, names, cells);
    }

    public String text() {
        return switch (form) {
            case CSV, CSV_ROWS -> csv(form == Form.CSV);
            case SPLIT, RECORDS, GRID, COLUMNS -> {
                ObjectNode body = around == null ? JSON.createObjectNode() : around.deepCopy();
                body.set(key, value());
                yield JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body);
            }
        };
    }

    /// The table as CSV, whatever its form.
    public String csv(boolean header) {
        var text = new StringBuilder();
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        if (header) text.append(format.format(columns.toArray())).append('\n');
        rows.forEach(row -> text.append(format.format(row.toArray())).append('\n'));
        return text.toString();
    }

    private JsonNode value() {
        return switch (form) {
            case CSV, CSV_ROWS -> throw new IllegalStateException(form.name());
            case SPLIT -> {
                ObjectNode split = JSON.createObjectNode();
                columns.forEach(split.putArray("columns")::add);
                split.set("data", grid());
                yield split;
            }
            case RECORDS -> {
                ArrayNode list = JSON.createArrayNode();
                for (List<String> row : rows) {
                    ObjectNode record = list.addObject();
                    for (int i = 0; i < columns.size(); i++)
                        record.set(columns.get(i), cell(row.get(i)));
                }
                yield list;
            }
            case GRID -> grid();
            case COLUMNS -> {
                ObjectNode named = JSON.createObjectNode();
                for (int i = 0; i < columns.size(); i++) {
                    ArrayNode values = named.putArray(columns.get(i));
                    for (List<String> row : rows)
                        values.add(cell(row.get(i)));
                }
                yield named;
            }
        };
    }

    private ArrayNode grid() {
        ArrayNode data = JSON.createArrayNode();
        for (List<String> row : rows) {
            ArrayNode cells = data.addArray();
            row.forEach(text -> cells.add(cell(text)));
        }
        return data;
    }

    private static Optional<TableBody> csv(String text) {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), CSVFormat.DEFAULT)) {
            List<List<String>> lines = parser.stream().map(CSVRecord::toList).toList();
            if (lines.isEmpty() || lines.stream().anyMatch(line -> line.size() != lines.getFirst().size())) {
                return Optional.empty();
            }
            // numbers only: that is a row and no header
            boolean header = lines.getFirst().stream().noneMatch(TableBody::isNumber);
            return Optional.of(header
                    ? new TableBody(Form.CSV, "", null, lines.getFirst(), lines.subList(1, lines.size()))
                    : new TableBody(Form.CSV_ROWS, "", null, numbered(lines.getFirst().size()), lines));
        } catch (IOException | java.io.UncheckedIOException | IllegalStateException e) {
            // a quote that nothing closes
            return Optional.empty();
        }
    }

    private static Optional<TableBody> json(String text) {
        try {
            if (!(JSON.readTree(text) instanceof ObjectNode root)) return Optional.empty();
            for (String key : KEYS) {
                JsonNode value = root.get(key);
                Optional<TableBody> table = value == null ? Optional.empty() : table(root, key, value);
                if (table.isPresent()) return table;
            }
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<TableBody> table(ObjectNode root, String key, JsonNode value) {
        if (value.path("data").isArray() && value.path("columns").isArray()) {
            List<String> columns = value.path("columns").valueStream().map(TableBody::shown).toList();
            return grid(value.path("data"), columns.size()).map(rows -> new TableBody(Form.SPLIT, key, root, columns,
                    rows));
        }
        if (value.isArray() && value.path(0).isObject()) return records(root, key, value);
        if (value.isArray() && value.path(0).isArray()) {
            int width = value.path(0).size();
            return grid(value, width).map(rows -> new TableBody(Form.GRID, key, root, numbered(width), rows));
        }
        return value.isObject() && !value.isEmpty() ? columns(root, key, value) : Optional.empty();
    }

    private static Optional<TableBody> records(ObjectNode root, String key, JsonNode value) {
        List<String> columns = List.copyOf(value.path(0).propertyNames());
        var rows = new ArrayList<List<String>>();
        for (JsonNode record : value) {
            if (!List.copyOf(record.propertyNames()).equals(columns)) return Optional.empty();
            rows.add(record.valueStream().map(TableBody::shown).toList());
        }
        // tensors of the inference protocol look like records, and are none
        if (columns.contains("datatype") && columns.contains("shape")) return Optional.empty();
        return Optional.of(new TableBody(Form.RECORDS, key, root, columns, rows));
    }

    private static Optional<TableBody> columns(ObjectNode root, String key, JsonNode value) {
        var named = new LinkedHashMap<String, JsonNode>();
        value.properties().forEach(each -> named.put(each.getKey(), each.getValue()));
        int length = named.values().iterator().next().size();
        if (named.values().stream().anyMatch(each -> !each.isArray() || each.size() != length)) return Optional.empty();
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < length; i++) {
            int row = i;
            rows.add(named.values().stream().map(each -> shown(each.get(row))).toList());
        }
        return Optional.of(new TableBody(Form.COLUMNS, key, root, List.copyOf(named.keySet()), rows));
    }

    private static Optional<List<List<String>>> grid(JsonNode data, int width) {
        var rows = new ArrayList<List<String>>();
        for (JsonNode row : data) {
            if (!row.isArray() || row.size() != width) return Optional.empty();
            rows.add(row.valueStream().map(TableBody::shown).toList());
        }
        return Optional.of(rows);
    }

    private static List<String> numbered(int count) {
        return java.util.stream.IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
    }

    private static boolean isNumber(String text) {
        JsonNode node = parsed(text.strip());
        return node != null && node.isNumber();
    }

    /// What [#cell] reads back.
    static String shown(JsonNode node) {
        if (!node.isString()) return node.toString();
        return parsed(node.asString()) == null ? node.asString() : node.toString();
    }

    static JsonNode cell(String text) {
        JsonNode node = parsed(text);
        return node == null ? JSON.getNodeFactory().stringNode(text) : node;
    }

    private static @Nullable JsonNode parsed(String text) {
        if (text.isBlank()) return null;
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }
}
