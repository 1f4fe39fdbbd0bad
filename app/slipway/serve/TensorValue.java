package slipway.serve;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// A named tensor with its values flat, row by row: `float[]`, `double[]`, `long[]`, `int[]`, `short[]`, `byte[]`
/// (also for bool) or `String[]`, as `type` says. Never changed after it was made.
final class TensorValue {
    final String name;
    final String type;
    final long[] shape;
    final Object values;

    TensorValue(String name, String type, long[] shape, Object values) {
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.values = values;
    }

    /// Values as JSON or CSV gave them, made into what `type` asks; `where` names the i-th for the refusal.
    static TensorValue of(String name, String type, long[] shape, List<? extends @Nullable Object> flat, Where where) {
        int n = flat.size();
        Object values = empty(type, n);
        for (int i = 0; i < n; i++) {
            Object value = flat.get(i);
            switch (values) {
                case float[] array -> array[i] = (float) real(value, i, where, Float.MAX_VALUE);
                case double[] array -> array[i] = real(value, i, where, Double.MAX_VALUE);
                case String[] array -> array[i] = text(value, i, where);
                case long[] array -> array[i] = whole(value, i, where, Long.MIN_VALUE, Long.MAX_VALUE);
                case int[] array -> array[i] = (int) whole(value, i, where, Integer.MIN_VALUE, Integer.MAX_VALUE);
                case short[] array -> array[i] = (short) whole(value, i, where, Short.MIN_VALUE, Short.MAX_VALUE);
                case byte[] array -> array[i] = (byte) (type.equals("bool")
                        ? truth(value, i, where)
                        : type.equals("uint8") ? whole(value, i, where, 0, 255) : whole(value, i, where, -128, 127));
                default -> throw new IllegalStateException(type);
            }
        }
        return new TensorValue(name, type, shape, values);
    }

    /// Says which value is meant: `column petal_width, row 2`.
    interface Where {
        String at(int index);
    }

    static Object empty(String type, int n) {
        return switch (type) {
            case "float32" -> new float[n];
            case "float64" -> new double[n];
            case "int64" -> new long[n];
            case "int32" -> new int[n];
            case "int16" -> new short[n];
            case "int8", "uint8", "bool" -> new byte[n];
            case "string" -> new String[n];
            default -> throw Refusal.misfit("Values of type " + type + " cannot be given here.");
        };
    }

    int count() {
        return Array.getLength(values);
    }

    /// `float32[2, 4]`
    String shown() {
        return type + Arrays.toString(shape);
    }

    static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "missing (null)";
            case String text -> "the text \"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
            case Boolean truth -> "the truth value " + truth;
            case List<?> list -> "a list of " + list.size();
            case Number number -> "the number " + number;
            default -> "an object";
        };
    }

    private static double real(@Nullable Object value, int i, Where where, double most) {
        if (!(value instanceof Number number)) throw wrong(where.at(i), "a number", value);
        double real = number.doubleValue();
        if (Double.isNaN(real) || Math.abs(real) > most) throw wrong(where.at(i), "a finite number", value);
        return real;
    }

    private static long whole(@Nullable Object value, int i, Where where, long least, long most) {
        if (value instanceof Long number && number >= least && number <= most) return number;
        if (value instanceof Double number && number == Math.rint(number) && number >= least && number <= most) {
            return number.longValue();
        }
        throw wrong(where.at(i), "a whole number from " + least + " to " + most, value);
    }

    private static int truth(@Nullable Object value, int i, Where where) {
        if (value instanceof Boolean truth) return truth ? 1 : 0;
        return (int) whole(value, i, where, 0, 1);
    }

    private static String text(@Nullable Object value, int i, Where where) {
        if (value instanceof String text) return text;
        throw wrong(where.at(i), "a text", value);
    }

    private static Refusal wrong(String where, String wanted, @Nullable Object value) {
        return Refusal
                .misfit("Failed to enforce schema: " + where + " must be " + wanted + " and is " + kind(value) + ".");
    }
}
