package slipway.serve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import slipway.base.JsonTree;

/// JSON as maps, lists, strings, numbers ([Long] or [Double]), booleans and null, with the streaming core alone.
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

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
        try {
            return JsonTree.read(bytes, offset, length);
        } catch (JsonTree.Malformed e) {
            if (e.line() == 0) throw Refusal.bad(String.valueOf(e.getMessage()));
            throw Refusal.bad("The body is not valid JSON: " + e.getMessage() + " (line " + e.line() + ", column "
                    + e.column() + ")");
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
}
