package slipway.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.StudioException;
import slipway.base.Tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExportTest {
    private static final byte[] ODD = {0, 1, (byte) 0xff, '\n', 13};

    /// What HAR 1.2 requires of each object of an entry.
    private static final Map<String, List<String>> REQUIRED = Map.of("", List.of("startedDateTime", "time", "request",
            "response", "cache", "timings"), "request",
            List.of("method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"),
            "response", List.of("status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL",
                    "headersSize", "bodySize"),
            "timings", List.of("send", "wait", "receive"));

    private final Tasks tasks = new Tasks();

    @TempDir
    Path root;

    private Recording recording;

    @BeforeEach
    void record() {
        try (var recorder = Recorder.start(root.resolve("r"), Exchanges.ask(Redaction.USUAL), tasks)) {
            recorder.offer(Exchanges.json(0, "{\"a\":\"ü \\\" 𝄞\"}", "[1]"));
            recorder.offer(Exchanges.with(1, "/v1/x%20y?q=a%26b&flag",
                    List.of(Map.entry("Content-Type", "image/png"), Map.entry("Authorization", "Bearer k")),
                    Exchange.Body.whole(Bytes.copyOf(ODD)), List.of(Map.entry("Location", "/there")),
                    Exchange.Body.whole(Bytes.copyOf(ODD))));
            recorder.offer(Exchanges.of(2, "text/plain", Bytes.EMPTY, Bytes.EMPTY));
        }
        recording = Recording.open(root.resolve("r"));
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    void harHasAllThatItsSpecificationRequires() throws IOException {
        JsonNode log = har().path("log");
        assertEquals("1.2", log.path("version").asString());
        assertEquals("Slipway", log.path("creator").path("name").asString());
        assertTrue(log.path("creator").has("version"));
        assertEquals(3, log.path("entries").size());
        for (JsonNode entry : log.path("entries")) {
            REQUIRED.forEach((object, names) -> names.forEach(name -> assertTrue(
                    (object.isEmpty() ? entry : entry.path(object)).has(name), object + "." + name)));
            assertTrue(entry.path("response").path("content").has("size"));
            assertTrue(entry.path("response").path("content").has("mimeType"));
            JsonNode timings = entry.path("timings");
            assertEquals(entry.path("time").asDouble(), timings.path("send").asDouble()
                    + timings.path("wait").asDouble() + timings.path("receive").asDouble(), 1e-9);
            entry.propertyNames().forEach(
                    name -> assertTrue(REQUIRED.getOrDefault("", List.of()).contains(name) || name.startsWith("_")));
        }
        assertEquals(1_790_000_000_000L, OffsetDateTime
                .parse(log.path("entries").get(0).path("startedDateTime").asString()).toInstant().toEpochMilli());
    }

    @Test
    void harCarriesTextsAndBytes() throws IOException {
        JsonNode first = har().path("log").path("entries").get(0);
        assertEquals("{\"a\":\"ü \\\" 𝄞\"}", first.path("request").path("postData").path("text").asString());
        assertEquals("application/json", first.path("request").path("postData").path("mimeType").asString());
        JsonNode second = har().path("log").path("entries").get(1);
        assertEquals("http://h:1/v1/x%20y?q=a%26b&flag", second.path("request").path("url").asString());
        assertEquals("[{\"name\":\"q\",\"value\":\"a&b\"},{\"name\":\"flag\",\"value\":\"\"}]",
                second.path("request").path("queryString").toString());
        JsonNode content = second.path("response").path("content");
        assertEquals("base64", content.path("encoding").asString());
        assertEquals(Bytes.copyOf(ODD), Bytes.owning(Base64.getDecoder().decode(content.path("text").asString())));
        assertEquals("base64", second.path("request").path("postData").path("_encoding").asString());
        assertEquals("/there", second.path("response").path("redirectURL").asString());
        assertFalse(har().path("log").path("entries").get(2).path("request").has("postData"));
    }

    @Test
    void harComesBackAsTheSameRecording() throws IOException {
        Path file = root.resolve("x.har");
        Files.writeString(file, "\uFEFF" + har());
        Recording back = HarImport.read(file, new Recordings(root), "back", Redaction.USUAL);
        List<Entry> was = RecorderTest.entries(recording);
        List<Entry> is = RecorderTest.entries(back);
        for (int i = 0; i < was.size(); i++) {
            assertEquals(was.get(i).target(), is.get(i).target());
            assertEquals(was.get(i).requestHeaders(), is.get(i).requestHeaders());
            assertEquals(was.get(i).request().sha256(), is.get(i).request().sha256());
            assertEquals(was.get(i).answer().sha256(), is.get(i).answer().sha256());
            assertEquals(was.get(i).offset(), is.get(i).offset());
            assertEquals(was.get(i).deployment(), is.get(i).deployment());
        }
    }

    @Test
    void harOfABrowserIsReadAndRedacted() throws IOException {
        Path file = root.resolve("x.har");
        Files.writeString(file, """
                {"log":{"pages":[{"id":"p","pageTimings":{}}],"version":"1.2","entries":[
                {"startedDateTime":"2026-01-01T10:00:01.000+02:00","time":12.5,"request":{"method":"POST",
                "url":"https://example.org/a?b=1","headers":[{"name":":authority","value":"x"},
                {"name":"Cookie","value":"secret"}],"postData":{"mimeType":"application/json",
                "text":"{\\"pin\\":1}"}},"response":{"status":200,"headers":[],"content":{"size":4000}}},
                {"startedDateTime":"2026-01-01T10:00:00.500+02:00","time":1,"request":{"method":"GET",
                "url":"https://example.org"},"response":{"status":204}}],"creator":{"name":"b"}}}""");
        Recording read = HarImport.read(file, new Recordings(root), "back", Redaction.parse(List.of("pin")));
        List<Entry> entries = RecorderTest.entries(read);
        assertEquals(List.of("/", "/a?b=1"), entries.stream().map(Entry::target).toList());
        assertEquals(500_000_000L, entries.get(1).offset());
        assertEquals(List.of(Map.entry("Cookie", "[redacted]")), entries.get(1).requestHeaders());
        assertEquals("{\"pin\":\"[redacted]\"}", RecorderTest.text(read, entries.get(1).request()));
        assertTrue(entries.get(1).answer().withheld());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"log\":{}}", "{\"log\":{\"entries\":[{}]}}", "{\"log\":{\"entries\":[",
            "{\"log\":{\"entries\":[{\"startedDateTime\":\"2026-01-01T10:00:00Z\",\"request\":{\"url\":\"a b\"}}]}}"})
    void whatIsNoHarIsRefusedAndLeavesNothing(String text) throws IOException {
        Path file = root.resolve("x.har");
        Files.writeString(file, text);
        var recordings = new Recordings(root);
        assertEquals("record.har", assertThrows(StudioException.class,
                () -> HarImport.read(file, recordings, "back", Redaction.USUAL)).problem().code());
        assertFalse(Files.exists(root.resolve("back")));
    }

    @Test
    void everyExchangeIsALineOfJson() throws IOException {
        var out = new ByteArrayOutputStream();
        JsonlExport.write(recording, out);
        List<JsonNode> lines = out.toString(StandardCharsets.UTF_8).lines()
                .map(line -> JsonMapper.shared().readTree(line)).toList();
        assertEquals(3, lines.size());
        assertEquals("{\"a\":\"ü \\\" 𝄞\"}", lines.get(0).path("request").path("text").asString());
        assertEquals(Base64.getEncoder().encodeToString(ODD), lines.get(1).path("answer").path("base64").asString());
        assertEquals("[\"Authorization\",\"[redacted]\"]", lines.get(1).path("requestHeaders").get(1).toString());
    }

    private JsonNode har() throws IOException {
        var out = new ByteArrayOutputStream();
        HarExport.write(recording, "http://h:1", out);
        return JsonMapper.shared().readTree(out.toByteArray());
    }
}
