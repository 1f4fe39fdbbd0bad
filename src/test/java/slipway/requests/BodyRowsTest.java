package slipway.requests;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BodyRowsTest {
    private static BodyRows rows(String text, boolean pretty) {
        return BodyRows.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8, pretty);
    }

    private static String text(BodyRows rows) {
        return IntStream.range(0, rows.size()).mapToObj(i -> rows.get(i).text()).collect(Collectors.joining("\n"));
    }

    @Test
    void laysJsonOutAnew() {
        assertEquals("""
                {
                  "predictions": [
                    {"label": 0, "name": "set, \\"osa\\"", "none": {}},
                    [0.1, 2.50e3]
                  ],
                  "ok": true
                }""".replace("{\"label\": 0, \"name\": \"set, \\\"osa\\\"\", \"none\": {}}", """
                {
                      "label": 0,
                      "name": "set, \\"osa\\"",
                      "none": {}
                    }"""), text(rows("{\"predictions\":[{\"label\":0,\"name\":\"set, \\\"osa\\\"\",\"none\":{}},"
                + "[0.1,2.50e3]],\"ok\":true}", true)));
        assertEquals("{\"a\": 1}\n{\"a\": 2}", text(rows("{\"a\":1}\n{\"a\":2}\n", true)), "lines of JSON");
        assertEquals("3.5", text(rows("3.5", true)));
        assertEquals("[]", text(rows(" [ \n ] ", true)));
    }

    @Test
    void theBeginningIsThatOfTheWhole() {
        String text = "[" + "{\"a\": [1, {\"b\": 2}]},".repeat(2_000) + "3]";
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        BodyRows all = BodyRows.of(bytes, StandardCharsets.UTF_8, true);
        BodyRows first = BodyRows.beginning(bytes, StandardCharsets.UTF_8, true, 1_000);
        assertEquals(1_000, first.size());
        assertFalse(first.whole());
        assertFalse(first.open());
        for (int i = 0; i < first.size(); i++)
            assertEquals(all.get(i), first.get(i));
        assertTrue(all.whole());
        assertTrue(BodyRows.beginning(bytes, StandardCharsets.UTF_8, true, all.size() + 1).whole());
    }

    @Test
    void halfOfJsonIsLaidOutAndSaid() {
        BodyRows half = rows("{\"a\": [1, 2, {\"b\": \"c", true);
        assertEquals(BodyRows.Kind.JSON, half.kind());
        assertTrue(half.open());
        assertEquals("{\n  \"a\": [\n    1,\n    2,\n    {\n      \"b\": \"c", text(half));
        assertFalse(rows("{\"a\": 1}", true).open());
    }

    @Test
    void whatIsNoJsonStaysAsItCame() {
        for (String text : List.of("{\"a\" 1}", "[1 2, {\"b\":[3]}]", "{x}", "[1}", "{\"a\": [1}]}")) {
            BodyRows rows = rows(text, true);
            assertEquals(BodyRows.Kind.TEXT, rows.kind(), text);
            assertEquals(text, text(rows));
            assertTrue(rows.fault() >= 0, text);
        }
        assertEquals("<html>\n</html>", text(rows("<html>\r\n</html>", true)));
        assertEquals(0, rows("", true).size());
    }

    @Test
    void bytesThatAreNoTextAreShownAsBytes() {
        BodyRows hex = BodyRows.of(ByteBuffer.wrap(new byte[]{0, 1, 65, -1}), StandardCharsets.UTF_8, true);
        assertEquals(BodyRows.Kind.HEX, hex.kind());
        assertEquals(1, hex.size());
        assertTrue(hex.get(0).text().startsWith("00000000  00 01 41 ff "));
        assertTrue(hex.get(0).text().endsWith("..A."));
        BodyRows odd = BodyRows.of(ByteBuffer.wrap(new byte[]{'[', '"', (byte) 0xe4, '"', ']'}),
                StandardCharsets.UTF_8, true);
        assertTrue(odd.malformed());
        assertEquals("[\"\uFFFD\"]", odd.get(0).text());
        BodyRows latin = BodyRows.of(ByteBuffer.wrap(new byte[]{(byte) 0xe4}), BodyRows.charset(
                "text/plain; charset=ISO-8859-1"), true);
        assertEquals("ä", latin.get(0).text());
        assertFalse(latin.malformed());
    }

    @Test
    void longStringsGoOnInTheNextRowAndLoseNothing() {
        String text = "[\"" + "aü€😀".repeat(1_000) + "\",{\"" + "k".repeat(900) + "\":[1]}]";
        BodyRows rows = rows(text, true);
        assertTrue(rows.size() > 10);
        assertTrue(rows.get(2).goesOn());
        assertTrue(IntStream.range(0, rows.size()).allMatch(i -> rows.get(i).text().length() < 500));
        assertEquals(text, text(rows).replaceAll("[\n ]", ""));
        assertEquals(text, text(rows(text, false)).replace("\n", ""));
    }

    @Test
    void anyJsonStaysTheSameAndEveryRowIsFoundByItsOffset() throws Exception {
        var random = new Random(7);
        for (int round = 0; round < 60; round++) {
            String json = value(random, 0);
            BodyRows rows = rows(json, true);
            assertEquals(BodyRows.Kind.JSON, rows.kind(), json);
            assertEquals(JsonMapper.shared().readTree(json), JsonMapper.shared().readTree(text(rows)));
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            for (int offset : rows.find("zebra", 50)) {
                assertEquals("zebra", new String(bytes, offset, 5, StandardCharsets.UTF_8).toLowerCase(
                        java.util.Locale.ROOT));
                assertTrue(rows.get(rows.rowAt(offset)).text().toLowerCase(java.util.Locale.ROOT).contains("zebra"));
            }
        }
    }

    private static String value(Random random, int depth) {
        int kind = random.nextInt(depth > 5 ? 3 : 6);
        return switch (kind) {
            case 0 -> String.valueOf(random.nextDouble());
            case 1 -> random.nextBoolean() ? "\"Zebra\\n\\\"\"" : "null";
            case 2 -> "\"\"";
            case 3, 4 -> "[" + list(random, depth, "") + "]";
            default -> "{" + list(random, depth, "k") + "}";
        };
    }

    private static String list(Random random, int depth, String key) {
        return IntStream.range(0, random.nextInt(12)).mapToObj(i -> (key.isEmpty()
                ? ""
                : "\"zebra" + i + "\" : ") + value(random, depth + 1)).collect(Collectors.joining(" ,"));
    }
}
