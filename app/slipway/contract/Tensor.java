package slipway.contract;

import java.util.List;

/// One input or output: `type` is a word of `float32 int64 bool string …`; a dimension is a number, `-1` where
/// unknown, or its symbolic name.
public record Tensor(String name, String type, List<Object> shape) {
    public Tensor {
        shape = List.copyOf(shape);
    }

    /// `float32[-1, 4]`
    public String shown() {
        return type + shape;
    }
}
