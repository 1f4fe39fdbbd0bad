package slipway.requests;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.StudioException;
import slipway.requests.TableBody.Form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PayloadTest {
    @TempDir
    Path folder;

    @Test
    void tensorsGoAsBytes() {
        String json = """
                {"id": "7", "inputs": [{"name": "a", "shape": [1, 2], "datatype": "FP32", "data": [[1.5, -2]]},
                  {"name": "b", "shape": [1], "datatype": "BYTES", "data": ["é"]},
                  {"name": "c", "shape": [2], "datatype": "BOOL", "data": [true, false]},
                  {"name": "d", "shape": [1], "datatype": "BF16", "data": [1.0]},
                  {"name": "e", "shape": [1], "datatype": "UINT64", "data": [18446744073709551615]},
                  {"name": "f", "shape": [1], "datatype": "FP16", "data": [0.5]}]}""";
        BinaryTensors made = BinaryTensors.encode(json);
        JsonNode head = JsonMapper.shared().readTree(Arrays.copyOf(made.body().toArray(), made.jsonBytes()));
        assertEquals("7", head.path("id").asString());
        assertEquals(8, head.at("/inputs/0/parameters/binary_data_size").asInt());
        assertTrue(head.at("/inputs/0/data").isMissingNode());
        ByteBuffer raw = ByteBuffer
                .wrap(made.body().toArray(), made.jsonBytes(), made.body().length() - made.jsonBytes()).order(
                        ByteOrder.LITTLE_ENDIAN);
        assertEquals(1.5f, raw.getFloat());
        assertEquals(-2f, raw.getFloat());
        assertEquals(2, raw.getInt());
        assertEquals("é", StandardCharsets.UTF_8.decode(raw.slice(raw.position(), 2)).toString());
        raw.position(raw.position() + 2);
        assertEquals(1, raw.get());
        assertEquals(0, raw.get());
        assertEquals(0x3f80, raw.getShort());
        assertEquals(-1L, raw.getLong());
        assertEquals(0x3800, raw.getShort());
        assertEquals(0, raw.remaining());
        assertEquals("FP32", BinaryTensors.inputs(json).getFirst().datatype());
        assertThrows(StudioException.class, () -> BinaryTensors.encode(json.replace("[1, 2]", "[3]")));
        assertThrows(StudioException.class, () -> BinaryTensors.encode("[]"));
        var draft = new Draft("n", "POST", "http://a/", Map.of("inference-header-content-length", "auto",
                "Content-Type", "application/json"), json);
        assertEquals(Map.of("inference-header-content-length", String.valueOf(made.jsonBytes()), "Content-Type",
                "application/octet-stream"), Payload.of(draft).headers());
    }

    @Test
    void aBodyThatNamesAFileIsThatFile() throws Exception {
        Path file = Files.writeString(folder.resolve("x y.csv"), "1,2\n");
        var draft = new Draft("n", "POST", "http://a/", Map.of(), "< ./x y.csv");
        Draft here = Payload.from(folder, draft);
        assertEquals(4, Payload.of(here).length());
        assertEquals(Optional.empty(), Payload.file("<xml>"));
        assertEquals(Optional.empty(), Payload.file("< a\n< b"));
        assertEquals("< x y.csv", Payload.relative(folder, folder, new Draft("n", "POST", "", Map.of(), Payload.naming(
                file))).body());
        assertThrows(StudioException.class, () -> Payload.of(Payload.from(folder, new Draft("n", "POST", "", Map.of(),
                "< none"))));
    }

    @Test
    void tablesReadAndWriteTheSame() {
        for (String json : List.of(
                "{\"dataframe_split\":{\"columns\":[\"a\",\"b\"],\"data\":[[1,\"x\"],[2.50,\"1\"]]},\"params\":{\"k\":1}}",
                "{\"dataframe_records\":[{\"a\":null,\"b\":true},{\"a\":[1,2],\"b\":\"\"}]}",
                "{\"instances\":[[1,2],[3,4]]}",
                "{\"inputs\":{\"a\":[1,2],\"b\":[\"x\",\"y\"]}}",
                "{\"input_data\":{\"columns\":[\"a\"],\"data\":[[1]]}}")) {
            TableBody table = TableBody.read(json, "application/json").orElseThrow();
            assertEquals(JsonMapper.shared().readTree(json), JsonMapper.shared().readTree(table.text()), json);
        }
        TableBody csv = TableBody.read("a,\"b, c\"\n1,\"x\"\"y\nz\"\n", "text/csv").orElseThrow();
        assertEquals(List.of("a", "b, c"), csv.columns());
        assertEquals("a,\"b, c\"\n1,\"x\"\"y\nz\"\n", csv.text());
        assertEquals(Form.CSV_ROWS, TableBody.read("1,2\n3,4\n", "text/csv").orElseThrow().form());
        for (String none : List.of("{}", "[1]",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]}",
                "{\"instances\":[[1],[1,2]]}", "no json"))
            assertTrue(TableBody.read(none, "application/json").isEmpty(), none);
        assertTrue(TableBody.read("a,b\n1\n", "text/csv").isEmpty());
        assertTrue(TableBody.read("\"a", "text/csv").isEmpty());
    }
}
