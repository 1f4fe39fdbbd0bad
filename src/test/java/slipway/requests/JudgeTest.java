package slipway.requests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JudgeTest {
    private static final String BODY = "{\"id\": \"x1\", \"predictions\": [{\"label\": 0, \"p\": 0.9810000000001}, "
            + "{\"label\": 2, \"p\": 0.5}], \"name\": \"iris\"}";
    @TempDir
    Path folder;

    @Test
    void judgesEachKind() throws Exception {
        Files.writeString(folder.resolve("s.json"), """
                {"type": "object", "required": ["predictions"], "properties": {"predictions": {"type": "array",
                 "minItems": 2, "items": {"type": "object", "required": ["label"]}}}}""");
        Files.writeString(folder.resolve("strict.json"), "{\"properties\": {\"name\": {\"type\": \"integer\"}}}");
        Files.writeString(folder.resolve("remote.json"), "{\"$ref\": \"http://127.0.0.1:1/s.json\"}");
        Files.writeString(folder.resolve("g.json"), BODY.replace("x1", "x2").replace("0.5}", "0.50001}"));
        for (String holds : List.of("status 200", "status 2xx", "latency 10 ms", "latency 0.01 s",
                "header content-type = application/json", "header Content-Type ~ ^app",
                "json $.predictions[0].label = 0",
                "json $.predictions[0].p = 0.981", "json $.predictions[*].label = [0, 2]", "json $.name = iris",
                "json $.name = \"iris\"", "json $.name ~ ^ir", "json $.predictions[1].p > 0.4",
                "json $.predictions[1].p <= 0.5", "json $.name exists", "json $..p exists", "json $.name != rose",
                "json $.predictions[?(@.label == 2)].p = [0.5]", "schema s.json",
                "golden g.json ignore=id relative=1e-3"))
            assertTrue(one(holds).holds(), holds + ": " + one(holds).found());
        for (String fails : List.of("status 201", "status 5xx", "latency 1 ms", "header x exists",
                "json $.predictions[0].label = 1", "json $.none exists", "json $.name > 3", "json $.x[ = 1",
                "schema strict.json", "schema remote.json", "schema none.json", "golden g.json",
                "golden g.json ignore=id",
                "golden g.json what=1", "json $..none exists"))
            assertFalse(one(fails).holds(), fails);
        assertTrue(one("golden g.json ignore=id").found().contains("/predictions/1/p"));
        assertTrue(one("schema strict.json").found().contains("/name"));
    }

    @Test
    @Timeout(60)
    void aPatternThatNeverEndsIsGivenUp() {
        String text = "{\"t\": \"" + "a".repeat(40) + "!\"}";
        for (String slow : List.of("json $.t ~ ^(a+)+\\1!b", "json $.t ~ (.*a){25}b"))
            assertEquals("the pattern takes too long; one without nested repetitions ends", one(slow, text).found());
        assertFalse(one("json $.t ~ (a|b)*c", "{\"t\": \"" + "ab".repeat(50_000) + "\"}").holds());
        assertTrue(one("json $.t ~ [", text).found().startsWith("the pattern cannot be read: "));
    }

    @Test
    void linesReadBackAsTheyWereWritten() {
        for (String line : List.of("status 2xx", "latency 100 ms", "header a = b", "header a exists",
                "json $.a[?(@.b > 1)].c = {\"x\": 1}", "schema ./a.json", "golden ./g.json absolute=0.1"))
            assertEquals(line, Expectation.parse(line).orElseThrow().text());
        for (String line : List.of("status", "status abc", "latency fast", "json $.a", "what 1", ""))
            assertTrue(Expectation.parse(line).isEmpty(), line);
    }

    @Test
    void noAnswerHoldsNothing() {
        var none = new Exchange(0, "e", 0, draft(), 0, Map.of(), Bytes.EMPTY, 1, 0, "", "", "", false, null);
        assertFalse(new Judge(folder).judge(List.of(Expectation.parse("latency 9 s").orElseThrow()), none).getFirst()
                .holds());
    }

    @Test
    void anAnswerInAFileIsJudgedWhole() throws Exception {
        String body = "{\"text\": \"" + "x".repeat(Sender.IN_MEMORY) + "\", \"last\": 7}";
        Path file = Files.writeString(folder.resolve("long.body"), body);
        var began = new Exchange(0, "e", 0, draft(), 200, Map.of(), Bytes.utf8(body.substring(0, Sender.IN_MEMORY)), 1,
                0, "", "", "", false, null, Received.plain(body.length()).in(file));
        var expected = List.of(Expectation.parse("status 200").orElseThrow(), Expectation.parse("json $.last = 7")
                .orElseThrow());
        assertEquals(List.of(true, true), holds(expected, began));
        Files.delete(file);
        assertEquals(List.of(true, false), holds(expected, began));
    }

    private List<Boolean> holds(List<Expectation> expected, Exchange answer) {
        return new Judge(folder).judge(expected, answer).stream().map(Judge.Outcome::holds).toList();
    }

    private Judge.Outcome one(String line) {
        return one(line, BODY);
    }

    private Judge.Outcome one(String line, String body) {
        var exchange = new Exchange(0, "e", 0, draft(), 200, Map.of("Content-Type", List.of("application/json")), Bytes
                .utf8(body), 5_000_000, 0, "", "", "", false, null);
        return new Judge(folder).judge(List.of(Expectation.parse(line).orElseThrow()), exchange).getFirst();
    }

    private static Draft draft() {
        return new Draft("n", "GET", "http://a/", Map.of(), "");
    }
}
