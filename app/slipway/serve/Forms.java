package slipway.serve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.contract.Tensor;

/// Reads a request body in the payload forms of one contract (all but `oip-v2`, which has its own) into what the model
/// takes.
final class Forms {
    private static final List<String> MLFLOW = List.of("dataframe_split", "dataframe_records", "instances", "inputs");
    private static final Set<String> BESIDE = Set.of("params", "parameters");

    private final ServedModel model;
    private final String contract;
    private final List<String> keys;

    Forms(ServedModel model, String contract) {
        this.model = model;
        this.contract = contract;
        var all = new ArrayList<>(MLFLOW);
        if (contract.equals("azureml")) all.addAll(List.of("input_data", "data"));
        keys = List.copyOf(all);
    }

    List<TensorValue> json(@Nullable Object body) {
        if (body instanceof List<?> rows && !contract.equals("mlflow")) return instances("the list", rows);
        if (!(body instanceof Map<?, ?> map)) {
            throw Refusal.bad("The body must be a JSON object with exactly one of " + keys + " and is "
                    + TensorValue.kind(body) + ".");
        }
        List<String> found = keys.stream().filter(map::containsKey).toList();
        if (found.size() != 1) {
            throw Refusal.bad("The body must have exactly one of " + keys + " and has "
                    + (found.isEmpty() ? "none; its keys are " + map.keySet() : found) + ".");
        }
        String key = found.getFirst();
        for (Object other : map.keySet()) {
            if (!other.equals(key) && !BESIDE.contains(String.valueOf(other))) {
                throw Refusal.bad("The key " + other + " beside " + key + " is not known here.");
            }
        }
        Object value = map.get(key);
        return switch (key) {
            case "dataframe_split" -> split(key, value);
            case "dataframe_records" -> records(key, list(key, value));
            case "inputs" -> inputs(value);
            case "input_data" -> value instanceof Map<?, ?> split && split.containsKey("data")
                    ? split(key, value)
                    : inputs(value);
            default -> instances(key, list(key, value));
        };
    }

    /// `header` says that the first line names the columns (MLflow); without, a first line of all the names is one too.
    List<TensorValue> csv(byte[] body, boolean header) {
        List<List<String>> lines = Csv.read(new String(body, StandardCharsets.UTF_8));
        if (lines.isEmpty()) throw Refusal.bad("The body is empty; CSV was expected.");
        List<String> first = lines.getFirst();
        boolean named = header || model.inputs().stream().allMatch(column -> first.contains(column.name()));
        if (model.tabular()) {
            List<String> names = named ? first : model.inputs().stream().map(Tensor::name).toList();
            var rows = new ArrayList<List<@Nullable Object>>();
            for (List<String> line : named ? lines.subList(1, lines.size()) : lines)
                rows.add(cells(names, line));
            return model.table(named ? names : null, rows, dropExtra());
        }
        return List.of(flatTensor(header ? lines.subList(1, lines.size()) : lines));
    }

    private TensorValue flatTensor(List<List<String>> lines) {
        if (model.inputs().size() != 1)
            throw Refusal.misfit("This model has several inputs; CSV cannot tell them apart.");
        Tensor tensor = model.inputs().getFirst();
        var shape = new long[tensor.shape().size()];
        shape[0] = lines.size();
        for (int d = 1; d < shape.length; d++)
            shape[d] = Nest.size(tensor, d);
        long width = Nest.count(shape) / Math.max(1, lines.size());
        var flat = new ArrayList<@Nullable Object>();
        for (int r = 0; r < lines.size(); r++) {
            if (lines.get(r).size() != width) {
                throw Refusal.misfit(
                        "Line " + (r + 1) + " has " + lines.get(r).size() + " values, but input " + tensor.name()
                                + " takes " + width + ".");
            }
            for (String cell : lines.get(r))
                flat.add(Csv.value(cell, tensor.type()));
        }
        return TensorValue.of(tensor.name(), tensor.type(), shape, flat, i -> Nest.place(tensor.name(), i, shape));
    }

    private List<@Nullable Object> cells(List<String> names, List<String> line) {
        var row = new ArrayList<@Nullable Object>(line.size());
        for (int i = 0; i < line.size(); i++)
            row.add(Csv.value(line.get(i), i < names.size() ? type(names.get(i)) : ""));
        return row;
    }

    private String type(String column) {
        return model.inputs().stream().filter(each -> each.name().equals(column)).map(Tensor::type).findFirst()
                .orElse("");
    }

