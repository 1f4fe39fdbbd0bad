package slipway.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Contracts;
import slipway.contract.Signature;
import slipway.contract.Tensor;

/// A loaded model with what it asks of its callers; immutable, any thread.
final class ServedModel {
    final String name;
    final String version;
    private final OnnxModel onnx;
    private final List<Tensor> inputs;
    private final boolean tabular;
    private final @Nullable String example;

    ServedModel(ModelFolder folder, OnnxModel onnx, String name, String version) {
        this.name = name;
        this.version = version;
        this.onnx = onnx;
        this.example = folder.example();
        Signature signature = folder.signature();
        tabular = signature.tabular() && !signature.inputs().isEmpty();
        inputs = tabular ? signature.inputs() : onnx.inputs();
        if (tabular) checkColumns(folder);
    }

    /// What a caller gives: the columns of a table, or the tensors of the graph.
    List<Tensor> inputs() {
        return inputs;
    }

    List<Tensor> outputs() {
        return onnx.outputs();
    }

    boolean tabular() {
        return tabular;
    }

    /// The graph's own inputs, which the Open Inference Protocol may fill directly.
    List<Tensor> graphInputs() {
        return onnx.inputs();
    }

    List<TensorValue> run(List<TensorValue> feeds) {
        return onnx.run(feeds);
    }

    /// One prediction on the model's own example, or on values made from its signature: proof that it can answer, and the
    /// first run, which is slow, is behind us.
    void warmUp() {
        var signature = new Signature(inputs, List.of(), tabular);
        var mlflow = Contracts.byId("mlflow").orElseThrow();
        String body = example != null ? example : mlflow.examples(signature, name, null).getFirst().body();
        run(new Forms(this, "mlflow").json(Json.read(body)));
    }

    /// The columns of a table, row by row, as the graph takes them: stacked in signature order, or one tensor a column.
    List<TensorValue> table(@Nullable List<String> names, List<? extends @Nullable Object> rows, boolean dropExtra) {
        int[] at = positions(names, rows, dropExtra);
        int width = inputs.size();
        var flat = new ArrayList<@Nullable Object>(rows.size() * width);
        for (int r = 0; r < rows.size(); r++) {
            int given = names == null ? width : names.size();
            if (!(rows.get(r) instanceof List<?> row)) {
                throw Refusal.misfit("Row " + (r + 1) + " must be a list of " + given + " values and is "
                        + TensorValue.kind(rows.get(r)) + ".");
            }
            if (row.size() != given) {
                throw Refusal.misfit("Row " + (r + 1) + " has " + row.size() + " values, but there are " + given
                        + " columns.");
            }
            for (int position : at)
                flat.add(row.get(position));
        }
        if (rows.isEmpty()) throw Refusal.misfit("There are no rows.");
        List<Tensor> graph = onnx.inputs();
        if (graph.size() == 1 && graph.getFirst().shape().size() == 2) {
            Tensor only = graph.getFirst();
            return List.of(TensorValue.of(only.name(), only.type(), new long[]{rows.size(), width}, flat,
                    i -> "column " + inputs.get(i % width).name() + ", row " + (i / width + 1)));
        }
        return apart(flat, rows.size());
    }

    private List<TensorValue> apart(List<@Nullable Object> flat, int rows) {
        var feeds = new ArrayList<TensorValue>();
        for (Tensor tensor : onnx.inputs()) {
            int c = column(tensor.name());
            var values = new ArrayList<@Nullable Object>(rows);
            for (int r = 0; r < rows; r++)
                values.add(flat.get(r * inputs.size() + c));
            long[] shape = tensor.shape().size() == 2 ? new long[]{rows, 1} : new long[]{rows};
            feeds.add(TensorValue.of(tensor.name(), tensor.type(), shape, values,
                    i -> "column " + tensor.name() + ", row " + (i + 1)));
        }
        return feeds;
    }

    /// Where each of our columns stands in the caller's rows.
    private int[] positions(@Nullable List<String> names, List<? extends @Nullable Object> rows, boolean dropExtra) {
        var at = new int[inputs.size()];
        if (names == null) {
            Arrays.setAll(at, i -> i);
            if (!rows.isEmpty() && rows.getFirst() instanceof List<?> row && row.size() != at.length) {
                throw Refusal.misfit("Row 1 has " + row.size() + " values, but the model has " + at.length
                        + " columns: " + columnNames());
            }
            return at;
        }
        if (names.stream().distinct().count() != names.size())
            throw Refusal.misfit("A column is given twice: " + names);
        for (int i = 0; i < at.length; i++) {
            at[i] = names.indexOf(inputs.get(i).name());
            if (at[i] < 0) {
                throw Refusal.misfit(
                        "Failed to enforce schema: column " + inputs.get(i).name() + " is missing; the model has "
                                + columnNames());
            }
        }
        if (!dropExtra) {
            for (String name : names) {
                if (column(name) < 0) {
                    throw Refusal.misfit("Failed to enforce schema: the model has no column " + name + "; it has "
                            + columnNames());
                }
            }
        }
        return at;
    }

    private int column(String name) {
        for (int i = 0; i < inputs.size(); i++)
            if (inputs.get(i).name().equals(name)) return i;
        return -1;
    }

    private List<String> columnNames() {
        return inputs.stream().map(Tensor::name).toList();
    }

    /// Tensors by name, each a nest of lists.
    List<TensorValue> tensors(Map<String, @Nullable Object> nests) {
        for (String name : nests.keySet()) {
            if (column(name) < 0) {
                throw Refusal.misfit("The model has no input " + name + "; it has " + columnNames());
            }
        }
        var feeds = new ArrayList<TensorValue>();
        for (Tensor tensor : inputs) {
            if (!nests.containsKey(tensor.name())) throw Refusal.misfit("Input " + tensor.name() + " is missing.");
            feeds.add(Nest.tensor(tensor, nests.get(tensor.name())));
        }
        return feeds;
    }

    private void checkColumns(ModelFolder folder) {
        List<Tensor> graph = onnx.inputs();
        boolean stacked = graph.size() == 1 && graph.getFirst().shape().size() == 2
                && (Nest.size(graph.getFirst(), 1) < 0 || Nest.size(graph.getFirst(), 1) == inputs.size());
        boolean named = graph.size() == inputs.size() && graph.stream().allMatch(each -> column(each.name()) >= 0);
        if (!stacked && !named) {
            throw new StudioException(Problem.of("serve.signature", folder.folder(), columnNames(),
                    graph.stream().map(each -> each.name() + " " + each.shown()).toList()));
        }
    }
}
