package slipway.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.Bytes;
import slipway.base.StudioException;
import slipway.base.Tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RedactionTest {
    private static final String SECRET = "hunter2secret";
    private static final List<Map.Entry<String, String>> JSON = List.of(Map.entry("content-type", "application/json"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            password        | {"password": "hunter2secret" , "x":1.50}        | {"password": "[redacted]" , "x":1.50}
            password        | {"a":[{"PassWord":{"deep":["hunter2secret"]}}]} | {"a":[{"PassWord":"[redacted]"}]}
            password        | {"password":12345,"y":1e400}                    | {"password":"[redacted]","y":1e400}
            password        | {"p\\u0061ssword":"hunter2secret"}              | {"p\\u0061ssword":"[redacted]"}
            password        | [true,{"password":null},NaN]                    | [true,{"password":"[redacted]"},NaN]
            $.user.email    | {"user":{"email":"hunter2secret"},"email":"y"}  | {"user":{"email":"[redacted]"},"email":"y"}
            $.rows[*].email | {"rows":[{"email":"hunter2secret"}]}            | {"rows":[{"email":"[redacted]"}]}
            $.*.pin         | {"a":{"pin":1},"pin":2}                         | {"a":{"pin":"[redacted]"},"pin":2}
            email           | {"columns":["a","email"],"data":[[1,"x"],[2,"y"]]} | {"columns":["a","email"],"data":[[1,"[redacted]"],[2,"[redacted]"]]}
            email           | {"inputs":[{"name":"email","data":["x"]},{"name":"b","data":[1]}]} | {"inputs":[{"name":"email","data":"[redacted]"},{"name":"b","data":[1]}]}
            """, delimiter = '|')
    void fieldsGoAndEveryOtherByteStays(String rule, String before, String after) {
        assertEquals(after, body(Redaction.parse(List.of(rule)), JSON, before));
    }

    @Test
    void whatNoRuleTouchesIsTheSameBody() {
        var body = Exchange.Body.whole(Bytes.utf8("{ \"a\" : 1.0 }"));
        assertSame(body, new Redactor(Redaction.parse(List.of("b", "/zzz/"))).body(body, JSON).body());
    }

    @Test
    void eventsAndLinesOfJsonAreReadOneByOne() {
        String events = "event: x\ndata: {\"password\":\"" + SECRET + "\"}\n\ndata: [DONE]\n";
        assertEquals("event: x\ndata: {\"password\":\"[redacted]\"}\n\ndata: [DONE]\n",
                body(Redaction.parse(List.of("password")), List.of(), events));
    }

    @Test
    void formsQueriesAndExpressionsAreRedacted() {
        Redaction rules = Redaction.parse(List.of("password,/sk-[a-z0-9]+/", "header:X-Tenant"));
        assertEquals("a=1&password=[redacted]&b=", body(rules,
                List.of(Map.entry("Content-Type", "application/x-www-form-urlencoded")), "a=1&password=x&b="));
        assertEquals("the key is [redacted].", body(rules, List.of(), "the key is sk-abc123."));
        var redactor = new Redactor(rules);
        assertEquals("/score?API_KEY=[redacted]&q=1", redactor.target("/score?API_KEY=x&q=1"));
        assertEquals(List.of(Map.entry("Authorization", "[redacted]"), Map.entry("x-tenant", "[redacted]"),
                Map.entry("A", "b [redacted]")),
                redactor.headers(List.of(Map.entry("Authorization", "Bearer x"),
                        Map.entry("x-tenant", "t"), Map.entry("A", "b sk-1"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"password\":\"hunter2secret", "password\nhunter2secret\n",
            "{\"data\":[[\"hunter2secret\"]],\"columns\":[\"password\"]}"})
    void whatCannotBeReadForCertainIsWithheldWhole(String body) {
        Redactor.Kept kept = new Redactor(Redaction.parse(List.of("password")))
                .body(Exchange.Body.whole(Bytes.utf8(body)), JSON);
        assertTrue(kept.withheld());
        assertEquals(0, kept.body().kept().length());
        assertEquals(body.length(), kept.body().size());
    }

    @Test
    void utf16IsWithheldToo() {
        byte[] content = "{\"password\":\"hunter2secret\"}".getBytes(StandardCharsets.UTF_16LE);
        assertTrue(new Redactor(Redaction.parse(List.of("password")))
                .body(Exchange.Body.whole(Bytes.owning(content)), JSON).withheld());
    }

    @Test
    void zippedBodiesAreOpenedAndCutOnesWithheld() throws IOException {
        var headers = List.of(Map.entry("Content-Encoding", "gzip"));
        var redactor = new Redactor(Redaction.parse(List.of("password")));
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write("{\"password\":\"x\",\"b\":1}".getBytes(StandardCharsets.UTF_8));
        }
        byte[] zipped = redactor.body(Exchange.Body.whole(Bytes.owning(out.toByteArray())), headers).body().kept()
                .toArray();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            assertEquals("{\"password\":\"[redacted]\",\"b\":1}",
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertTrue(redactor.body(new Exchange.Body(Bytes.utf8("{"), 10), List.of()).withheld());
        assertTrue(redactor.body(Exchange.Body.whole(Bytes.utf8("x")), List.of(Map.entry("content-encoding", "br")))
                .withheld());
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "$.", "$.a[0]", "/(/", "a[1]"})
    void rulesThatAreNoneAreRefused(String rule) {
        assertEquals("record.rule",
                assertThrows(StudioException.class, () -> Redaction.parse(List.of(rule))).problem().code());
    }

    @Test
    void theSecretStandsNowhereInTheFolder() throws Exception {
        String password = "{\"user\":{\"password\":\"" + SECRET + "\"},\"note\":\"key sk-" + SECRET + "\"}";
        Path place = folder.resolve("r");
        try (var tasks = new Tasks();
                var recorder = Recorder.start(place,
                        Exchanges.ask(Redaction.parse(List.of("password", "/sk-[a-z0-9]+/"))), tasks)) {
            for (int i = 0; i < 50; i++) {
                recorder.offer(Exchanges.with(i, "/score?token=" + SECRET,
                        List.of(Map.entry("Authorization", SECRET), Map.entry("Cookie", SECRET)),
                        Exchange.Body.whole(Bytes.utf8(password)), List.of(Map.entry("Set-Cookie", SECRET)),
                        new Exchange.Body(Bytes.utf8(password.substring(0, 30)), password.length())));
            }
        }
        assertEquals(50, Recording.open(place).size());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(content.contains("hunter2"), file + " holds the secret");
            }
        }
    }

    private static String body(Redaction rules, List<Map.Entry<String, String>> headers, String body) {
        Redactor.Kept kept = new Redactor(rules).body(Exchange.Body.whole(Bytes.utf8(body)), headers);
        assertTrue(kept.redacted() && !kept.withheld(), "redacted, not withheld");
        return kept.body().kept().text();
    }
}
