package slipway.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

import slipway.base.Version;

/// A recording as a HAR 1.2 file (the HTTP archive format that browsers and proxies exchange). Streams; stateless.
///
/// What HAR has no word for stands under names with an underscore, as the format asks: which deployment answered, and
/// that a request’s body is Base64.
public final class HarExport {
    private static final JsonFactory JSON = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX")
            .withZone(ZoneOffset.UTC);

    private final Recording recording;
    private final String base;
    private final JsonGenerator json;

    private HarExport(Recording recording, String base, JsonGenerator json) {
        this.recording = recording;
        this.base = base;
        this.json = json;
    }

    /// Writes all of `recording` to `out`, which stays open; `base` (`http://127.0.0.1:8801`) stands before each target,
    /// because HAR wants whole addresses.
    public static void write(Recording recording, String base, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out);
                Stream<Entry> entries = recording.entries()) {
            var export = new HarExport(recording, base, json);
            json.writeStartObject();
            json.writeObjectPropertyStart("log");
            json.writeStringProperty("version", "1.2");
            json.writeObjectPropertyStart("creator");
            json.writeStringProperty("name", "Slipway");
            json.writeStringProperty("version", Version.NUMBER);
            json.writeEndObject();
            json.writeArrayPropertyStart("entries");
            for (Iterator<Entry> each = entries.iterator(); each.hasNext();) {
                export.entry(each.next());
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }
        out.write('\n');
    }

    private void entry(Entry entry) throws IOException {
        double wait = entry.upstreamNanos() / 1e6;
        double receive = Math.max(0, entry.totalNanos() - entry.upstreamNanos()) / 1e6;
        json.writeStartObject();
        json.writeStringProperty("startedDateTime", TIME.format(Instant.ofEpochMilli(entry.epochMillis())));
        json.writeNumberProperty("time", wait + receive);
        request(entry);
        response(entry);
        json.writeObjectPropertyStart("cache");
        json.writeEndObject();
        json.writeObjectPropertyStart("timings");
        json.writeNumberProperty("send", 0);
        json.writeNumberProperty("wait", wait);
        json.writeNumberProperty("receive", receive);
        json.writeEndObject();
        json.writeStringProperty("_requestId", entry.requestId());
        json.writeStringProperty("_deployment", entry.deployment());
        json.writeNumberProperty("_revision", entry.revision());
        json.writeBooleanProperty("_copy", entry.copy());
        json.writeNumberProperty("_offsetNanos", entry.offset());
        json.writeEndObject();
    }

    private void request(Entry entry) throws IOException {
        json.writeObjectPropertyStart("request");
        json.writeStringProperty("method", entry.method());
        json.writeStringProperty("url", base + entry.target());
        common(entry.requestHeaders());
        json.writeArrayPropertyStart("queryString");
        int query = entry.target().indexOf('?');
        for (String each : query < 0 ? new String[0] : entry.target().substring(query + 1).split("&")) {
            int equals = each.indexOf('=');
            pair(decoded(equals < 0 ? each : each.substring(0, equals)),
                    equals < 0 ? "" : decoded(each.substring(equals + 1)));
        }
        json.writeEndArray();
        if (entry.request().size() > 0) {
            json.writeObjectPropertyStart("postData");
            json.writeStringProperty("mimeType", type(entry.requestHeaders()));
            boolean text = StreamedBody.isText(recording, entry.request());
            if (!text) json.writeStringProperty("_encoding", "base64");
            json.writeName("text");
            try (InputStream in = recording.body(entry.request())) {
                StreamedBody.write(json, in, entry.request().length(), text);
            }
            json.writeEndObject();
        }
        json.writeNumberProperty("headersSize", -1);
        json.writeNumberProperty("bodySize", entry.request().size());
        json.writeEndObject();
    }

    private void response(Entry entry) throws IOException {
        json.writeObjectPropertyStart("response");
        json.writeNumberProperty("status", entry.status());
        json.writeStringProperty("statusText", "");
        common(entry.answerHeaders());
        json.writeObjectPropertyStart("content");
        json.writeNumberProperty("size", entry.answer().size());
        json.writeStringProperty("mimeType", type(entry.answerHeaders()));
        boolean text = StreamedBody.isText(recording, entry.answer());
        json.writeName("text");
        try (InputStream in = recording.body(entry.answer())) {
            StreamedBody.write(json, in, entry.answer().length(), text);
        }
        if (!text) json.writeStringProperty("encoding", "base64");
        json.writeEndObject();
        json.writeStringProperty("redirectURL", orEmpty(Exchange.header(entry.answerHeaders(), "location")));
        json.writeNumberProperty("headersSize", -1);
        json.writeNumberProperty("bodySize", entry.answer().size());
        if (entry.error() != null) json.writeStringProperty("_error", entry.error());
        json.writeEndObject();
    }

    private void common(List<Map.Entry<String, String>> headers) {
        json.writeStringProperty("httpVersion", "HTTP/1.1");
        // cookies are redacted in every recording
        json.writeArrayPropertyStart("cookies");
        json.writeEndArray();
        json.writeArrayPropertyStart("headers");
        headers.forEach(header -> pair(header.getKey(), header.getValue()));
        json.writeEndArray();
    }

    private void pair(String name, String value) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeStringProperty("value", value);
        json.writeEndObject();
    }

    private static String type(List<Map.Entry<String, String>> headers) {
        String type = Exchange.header(headers, "content-type");
        return type == null ? "x-unknown" : type;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
