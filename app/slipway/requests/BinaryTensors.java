package slipway.requests;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.StudioException;

/// A request of the Open Inference Protocol with its tensors in binary (Triton’s binary data extension): JSON first,
/// then the raw tensors, numbers little-endian, texts with their length in four bytes. Stateless; any thread.
///
/// @param jsonBytes how many of `body` are the JSON
public record BinaryTensors(int jsonBytes, Bytes body) {
    /// Says how long the JSON is; a draft that carries it, with any value, is sent in binary.
    public static final String HEADER = "Inference-Header-Content-Length";
    private static final JsonMapper JSON = JsonMapper.shared();

    /// An input as people look at it; `bytes` in binary.
    public record Input(String name, String datatype, String shape, long values, long bytes) {}

    public static boolean asked(Draft draft) {
        return draft.headers().keySet().stream().anyMatch(HEADER::equalsIgnoreCase);
    }

    /// The body of `json` in binary.
    ///
    /// @throws StudioException `requestedit.tensors` where `json` is no such request or a value does not fit its type
    public static BinaryTensors encode(String json) {
        try {
            if (!(JSON.readTree(json) instanceof ObjectNode root) || !root.path("inputs").isArray()) {
                throw StudioException.of("requestedit.tensors", "inputs");
            }
            var raw = new ByteArrayOutputStream();
            for (JsonNode each : root.get("inputs")) {
                byte[] bytes = raw(each);
                raw.writeBytes(bytes);
                if (each instanceof ObjectNode input) {
                    input.remove("data");
                    input.withObject("/parameters").put("binary_data_size", bytes.length);
                }
            }
            byte[] head = JSON.writeValueAsBytes(root);
            var all = new ByteArrayOutputStream(head.length + raw.size());
            all.writeBytes(head);
            raw.writeTo(all);
            return new BinaryTensors(head.length, Bytes.owning(all.toByteArray()));
        } catch (JacksonException e) {
            throw new StudioException(Problem.of("requestedit.tensors", "JSON"), e);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// The inputs that `json` has, those that cannot be encoded with 0 bytes.
    public static List<Input> inputs(String json) {
        var list = new ArrayList<Input>();
        try {
            for (JsonNode each : JSON.readTree(json).path("inputs")) {
                var flat = new ArrayList<JsonNode>();
                flatten(each.path("data"), flat);
                list.add(new Input(each.path("name").asString(""), each.path("datatype").asString(""),
                        each.path("shape").toString(), flat.size(), size(each)));
            }
        } catch (JacksonException e) {
            return List.of();
        }
        return List.copyOf(list);
    }

    private static long size(JsonNode input) {
        try {
            return raw(input).length;
        } catch (StudioException e) {
            return 0;
        }
    }

    private static byte[] raw(JsonNode input) {
        var flat = new ArrayList<JsonNode>();
        flatten(input.path("data"), flat);
        long expected = 1;
        for (JsonNode dimension : input.path("shape"))
            expected *= dimension.asLong();
        String name = input.path("name").asString("?");
        if (expected != flat.size()) throw StudioException.of("requestedit.tensors", name);
        var out = new ByteArrayOutputStream();
        String type = input.path("datatype").asString("");
        for (JsonNode each : flat) {
            if (!each.isNumber() && !each.isBoolean() && !type.equals("BYTES")) {
                throw StudioException.of("requestedit.tensors", name);
            }
            out.writeBytes(value(type, each, name));
        }
        return out.toByteArray();
    }

    private static byte[] value(String type, JsonNode value, String name) {
        return switch (type) {
            case "BOOL" -> buffer(1).put((byte) (value.asBoolean() ? 1 : 0)).array();
            case "INT8", "UINT8" -> buffer(1).put((byte) value.asLong()).array();
            case "INT16", "UINT16" -> buffer(2).putShort((short) value.asLong()).array();
            case "INT32", "UINT32" -> buffer(4).putInt((int) value.asLong()).array();
            case "INT64" -> buffer(8).putLong(value.asLong()).array();
            // beyond 2^63 it is no long, and its bits are
            case "UINT64" -> buffer(8).putLong(value.bigIntegerValue().longValue()).array();
            case "FP16" -> buffer(2).putShort(Float.floatToFloat16(value.floatValue())).array();
            case "BF16" -> buffer(2).putShort(bfloat(value.floatValue())).array();
            case "FP32" -> buffer(4).putFloat(value.floatValue()).array();
            case "FP64" -> buffer(8).putDouble(value.doubleValue()).array();
            case "BYTES" -> {
                byte[] text = value.asString().getBytes(StandardCharsets.UTF_8);
                yield buffer(4 + text.length).putInt(text.length).put(text).array();
            }
            default -> throw StudioException.of("requestedit.tensors", name);
        };
    }

    /// To the nearest, of two as near to the even one.
    private static short bfloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) return (short) ((bits >>> 16) | 0x40);
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void flatten(JsonNode node, List<JsonNode> into) {
        if (node.isArray()) node.forEach(each -> flatten(each, into));
        else if (!node.isMissingNode()) into.add(node);
    }
}
