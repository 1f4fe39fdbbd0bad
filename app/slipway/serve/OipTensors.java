package slipway.serve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// Datatypes of the Open Inference Protocol and its binary extension: little-endian, texts with a length before each.
final class OipTensors {
    private OipTensors() {}

    static String datatype(String type) {
        return switch (type) {
            case "float32" -> "FP32";
            case "float64" -> "FP64";
            case "string" -> "BYTES";
            default -> type.toUpperCase(Locale.ROOT);
        };
    }

    static String type(String name, String datatype) {
        return switch (datatype) {
            case "FP32" -> "float32";
            case "FP64" -> "float64";
            case "BYTES" -> "string";
            case "BOOL", "INT8", "INT16", "INT32", "INT64", "UINT8" -> datatype.toLowerCase(Locale.ROOT);
            default ->
                throw Refusal.bad("Input " + name + " has the datatype " + datatype + ", which is not taken here.");
        };
    }

    /// The elements of a raw tensor, as JSON would have given them.
    static List<@Nullable Object> decode(String name, String type, long count, ByteBuffer raw) {
        raw.order(ByteOrder.LITTLE_ENDIAN);
        int size = size(type);
        if (size > 0 && raw.remaining() != count * size) {
            throw Refusal.bad("Input " + name + " has " + raw.remaining() + " bytes of data, but its shape asks for "
                    + count * size + ".");
        }
        var values = new ArrayList<@Nullable Object>((int) count);
        while (raw.hasRemaining()) {
            values.add(switch (type) {
                case "float32" -> (Object) (double) raw.getFloat();
                case "float64" -> raw.getDouble();
                case "int64" -> raw.getLong();
                case "int32" -> (long) raw.getInt();
                case "int16" -> (long) raw.getShort();
                case "int8" -> (long) raw.get();
                case "string" -> text(name, raw);
                default -> (long) (raw.get() & 0xff);
            });
        }
        return values;
    }

    static byte[] encode(TensorValue value) {
        if (value.values instanceof String[] texts) {
            var out = new ByteArrayOutputStream();
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array());
                out.writeBytes(bytes);
            }
            return out.toByteArray();
        }
        ByteBuffer out = ByteBuffer.allocate(value.count() * size(value.type)).order(ByteOrder.LITTLE_ENDIAN);
        switch (value.values) {
            case float[] array -> out.asFloatBuffer().put(array);
            case double[] array -> out.asDoubleBuffer().put(array);
            case long[] array -> out.asLongBuffer().put(array);
            case int[] array -> out.asIntBuffer().put(array);
            case short[] array -> out.asShortBuffer().put(array);
            case byte[] array -> out.put(array);
            default -> throw new IllegalStateException(value.type);
        }
        return out.array();
    }

    private static String text(String name, ByteBuffer raw) {
        if (raw.remaining() < 4) throw Refusal.bad("Input " + name + " ends inside the length of a text.");
        int length = raw.getInt();
        if (length < 0 || length > raw.remaining()) throw Refusal.bad("Input " + name + " ends inside a text.");
        var bytes = new byte[length];
        raw.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int size(String type) {
        return switch (type) {
            case "float64", "int64" -> 8;
            case "float32", "int32" -> 4;
            case "int16" -> 2;
            case "string" -> 0;
            default -> 1;
        };
    }
}
