package slipway.base;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// JSON as maps, lists, strings, numbers ([Long] or [Double]), booleans and null, with the streaming core alone: the
/// sample server’s images carry no more of Jackson. Stateless.
public final class JsonTree {
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final JsonFactory COMMENTED = STRICT.rebuild().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    private JsonTree() {}

    /// Why a text is not JSON; `line` and `column` count from 1, 0 where there is no place to name.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final int line;
        private final int column;

        Malformed(String message, int line, int column) {
            super(message);
            this.line = line;
            this.column = column;
        }

        public int line() {
            return line;
        }

        public int column() {
            return column;
        }
    }

    /// The one value in these bytes; no key twice, nothing behind the value.
    public static @Nullable Object read(byte[] bytes, int offset, int length) throws Malformed {
        return read(STRICT, bytes, offset, length);
    }

    /// The same for a file that people write: `//` and `/* */` comments may stand in it.
    public static @Nullable Object readCommented(byte[] bytes) throws Malformed {
        return read(COMMENTED, bytes, 0, bytes.length);
    }

    private static @Nullable Object read(JsonFactory factory, byte[] bytes, int offset, int length) throws Malformed {
        try (JsonParser in = factory.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
            JsonToken first = in.nextToken();
            if (first == null) throw new Malformed("The body is empty; JSON was expected.", 0, 0);
            Object value = value(in, first);
            if (in.nextToken() != null) {
                throw new Malformed("There is something after the end of the JSON value.", 0, 0);
            }
            return value;
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new Malformed(e.getOriginalMessage(), at == null ? 0 : at.getLineNr(),
                    at == null ? 0 : at.getColumnNr());
        }
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
