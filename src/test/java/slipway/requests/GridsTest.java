package slipway.requests;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GridsTest {
    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void is(String body, List<String> columns, List<List<String>> rows) {
        Grid grid = Grids.of(bytes(body), "application/json");
        assertNotNull(grid, body);
        assertEquals(columns, grid.columns(), body);
        assertEquals(rows, grid.rows(), body);
    }

    @Test
    void everyContractsAnswerIsATable() {
        is("{\"predictions\": [{\"label\": \"setosa\", \"p\": {\"a\": 0.9, \"b\": 0.1}}, {\"label\": \"x\"}]}", List.of(
                "label", "p.a", "p.b"), List.of(List.of("setosa", "0.9", "0.1"), List.of("x", "", "")));
        is("{\"predictions\": [0.1, 0.25]}", List.of("value"), List.of(List.of("0.1"), List.of("0.25")));
        is("{\"predictions\": {\"columns\": [\"a\", \"b\"], \"data\": [[1, 2]]}}", List.of("a", "b"), List.of(List.of(
                "1", "2")));
        is("[[1, 2], [3]]", List.of("0", "1"), List.of(List.of("1", "2"), List.of("3", "")));
        is("\"[1, 2]\"", List.of("value"), List.of(List.of("1"), List.of("2")));
        is("{\"label\": [1, 2], \"score\": [0.5, 0.25]}", List.of("label", "score"), List.of(List.of("1", "0.5"), List
                .of("2", "0.25")));
        is("{\"model_name\": \"m\", \"outputs\": [{\"name\": \"p\", \"shape\": [2, 2], \"datatype\": \"FP32\", "
                + "\"data\": [1, 2, 3, 4]}, {\"name\": \"l\", \"shape\": [2], \"datatype\": \"INT64\", \"data\": [7, 8]"
                + "}]}", List.of("p[0]", "p[1]", "l"), List.of(List.of("1", "2", "7"), List.of("3", "4", "8")));
        is("{\"a\": 1}\n{\"a\": 2}\n", List.of("a"), List.of(List.of("1"), List.of("2")));
        Grid csv = Grids.of(bytes("0.5,\"a, \"\"b\"\"\"\r\n0.7,c\r\n"), "text/csv");
        assertNotNull(csv);
        assertEquals(List.of("0.5", "a, \"b\""), csv.rows().getFirst());
    }

    @Test
    void whatIsNoTableIsNone() {
        for (String body : List.of("", "{}", "[]", "3", "{\"error\": \"no\"}", "[1, {\"a\": 2}]", "{\"a\": ", "\"x\""))
            assertNull(Grids.of(bytes(body), "application/json"), body);
    }

    @Test
    void numbersAreSortedByValueAndCsvReadsBack() {
        assertEquals(List.of("-1", "2", "1e1", "", "x"), List.of("x", "1e1", "", "2", "-1").stream().sorted(Grid.ORDER)
                .toList());
        String csv = Grid.csv(List.of("a,b", "c"), List.of(List.of("1", "x\"y\nz")));
        Grid read = Objects.requireNonNull(Grids.of(bytes(csv), "text/csv"));
        assertEquals(List.of("a,b", "c"), read.columns());
        assertEquals(List.of(List.of("1", "x\"y\nz")), read.rows());
        // the beginning of a long one ends anywhere
        assertEquals(List.of(List.of("1", "x\"y")), Objects.requireNonNull(Grids.of(bytes(csv.substring(0, csv.length()
                - 5)), "text/csv")).rows());
        assertEquals("1\tx y\n", Grid.tabs(List.of(List.of("1", "x\ty"))));
    }

    @Test
    void imagesAreFoundInJsonAndAsWholeBodies() {
        byte[] png = new byte[80];
        System.arraycopy(new byte[]{(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, 0, png, 0, 8);
        String base64 = Base64.getEncoder().encodeToString(png);
        var found = Pictures.in(bytes("{\"data\":[{\"b64_json\":\"" + base64 + "\"},{\"url\":\"data:image/webp;base64,"
                + base64.replace("iVBOR", "AAAAA") + "\"},\"" + "x".repeat(80) + "\"]}"), "application/json");
        assertEquals(List.of("/data/0/b64_json", "/data/1/url"), found.stream().map(Pictures.Picture::pointer)
                .toList());
        assertEquals("png", found.getFirst().format());
        assertEquals("webp", found.get(1).format());
        assertArrayEquals(png, found.getFirst().bytes().toArray());
        assertEquals("jpeg", Pictures.in(ByteBuffer.wrap(png), "image/jpeg").getFirst().format());
        assertTrue(Pictures.in(bytes("text"), "text/plain").isEmpty());
    }

    @Test
    void streamedPiecesAreRead() {
        var tokens = new Tokens(() -> {});
        tokens.head(200, Map.of("content-type", List.of("text/event-stream; charset=utf-8")));
        feed(tokens, ": ping\r\ndata: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\r\n\r\ndata: {\"choices\":[{"
                + "\"delta\":{\"content\":\"Hel\"}}]}\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"lo ü\"}}]}"
                + "\r\n\r\ndata: {\"choices\":[],\"usage\":{\"completion_tokens\":9}}\r\n\r\ndata: [DONE]\r\n\r\n");
        assertEquals("Hello ü", tokens.take());
        assertEquals("", tokens.take());
        assertEquals(2, tokens.count().pieces());
        assertEquals(9, tokens.count().tokens());
        var lines = new Tokens(() -> {});
        lines.head(200, Map.of("Content-Type", List.of("application/x-ndjson")));
        feed(lines, "{\"response\":\"a\"}\n{\"response\":\"b\",\"eval_count\":2}\n{\"x\":1}\n");
        assertEquals("ab{\"x\":1}\n", lines.take());
        assertEquals(Tokens.Form.NONE, Tokens.form(Map.of("content-type", List.of("application/json"))));
        assertEquals(Tokens.Form.TEXT, Tokens.form(Map.of("content-type", List.of("text/plain"))));
    }

    /// Byte by byte, as a network may cut it.
    private static void feed(Tokens tokens, String text) {
        for (byte each : text.getBytes(StandardCharsets.UTF_8))
            tokens.bytes(new byte[]{each}, 1);
    }
}
