package slipway.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

import slipway.record.Entry.Place;

/// A recording as JSON lines, one exchange each with its bodies, for scripts. A body stands as `text`, or as `base64`
/// where it is no UTF-8. Streams; stateless.
public final class JsonlExport {
    private static final JsonFactory JSON = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private JsonlExport() {}

    /// Writes all of `recording` to `out`, which stays open.
    public static void write(Recording recording, OutputStream out) throws IOException {
        try (Stream<Entry> entries = recording.entries()) {
            for (Iterator<Entry> each = entries.iterator(); each.hasNext();) {
                try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
                    line(json, recording, each.next());
                }
                out.write('\n');
            }
        }
    }

    private static void line(JsonGenerator json, Recording recording, Entry entry) throws IOException {
        json.writeStartObject();
        json.writeNumberProperty("number", entry.number());
        json.writeNumberProperty("offsetNanos", entry.offset());
        json.writeNumberProperty("epochMillis", entry.epochMillis());
        json.writeStringProperty("requestId", entry.requestId());
        json.writeStringProperty("method", entry.method());
        json.writeStringProperty("target", entry.target());
        headers(json, "requestHeaders", entry.requestHeaders());
        body(json, "request", recording, entry.request());
        json.writeStringProperty("deployment", entry.deployment());
        json.writeNumberProperty("revision", entry.revision());
        json.writeBooleanProperty("copy", entry.copy());
        json.writeNumberProperty("status", entry.status());
        headers(json, "answerHeaders", entry.answerHeaders());
        body(json, "answer", recording, entry.answer());
        json.writeNumberProperty("totalNanos", entry.totalNanos());
        json.writeNumberProperty("upstreamNanos", entry.upstreamNanos());
        if (entry.error() != null) json.writeStringProperty("error", entry.error());
        json.writeEndObject();
    }

    private static void headers(JsonGenerator json, String name, List<Map.Entry<String, String>> headers) {
        json.writeArrayPropertyStart(name);
        for (Map.Entry<String, String> header : headers) {
            json.writeStartArray();
            json.writeString(header.getKey());
            json.writeString(header.getValue());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void body(JsonGenerator json, String name, Recording recording, Place place) throws IOException {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("size", place.size());
        json.writeBooleanProperty("cut", place.cut());
        json.writeBooleanProperty("redacted", place.redacted());
        json.writeBooleanProperty("withheld", place.withheld());
        boolean text = StreamedBody.isText(recording, place);
        json.writeName(text ? "text" : "base64");
        try (InputStream in = recording.body(place)) {
            StreamedBody.write(json, in, place.length(), text);
        }
        json.writeEndObject();
    }
}
