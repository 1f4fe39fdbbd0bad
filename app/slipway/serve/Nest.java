package slipway.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.contract.Tensor;

/// Nested lists made into a tensor, and shapes held against what a model asks.
final class Nest {
    private Nest() {}

    /// `nest` as `tensor` asks for it: even in every dimension, and of its shape.
    static TensorValue tensor(Tensor tensor, @Nullable Object nest) {
        var shape = new ArrayList<Long>();
        for (Object level = nest; level instanceof List<?> list; level = list.isEmpty() ? null : list.getFirst()) {
            shape.add((long) list.size());
        }
        long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
        checkShape(tensor, sizes);
        var flat = new ArrayList<@Nullable Object>();
        flatten(tensor, nest, 0, sizes, flat);
        return TensorValue.of(tensor.name(), tensor.type(), sizes, flat, i -> place(tensor.name(), i, sizes));
    }

    static void checkShape(Tensor tensor, long[] sizes) {
        boolean fits = sizes.length == tensor.shape().size();
        for (int i = 0; fits && i < sizes.length; i++) {
            fits = sizes[i] > 0 && (size(tensor, i) < 0 || size(tensor, i) == sizes[i]);
        }
        if (!fits) {
            throw Refusal.misfit(
                    "Failed to enforce schema: input " + tensor.name() + " must have the shape " + tensor.shape()
                            + " and has " + Arrays.toString(sizes) + ".");
        }
    }

    /// A dimension as the model states it, -1 where it may be any.
    static long size(Tensor tensor, int dimension) {
        return tensor.shape().get(dimension) instanceof Number number ? number.longValue() : -1;
    }

    static long count(long[] shape) {
        long count = 1;
        for (long size : shape) {
            if (size < 0 || size > Integer.MAX_VALUE)
                throw Refusal.bad("The shape " + Arrays.toString(shape) + " is not one.");
            count *= size;
            if (count > Integer.MAX_VALUE) throw Refusal.bad("The shape " + Arrays.toString(shape) + " is too large.");
        }
        return count;
    }

    /// `image[0, 3, 5]`
    static String place(String name, int index, long[] shape) {
        var at = new long[shape.length];
        long rest = index;
        for (int d = shape.length - 1; d >= 0; d--) {
            at[d] = rest % shape[d];
            rest /= shape[d];
        }
        return "input " + name + Arrays.toString(at);
    }

    private static void flatten(Tensor tensor, @Nullable Object nest, int depth, long[] sizes,
            List<@Nullable Object> into) {
        if (depth == sizes.length) {
            into.add(nest);
            return;
        }
        if (!(nest instanceof List<?> list) || list.size() != sizes[depth]) {
            throw Refusal.misfit("Input " + tensor.name() + " is ragged: in dimension " + depth + " there is "
                    + TensorValue.kind(nest) + " beside lists of " + sizes[depth] + ".");
        }
        for (Object each : list)
            flatten(tensor, each, depth + 1, sizes, into);
    }
}