    private List<TensorValue> split(String key, @Nullable Object value) {
        onlyTables(key);
        if (!(value instanceof Map<?, ?> map) || !(map.get("data") instanceof List<?> data)) {
            throw Refusal.bad(key + " must be an object with a list \"data\".");
        }
        List<String> names = null;
        if (map.get("columns") instanceof List<?> columns) names = columns.stream().map(String::valueOf).toList();
        return model.table(names, data, dropExtra());
    }

    private List<TensorValue> records(String key, List<?> records) {
        onlyTables(key);
        if (records.isEmpty()) throw Refusal.misfit("There are no rows.");
        List<String> names = records.getFirst() instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
        var rows = new ArrayList<List<@Nullable Object>>();
        for (Object record : records) {
            if (!(record instanceof Map<?, ?> map)) {
                throw Refusal.misfit("Row " + (rows.size() + 1) + " must be an object by column and is "
                        + TensorValue.kind(record) + ".");
            }
            var row = new ArrayList<@Nullable Object>();
            for (String name : names) {
                if (!map.containsKey(name)) {
                    throw Refusal.misfit(
                            "Failed to enforce schema: column " + name + " is missing in row " + (rows.size() + 1)
                                    + ".");
                }
                row.add(map.get(name));
            }
            if (map.size() != names.size()) {
                throw Refusal.misfit("Row " + (rows.size() + 1) + " has other columns than row 1: " + map.keySet());
            }
            rows.add(row);
        }
        return model.table(names, rows, dropExtra());
    }

    /// Row format: a list with one entry a row.
    private List<TensorValue> instances(String key, List<?> rows) {
        boolean objects = !rows.isEmpty() && rows.getFirst() instanceof Map<?, ?>;
        if (model.tabular()) return objects ? records(key, rows) : model.table(null, rows, dropExtra());
        if (!objects) return inputs(rows);
        var nests = new LinkedHashMap<String, @Nullable Object>();
        for (Tensor tensor : model.inputs()) {
            var values = new ArrayList<@Nullable Object>();
            for (Object row : rows)
                values.add(row instanceof Map<?, ?> map ? map.get(tensor.name()) : null);
            nests.put(tensor.name(), values);
        }
        return model.tensors(nests);
    }

    /// Column format: values by input, or the values of the only input.
    private List<TensorValue> inputs(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var nests = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((name, nest) -> nests.put(String.valueOf(name), nest));
            return model.tabular() ? columns(nests) : model.tensors(nests);
        }
        if (!(value instanceof List<?> list)) throw Refusal.bad("inputs must be a list or an object.");
        if (model.tabular()) return instances("inputs", list);
        if (model.inputs().size() != 1)
            throw Refusal.misfit("This model has several inputs; give an object by input name.");
        return List.of(Nest.tensor(model.inputs().getFirst(), value));
    }

    /// A table given column by column.
    List<TensorValue> columns(Map<String, @Nullable Object> columns) {
        int rows = -1;
        for (var entry : columns.entrySet()) {
            if (!(entry.getValue() instanceof List<?> list)) {
                throw Refusal.misfit("Column " + entry.getKey() + " must be a list of values.");
            }
            if (rows >= 0 && rows != list.size()) {
                throw Refusal.misfit(
                        "Column " + entry.getKey() + " has " + list.size() + " rows, others have " + rows + ".");
            }
            rows = list.size();
        }
        var table = new ArrayList<List<@Nullable Object>>();
        for (int r = 0; r < rows; r++) {
            var row = new ArrayList<@Nullable Object>();
            for (Object column : columns.values())
                row.add(column instanceof List<?> list ? list.get(r) : null);
            table.add(row);
        }
        return model.table(List.copyOf(columns.keySet()), table, dropExtra());
    }

    /// MLflow drops columns that the model does not have; the others say so.
    private boolean dropExtra() {
        return contract.equals("mlflow");
    }

    private void onlyTables(String form) {
        if (!model.tabular()) {
            throw Refusal.misfit(
                    "This model takes tensors " + model.inputs().stream().map(Tensor::name).toList() + "; use inputs "
                            + "or instances instead of " + form + ".");
        }
    }

    private static List<?> list(String key, @Nullable Object value) {
        if (value instanceof List<?> list) return list;
        throw Refusal.bad(key + " must be a list and is " + TensorValue.kind(value) + ".");
    }
}
