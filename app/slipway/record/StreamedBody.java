package slipway.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonGenerator;

import slipway.record.Entry.Place;

/// Writes bodies into JSON without having them in memory. Stateless.
final class StreamedBody {
    private StreamedBody() {}

    /// Whether all of it is UTF-8 without zero bytes.
    static boolean isText(Recording recording, Place place) throws IOException {
        var chars = new char[8192];
        try (var in = new InputStreamReader(recording.body(place), StandardCharsets.UTF_8.newDecoder())) {
            for (int read = in.read(chars); read >= 0; read = in.read(chars)) {
                for (int i = 0; i < read; i++) {
                    if (chars[i] == 0) return false;
                }
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /// Writes the value, a text or its Base64 form.
    static void write(JsonGenerator json, InputStream in, long length, boolean text) throws IOException {
        if (text) {
            json.writeString(new InputStreamReader(in, StandardCharsets.UTF_8), -1);
        } else {
            json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, in, Math.toIntExact(length));
        }
    }
}
