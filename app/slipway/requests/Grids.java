package slipway.requests;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/// Finds the table in an answer: arrays of objects or of rows, pandas’ `split`, MLflow’s `predictions`, OIP’s
/// `outputs`, columns of equal length, lines of JSON, CSV, and any of them written as a JSON text (Azure ML).
/// Stateless; any thread.
public final class Grids {
    /// Longer bodies are not read as tables.
    public static final int LIMIT = 16_000_000;
    /// Whatever a server calls CSV is shown as far as it goes.
    private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setLenientEof(true).setTrailingData(true).get();

    private Grids() {}

    /// Null where there is none.
    public static @Nullable Grid of(ByteBuffer body, String contentType) {
        if (body.limit() == 0 || body.limit() > LIMIT) return null;
        byte[] bytes = new byte[body.limit()];
        body.duplicate().rewind().get(bytes);
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("text/csv")) return csv(new String(bytes, StandardCharsets.UTF_8));
        try (MappingIterator<JsonNode> values = JsonMapper.shared().readerFor(JsonNode.class).readValues(bytes)) {
            var all = new ArrayList<JsonNode>();
            while (values.hasNextValue() && all.size() <= Grid.MOST_ROWS)
                all.add(values.nextValue());
            if (all.size() == 1) return of(all.getFirst(), 0);
            return all.stream().allMatch(each -> each.isObject() || each.isArray()) ? rows(all) : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable Grid of(JsonNode node, int depth) {
        if (node.isArray()) return array(node);
        if (node.isString() && depth == 0) return written(node.asString());
        if (!node.isObject() || depth > 2) return null;
        if (node.path("columns").isArray() && node.path("data").isArray()) return split(node);
        if (node.path("outputs").isArray() && node.path("outputs").path(0).has("shape")) {
            return tensors(node.path("outputs"));
        }
        Grid columns = columns(node);
        if (columns != null) return columns;
        for (JsonNode each : node) {
            Grid grid = (each.isArray() && !each.isEmpty()) || each.isObject() ? of(each, depth + 1) : null;
            if (grid != null) return grid;
        }
        return null;
    }

    /// A JSON text that holds JSON.
    private static @Nullable Grid written(String text) {
        if (!text.startsWith("[") && !text.startsWith("{")) return null;
        try {
            return of(JsonMapper.shared().readTree(text), 1);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable Grid array(JsonNode array) {
        if (array.isEmpty()) return null;
        var all = new ArrayList<JsonNode>();
        array.forEach(all::add);
        return rows(all);
    }

    private static @Nullable Grid rows(List<JsonNode> all) {
        if (all.isEmpty()) return null;
        boolean objects = all.stream().allMatch(JsonNode::isObject);
        boolean arrays = all.stream().allMatch(JsonNode::isArray);
        if (!objects && all.stream().anyMatch(JsonNode::isObject)) return null;
        var names = new LinkedHashSet<String>();
        int width = 0;
        for (JsonNode each : all) {
            if (objects) each.properties().forEach(field -> names.addAll(paths(field)));
            width = Math.max(width, each.size());
            if (names.size() > Grid.MOST_COLUMNS || (arrays && width > Grid.MOST_COLUMNS)) return null;
        }
        if (arrays) for (int i = 0; i < width; i++)
            names.add(String.valueOf(i));
        if (!objects && !arrays) names.add("value");
        List<String> columns = List.copyOf(names);
        List<List<String>> rows = all.stream().limit(Grid.MOST_ROWS).map(each -> columns.stream().map(column -> cell(
                objects ? at(each, column) : arrays ? each.path(Integer.parseInt(column)) : each)).toList()).toList();
        return new Grid(columns, rows, all.size() - rows.size());
    }

    /// `a`, or `a.b` for the fields of a small object.
    private static List<String> paths(Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        if (!value.isObject() || value.isEmpty() || value.size() > 30) return List.of(field.getKey());
        return value.properties().stream().map(inner -> field.getKey() + "." + inner.getKey()).toList();
    }

    private static JsonNode at(JsonNode row, String column) {
        if (row.has(column)) return row.path(column);
        int dot = column.indexOf('.');
        while (dot > 0) {
            JsonNode inner = row.path(column.substring(0, dot)).path(column.substring(dot + 1));
            if (!inner.isMissingNode()) return inner;
            dot = column.indexOf('.', dot + 1);
        }
        return row.path(column);
    }

    private static @Nullable Grid split(JsonNode node) {
        var columns = new ArrayList<String>();
        node.path("columns").forEach(name -> columns.add(cell(name)));
        if (columns.isEmpty() || columns.size() > Grid.MOST_COLUMNS) return null;
        var rows = new ArrayList<List<String>>();
        for (JsonNode row : node.path("data")) {
            if (rows.size() == Grid.MOST_ROWS) break;
            var cells = new ArrayList<String>();
            for (int i = 0; i < columns.size(); i++)
                cells.add(cell(row.path(i)));
            rows.add(List.copyOf(cells));
        }
        return new Grid(columns, rows, node.path("data").size() - rows.size());
    }

    /// Each output a column, or as many as its shape has behind the first dimension.
    private static @Nullable Grid tensors(JsonNode outputs) {
        var columns = new ArrayList<String>();
        var cells = new ArrayList<JsonNode>();
        var places = new ArrayList<int[]>();
        int height = 0;
        for (JsonNode output : outputs) {
            int size = output.path("data").size();
            int rows = Math.max(1, output.path("shape").path(0).asInt(size));
            int width = size / rows;
            if (width < 1 || columns.size() + width > Grid.MOST_COLUMNS) return null;
            height = Math.max(height, rows);
            for (int i = 0; i < width; i++) {
                columns.add(output.path("name").asString("output") + (width > 1 ? "[" + i + "]" : ""));
                cells.add(output.path("data"));
                places.add(new int[]{i, width});
            }
        }
        var rows = new ArrayList<List<String>>();
        for (int row = 0; row < Math.min(height, Grid.MOST_ROWS); row++) {
            var line = new ArrayList<String>();
            for (int i = 0; i < columns.size(); i++)
                line.add(cell(cells.get(i).path(row * places.get(i)[1] + places.get(i)[0])));
            rows.add(List.copyOf(line));
        }
        return columns.isEmpty() ? null : new Grid(columns, rows, height - rows.size());
    }

    /// `{"a": [1, 2], "b": [3, 4]}`
    private static @Nullable Grid columns(JsonNode node) {
        if (node.size() < 2 || node.size() > Grid.MOST_COLUMNS) return null;
        int height = -1;
        for (JsonNode each : node) {
            if (!each.isArray() || each.isEmpty() || (height >= 0 && each.size() != height)) return null;
            for (JsonNode cell : each)
                if (cell.isObject()) return null;
            height = each.size();
        }
        List<String> names = List.copyOf(node.propertyNames());
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < Math.min(height, Grid.MOST_ROWS); i++) {
            int row = i;
            rows.add(names.stream().map(name -> cell(node.path(name).path(row))).toList());
        }
        return new Grid(names, rows, height - rows.size());
    }

    private static String cell(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) return "";
        return node.isString() ? node.asString() : node.toString();
    }

    private static @Nullable Grid csv(String text) {
        List<List<String>> all;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), CSV)) {
            all = parser.stream().map(CSVRecord::toList).toList();
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
        if (all.isEmpty()) return null;
        int width = all.stream().mapToInt(List::size).max().orElse(0);
        if (width > Grid.MOST_COLUMNS) return null;
        // answers of servers seldom have a header: one is only taken where no cell of it is a number
        boolean header = all.size() > 1 && all.getFirst().stream().noneMatch(cell -> cell.matches("-?[\\d.].*"));
        var columns = new ArrayList<String>();
        for (int i = 0; i < width; i++)
            columns.add(header && i < all.getFirst().size() ? all.getFirst().get(i) : String.valueOf(i));
        List<List<String>> rows = all.subList(header ? 1 : 0, all.size()).stream().limit(Grid.MOST_ROWS).map(
                row -> padded(row, width)).toList();
        return new Grid(columns, rows, all.size() - (header ? 1 : 0) - rows.size());
    }

    private static List<String> padded(List<String> row, int width) {
        var cells = new ArrayList<>(row);
        while (cells.size() < width)
            cells.add("");
        return List.copyOf(cells);
    }
}
