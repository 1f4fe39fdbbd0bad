package slipway.serve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// JSON as maps, lists, strings, numbers ([Long] or [Double]), booleans and null, with the streaming core alone.
final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Json() {}

    /// Something that writes itself.
    interface Writer {
        void write(JsonGenerator out);
    }

    static @Nullable Object read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), 0, text.getBytes(StandardCharsets.UTF_8).length);
    }

    /// The one value in these bytes; a [Refusal] with line and column where there is none or more.
    static @Nullable Object read(byte[] bytes, int offset, int length) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
            JsonToken first = in.nextToken();
            if (first == null) throw Refusal.bad("The body is empty; JSON was expected.");
            Object value = value(in, first);
            if (in.nextToken() != null) throw Refusal.bad("There is something after the end of the JSON value.");
            return value;
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw Refusal.bad("The body is not valid JSON: " + e.getOriginalMessage()
                    + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
        }
    }

    static byte[] write(Writer writer) {
        var out = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            writer.write(generator);
        }
        return out.toByteArray();
    }

    /// `{"key": "text", …}` from pairs.
    static byte[] object(String... pairs) {
        return write(out -> {
            out.writeStartObject();
            for (int i = 0; i < pairs.length; i += 2)
                out.writeStringProperty(pairs[i], pairs[i + 1]);
            out.writeEndObject();
        });
    }

    private static @Nullable Object value(JsonParser in, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> array(in);
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT ->
                in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? in.getDoubleValue()
                        : (Object) in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser in) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (JsonToken t = in.nextToken(); t != JsonToken.END_OBJECT; t = in.nextToken()) {
            String name = in.currentName();
            map.put(name, value(in, in.nextToken()));
        }
        return map;
    }

    private static List<@Nullable Object> array(JsonParser in) {
        var list = new ArrayList<@Nullable Object>();
        for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken())
            list.add(value(in, t));
        return list;
    }
}
