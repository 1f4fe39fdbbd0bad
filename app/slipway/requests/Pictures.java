package slipway.requests;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

import slipway.base.Bytes;

/// Finds images in an answer: its whole body by content type, or base64 texts in its JSON, with or without `data:`.
/// Stateless; any thread.
public final class Pictures {
    public static final int MOST = 24;
    private static final int LIMIT = 64_000_000;
    private static final int MOST_BYTES = 20_000_000;
    /// How base64 of PNG, JPEG, GIF and BMP begins.
    private static final Map<String, String> BEGINNINGS = Map.of("iVBORw0KGgo", "png", "/9j/", "jpeg", "R0lGOD",
            "gif");
    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
            .maxStringLength(LIMIT).build()).build();

    /// One image; `pointer` tells where in the JSON, empty for the whole body.
    public record Picture(String pointer, String format, Bytes bytes) {}

    private Pictures() {}

    /// The first [#MOST].
    public static List<Picture> in(ByteBuffer body, String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        if (body.limit() == 0 || body.limit() > LIMIT) return List.of();
        if (type.startsWith("image/")) {
            if (body.limit() > MOST_BYTES) return List.of();
            String format = type.substring(6).replaceAll("[;+ ].*", "");
            return List.of(new Picture("", format, Bytes.owning(all(body))));
        }
        return type.contains("json") ? inJson(all(body)) : List.of();
    }

    private static byte[] all(ByteBuffer body) {
        byte[] bytes = new byte[body.limit()];
        body.duplicate().rewind().get(bytes);
        return bytes;
    }

    private static List<Picture> inJson(byte[] json) {
        var found = new ArrayList<Picture>();
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = in.nextToken(); token != null && found.size() < MOST; token = in.nextToken()) {
                if (token != JsonToken.VALUE_STRING || in.getStringLength() < 60) continue;
                Picture picture = picture(in.streamReadContext().pathAsPointer().toString(), in.getString());
                if (picture != null) found.add(picture);
            }
        } catch (JacksonException e) {
            // half of a body: what was found until here is shown
            return List.copyOf(found);
        }
        return List.copyOf(found);
    }

    private static @Nullable Picture picture(String pointer, String text) {
        String base64 = text;
        String format = "";
        if (text.startsWith("data:image/")) {
            int comma = text.indexOf(";base64,");
            if (comma < 0) return null;
            format = text.substring(11, comma).replaceAll("[;+].*", "");
            base64 = text.substring(comma + 8);
        }
        for (var beginning : BEGINNINGS.entrySet()) {
            if (base64.startsWith(beginning.getKey())) format = beginning.getValue();
        }
        if (format.isEmpty() || base64.length() > MOST_BYTES) return null;
        try {
            return new Picture(pointer, format, Bytes.owning(Base64.getMimeDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
