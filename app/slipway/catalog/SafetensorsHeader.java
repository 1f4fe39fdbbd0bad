package slipway.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The JSON at the head of a safetensors file, as strict as the library: what the tensors say of themselves fits the
/// bytes that follow, without a gap. One reading, one thread.
final class SafetensorsHeader {
    /// Bytes of the JSON text that the library takes.
    static final long LONGEST = 100_000_000;
    private static final int MOST_TENSORS = 500_000;
    /// Bits of a number by its type.
    private static final Map<String, Integer> BITS = Map.ofEntries(Map.entry("BOOL", 8), Map.entry("F4", 4),
            Map.entry("F6_E2M3", 6), Map.entry("F6_E3M2", 6), Map.entry("U8", 8), Map.entry("I8", 8),
            Map.entry("F8_E5M2", 8), Map.entry("F8_E4M3", 8), Map.entry("F8_E8M0", 8), Map.entry("F8_E4M3FNUZ", 8),
            Map.entry("F8_E5M2FNUZ", 8), Map.entry("I16", 16), Map.entry("U16", 16), Map.entry("F16", 16),
            Map.entry("BF16", 16), Map.entry("I32", 32), Map.entry("U32", 32), Map.entry("F32", 32),
            Map.entry("C64", 64), Map.entry("F64", 64), Map.entry("I64", 64), Map.entry("U64", 64));

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Long> numbersByType = new TreeMap<>();
    private final List<long[]> places = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final JsonParser json;
    private final long data;
    private long parameters;

    private SafetensorsHeader(JsonParser json, long data) {
        this.json = json;
        this.data = data;
    }

    static SafetensorsHeader read(Cursor.Bytes bytes) throws IOException {
        var in = new Cursor(bytes);
        long length = in.u64();
        if (length <= 0 || length > LONGEST || length > in.size() - 8) {
            throw new Malformed("impossible length of the header", 0);
        }
        if (in.u8() != '{') throw new Malformed("the header is no JSON object", 8);
        try (JsonParser json = SafeJson.parser(bytes, 8, length)) {
            var header = new SafetensorsHeader(json, in.size() - 8 - length);
            header.object();
            return header;
        } catch (JacksonException e) {
            throw SafeJson.malformed(e, 8);
        }
    }

    /// Library that wrote it, as its metadata says (`pt` is PyTorch).
    @Nullable
    String framework() {
        String format = metadata.get("format");
        if (format == null) return null;
        return switch (format) {
            case "pt" -> "PyTorch";
            case "tf" -> "TensorFlow";
            case "flax" -> "Flax";
            case "mlx" -> "MLX";
            default -> null;
        };
    }

    Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("parameters", String.valueOf(parameters));
        facts.put("tensors", String.valueOf(places.size()));
        numbersByType.entrySet().stream().max(Map.Entry.comparingByValue())
                .ifPresent(most -> facts.put("quantization", most.getKey()));
        metadata.forEach(facts::putIfAbsent);
        return facts;
    }

    private void object() throws IOException {
        json.nextToken();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (!names.add(name)) throw malformed("“" + name + "” twice");
            if (name.equals("__metadata__")) metadata();
            else
                tensor();
        }
        if (json.nextToken() != null) throw malformed("text behind the header");
        places.sort(Comparator.comparingLong((long[] place) -> place[0]).thenComparingLong(place -> place[1]));
        long end = 0;
        for (long[] place : places) {
            if (place[0] != end) throw malformed("gap or overlap in the weights");
            end = place[1];
        }
        if (end != data) throw malformed("the weights have " + data + " bytes, not " + end);
    }

    private void metadata() throws IOException {
        expect(JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            expect(JsonToken.VALUE_STRING);
            String value = json.getString();
            if (metadata.size() < 100 && value.length() < 1_000) metadata.put(key, value);
        }
    }

    private void tensor() throws IOException {
        expect(JsonToken.START_OBJECT);
        Integer bits = null;
        String type = "";
        long[] shape = null;
        long[] place = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            switch (json.currentName()) {
                case "dtype" -> {
                    expect(JsonToken.VALUE_STRING);
                    type = json.getString();
                    bits = BITS.get(type);
                }
                case "shape" -> shape = numbers();
                case "data_offsets" -> place = numbers();
                default -> throw malformed("a tensor with “" + json.currentName() + "”");
            }
        }
        if (bits == null || shape == null || place == null || place.length != 2) throw malformed("half a tensor");
        add(type, bits, shape, place);
    }

    private void add(String type, int bits, long[] shape, long[] place) throws Malformed {
        long elements = 1;
        for (long dimension : shape) {
            if (Math.multiplyHigh(elements, dimension) != 0) throw malformed("impossible shape");
            elements *= dimension;
        }
        if (elements < 0 || elements > Long.MAX_VALUE / bits || place[1] < place[0]
                || place[1] - place[0] != elements * bits / 8) {
            throw malformed("a tensor whose shape does not fit its bytes");
        }
        if (places.size() >= MOST_TENSORS) throw malformed("too many tensors");
        places.add(place);
        parameters = Math.max(0, parameters + elements);
        numbersByType.merge(type, elements, Long::sum);
    }

    private long[] numbers() throws Malformed {
        expect(JsonToken.START_ARRAY);
        long[] numbers = new long[0];
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            long number = json.getLongValue();
            if (number < 0 || numbers.length >= 64) throw malformed("impossible shape");
            numbers = java.util.Arrays.copyOf(numbers, numbers.length + 1);
            numbers[numbers.length - 1] = number;
        }
        if (json.currentToken() != JsonToken.END_ARRAY) throw malformed("not a whole number");
        return numbers;
    }

    private void expect(JsonToken token) throws Malformed {
        if (json.nextToken() != token) throw malformed("unexpected JSON");
    }

    private Malformed malformed(String reason) {
        return new Malformed(reason, 8 + Math.max(0, json.currentLocation().getByteOffset()));
    }
}
