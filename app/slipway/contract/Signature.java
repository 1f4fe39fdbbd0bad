package slipway.contract;

import java.util.List;

/// What a model takes and gives. `tabular` says that the inputs are the named columns of a table (MLflow's column
/// signature, each of shape `[-1]`) rather than tensors.
public record Signature(List<Tensor> inputs, List<Tensor> outputs, boolean tabular) {
    public static final Signature UNKNOWN = new Signature(List.of(), List.of(), false);

    public Signature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
