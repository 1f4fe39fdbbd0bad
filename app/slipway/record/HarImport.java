package slipway.record;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.record.RecordingMeta.Ask;
import slipway.record.RecordingMeta.State;
import slipway.store.FileTree;

/// Makes a recording of a HAR file, so that what a browser or a proxy saw can be replayed. One entry at a time is in
/// memory; redacted like everything. Stateless; blocking.
public final class HarImport {
    private HarImport() {}

    /// Reads `har` into the new recording `name`.
    ///
    /// @throws StudioException `record.har` where it is no HAR file; then nothing is left of the recording
    public static Recording read(Path har, Recordings recordings, String name, Redaction rules) {
        Path folder = recordings.free(name);
        var ask = new Ask("", 0, Quota.USUAL, rules, null);
        try {
            long first = firstStart(har);
            RecordingMeta meta = RecordingMeta.asked(ask).begun(first);
            try (var writer = new RecordingWriter(folder, rules, RecordingWriter::file);
                    InputStream in = open(har);
                    JsonParser json = JsonMapper.shared().createParser(in)) {
                toEntries(json);
                long last = first;
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    JsonNode entry = json.readValueAsTree();
                    long at = started(entry);
                    last = Math.max(last, at);
                    long offset = entry.path("_offsetNanos").asLong((at - first) * 1_000_000L);
                    writer.append(exchange(entry, at), Math.max(0, offset));
                }
                writer.flush();
                meta.with(writer.written()).over(State.DONE, last, null).write(folder);
            }
            return recordings.open(name);
        } catch (IOException | JacksonException | DateTimeException | IllegalArgumentException e) {
            undo(folder);
            throw new StudioException(Problem.of("record.har", har), e);
        }
    }

    /// Spec: a byte order mark may stand first and is passed over.
    private static InputStream open(Path har) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(har));
        in.mark(3);
        byte[] mark = in.readNBytes(3);
        if (!new String(mark, StandardCharsets.UTF_8).equals("\uFEFF")) in.reset();
        return in;
    }

    private static long firstStart(Path har) throws IOException {
        try (InputStream in = open(har); JsonParser json = JsonMapper.shared().createParser(in)) {
            toEntries(json);
            long first = Long.MAX_VALUE;
            while (json.nextToken() == JsonToken.START_OBJECT) {
                JsonNode entry = json.readValueAsTree();
                first = Math.min(first, started(entry));
            }
            return first == Long.MAX_VALUE ? 0 : first;
        }
    }

    /// Goes to the beginning of the array `log.entries`.
    private static void toEntries(JsonParser json) throws IOException {
        into(json, "log", JsonToken.START_OBJECT);
        into(json, "entries", JsonToken.START_ARRAY);
    }

    private static void into(JsonParser json, String name, JsonToken wanted) throws IOException {
        if (json.currentToken() == null) json.nextToken();
        if (json.currentToken() != JsonToken.START_OBJECT) throw new IOException("no " + name);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean it = json.currentName().equals(name);
            JsonToken value = json.nextToken();
            if (it && value == wanted) return;
            json.skipChildren();
        }
        throw new IOException("no " + name);
    }

    private static long started(JsonNode entry) {
        return Instant.from(OffsetDateTime.parse(entry.path("startedDateTime").asString())).toEpochMilli();
    }

    private static Exchange exchange(JsonNode entry, long at) {
        JsonNode request = entry.path("request");
        JsonNode response = entry.path("response");
        JsonNode post = request.path("postData");
        JsonNode content = response.path("content");
        var url = URI.create(request.path("url").asString());
        String path = url.getRawPath();
        String target = (path == null || path.isEmpty() ? "/" : path)
                + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        long total = Math.round(entry.path("time").asDouble(0) * 1e6);
        return new Exchange(0, at, entry.path("_requestId").asString(""), request.path("method").asString("GET"),
                target, headers(request),
                body(post, post.path("_encoding").asString(post.path("encoding").asString("")),
                        request.path("bodySize").asLong(-1)),
                entry.path("_deployment").asString(""), entry.path("_revision").asLong(0),
                entry.path("_copy").asBoolean(false), response.path("status").asInt(0), headers(response),
                body(content, content.path("encoding").asString(""), content.path("size").asLong(-1)), total,
                Math.max(0, Math.round(entry.path("timings").path("wait").asDouble(0) * 1e6)),
                response.has("_error") ? response.path("_error").asString() : null);
    }

    private static List<Map.Entry<String, String>> headers(JsonNode of) {
        var headers = new ArrayList<Map.Entry<String, String>>();
        for (JsonNode header : of.path("headers")) {
            String name = header.path("name").asString("");
            // browsers list HTTP/2’s :method and the like as headers
            if (!name.isEmpty() && !name.startsWith(":")) {
                headers.add(Map.entry(name, header.path("value").asString("")));
            }
        }
        return headers;
    }

    private static Exchange.Body body(JsonNode of, String encoding, long size) {
        String text = of.path("text").asString("");
        Bytes kept = encoding.equals("base64") ? Bytes.owning(Base64.getMimeDecoder().decode(text)) : Bytes.utf8(text);
        // some tools leave bodies out and keep their size
        return new Exchange.Body(kept, kept.length() == 0 ? Math.max(0, size) : kept.length());
    }

    private static void undo(Path folder) {
        try {
            if (Files.exists(folder)) FileTree.delete(folder);
        } catch (IOException e) {
            System.getLogger(HarImport.class.getName()).log(System.Logger.Level.WARNING, folder.toString(), e);
        }
    }
}
