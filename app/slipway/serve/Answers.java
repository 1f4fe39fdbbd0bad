package slipway.serve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import tools.jackson.core.JsonGenerator;

/// Turns what a model gave into answer bodies; the shapes stand in the package's comment.
final class Answers {
    private Answers() {}

    /// `{"predictions": […]}`, one entry a row.
    static byte[] predictions(List<TensorValue> outputs) {
        return Json.write(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("predictions");
            int rows = rows(outputs);
            for (int r = 0; r < rows; r++) {
                if (outputs.size() == 1) {
                    row(out, outputs.getFirst(), r);
                } else {
                    out.writeStartObject();
                    for (TensorValue output : outputs) {
                        out.writeName(output.name);
                        row(out, output, r);
                    }
                    out.writeEndObject();
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /// One line a row, the outputs side by side.
    static byte[] csv(List<TensorValue> outputs) {
        var out = new ByteArrayOutputStream();
        int rows = rows(outputs);
        for (int r = 0; r < rows; r++) {
            var line = new StringBuilder();
            for (TensorValue output : outputs) {
                int width = output.count() / Math.max(1, rows);
                for (int i = 0; i < width; i++) {
                    if (!line.isEmpty()) line.append(',');
                    line.append(text(output, r * width + i));
                }
            }
            out.writeBytes(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    /// All values of a tensor, flat, as a JSON array.
    static void flat(JsonGenerator out, TensorValue value) {
        out.writeStartArray();
        for (int i = 0; i < value.count(); i++)
            element(out, value, i);
        out.writeEndArray();
    }

    private static int rows(List<TensorValue> outputs) {
        long[] shape = outputs.getFirst().shape;
        return shape.length == 0 ? 1 : (int) shape[0];
    }

    private static void row(JsonGenerator out, TensorValue value, int row) {
        int width = value.count() / Math.max(1, rows(List.of(value)));
        nest(out, value, row * width, 1, width);
    }

    private static void nest(JsonGenerator out, TensorValue value, int offset, int dimension, int width) {
        if (dimension >= value.shape.length) {
            element(out, value, offset);
            return;
        }
        int size = (int) value.shape[dimension];
        int step = size == 0 ? 0 : width / size;
        out.writeStartArray();
        for (int i = 0; i < size; i++)
            nest(out, value, offset + i * step, dimension + 1, step);
        out.writeEndArray();
    }

    private static void element(JsonGenerator out, TensorValue value, int i) {
        switch (value.values) {
            // JSON knows no NaN; a model that gives one gives null
            case float[] array -> {
                if (Float.isFinite(array[i])) out.writeNumber(array[i]);
                else
                    out.writeNull();
            }
            case double[] array -> {
                if (Double.isFinite(array[i])) out.writeNumber(array[i]);
                else
                    out.writeNull();
            }
            case long[] array -> out.writeNumber(array[i]);
            case int[] array -> out.writeNumber(array[i]);
            case short[] array -> out.writeNumber(array[i]);
            case byte[] array -> {
                if (value.type.equals("bool")) out.writeBoolean(array[i] != 0);
                else
                    out.writeNumber(value.type.equals("uint8") ? array[i] & 0xff : array[i]);
            }
            case String[] array -> out.writeString(array[i]);
            default -> throw new IllegalStateException(value.type);
        }
    }

    private static String text(TensorValue value, int i) {
        return switch (value.values) {
            case float[] array -> String.valueOf(array[i]);
            case double[] array -> String.valueOf(array[i]);
            case long[] array -> String.valueOf(array[i]);
            case int[] array -> String.valueOf(array[i]);
            case short[] array -> String.valueOf(array[i]);
            case byte[] array -> String.valueOf(value.type.equals("uint8") ? array[i] & 0xff : array[i]);
            case String[] array -> '"' + array[i].replace("\"", "\"\"") + '"';
            default -> throw new IllegalStateException(value.type);
        };
    }
}
