package slipway.ui.models;

import java.util.List;
import java.util.Map;

import slipway.base.Text;
import slipway.contract.Signature;
import slipway.contract.Tensor;

/// Signatures in one line: `f32[-1,4] → i64[-1]`.
final class Signatures {
    private static final Map<String, String> SHORT = Map.ofEntries(Map.entry("float32", "f32"), Map.entry("float64",
            "f64"), Map.entry("float16", "f16"), Map.entry("bfloat16", "bf16"), Map.entry("int8", "i8"),
            Map.entry(
                    "int16", "i16"),
            Map.entry("int32", "i32"), Map.entry("int64", "i64"), Map.entry("uint8", "u8"));

    private Signatures() {}

    static String line(Signature signature) {
        if (signature.inputs().isEmpty() && signature.outputs().isEmpty()) return Text.of("models.signature.none");
        String in = signature.tabular() && signature.inputs().size() > 1
                ? Text.of("models.signature.columns", signature.inputs().size())
                : side(signature.inputs());
        return in + " → " + side(signature.outputs());
    }

    static String shape(Tensor tensor) {
        return tensor.shape().toString().replace(", ", ",");
    }

    private static String side(List<Tensor> tensors) {
        if (tensors.isEmpty()) return "?";
        Tensor first = tensors.getFirst();
        String more = tensors.size() == 1 ? "" : " +" + (tensors.size() - 1);
        return SHORT.getOrDefault(first.type(), first.type()) + shape(first) + more;
    }
}
