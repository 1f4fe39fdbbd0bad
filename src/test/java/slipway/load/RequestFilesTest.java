package slipway.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.contract.Contracts;
import slipway.contract.Signature;
import slipway.contract.Tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RequestFilesTest {
    private static final RowForm ROWS = new RowForm.Split("input_data");

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> bodies(RequestSet set) {
        return set.requests().stream().map(each -> each.body().text()).toList();
    }

    @Test
    void aLineABody() throws IOException {
        Path file = file("a.jsonl", "{\"x\":1}\n\n{\"x\":2}\n");
        assertEquals(List.of("{\"x\":1}", "{\"x\":2}"), bodies(RequestFiles.read(file, null, ROWS)));
        refused("load.file-json", folder.resolve("b.jsonl") + ":3", file("b.jsonl", "{}\n{}\n{\"x\":\n"));
        refused("load.file-empty", folder.resolve("c.jsonl").toString(), file("c.jsonl", "\n"));
    }

    @Test
    void aRowABody() throws IOException {
        Path file = file("a.csv", "\uFEFFage, name,ok\r\n1,\"A, \"\"b\"\"\nc\",true\r\n-2.5,x,\r\n");
        assertEquals(List.of(
                "{\"input_data\":{\"columns\":[\"age\",\"name\",\"ok\"],\"data\":[[1,\"A, \\\"b\\\"\\nc\",true]]}}",
                "{\"input_data\":{\"columns\":[\"age\",\"name\",\"ok\"],\"data\":[[-2.5,\"x\",null]]}}"),
                bodies(RequestFiles.read(file, null, ROWS)));
        assertEquals("{\"instances\":[{\"age\":1,\"name\":\"A, \\\"b\\\"\\nc\",\"ok\":true}]}",
                bodies(RequestFiles.read(file, null, new RowForm.Records("instances"))).getFirst());
        assertEquals("{\"years\": -2.5, \"who\": \"x\"}", bodies(
                RequestFiles.read(file, null, new RowForm.Template("{\"years\": {{age}}, \"who\": {{name}}}")))
                .getLast());
        assertEquals("{\"instances\":[{\"n\":\"007\"}]}",
                bodies(RequestFiles.read(file("n.csv", "n\n007\n"), null, new RowForm.Records("instances")))
                        .getFirst());
        ArrivalsTest.refused("load.template-column",
                () -> RequestFiles.read(file, null, new RowForm.Template("{\"x\": {{agee}}}")));
    }

    @Test
    void aRowThatDoesNotFitIsNamedWithItsLine() throws IOException {
        refused("load.csv-cells", folder.resolve("a.csv") + ":4", file("a.csv", "a,b\n\"1\n\",2\n3\n"));
        refused("load.csv-quote", folder.resolve("b.csv") + ":2", file("b.csv", "a,b\n1,\"2\n"));
        refused("load.file-empty", folder.resolve("c.csv").toString(), file("c.csv", "a,b\n"));
        Path latin = Files.write(folder.resolve("d.csv"), "a\n\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        refused("load.file-text", latin.toString(), latin);
        refused("load.file", folder.resolve("none").toString(), folder.resolve("none"));
    }

    @Test
    void aContractSaysHowItsRowsLook() throws IOException {
        var signature = new Signature(List.of(new Tensor("age", "int64", List.of(-1)),
                new Tensor("name", "string", List.of(-1))), List.of(), true);
        var rows = new RowForm.Contract(Contracts.byId("mlflow").orElseThrow(), signature, "m");
        assertEquals("{\"dataframe_split\":{\"columns\":[\"age\",\"name\"],\"data\":[[1,\"x\"]]}}",
                bodies(RequestFiles.read(file("a.csv", "name,age\nx,1\n"), null, rows)).getFirst());
        ArrivalsTest.refused("load.row-column", () -> RequestFiles.read(file("b.csv", "name\nx\n"), null, rows));
    }

    @Test
    void rowsAreATensorsOrSpeakForThemselves() throws IOException {
        Path file = file("t.csv", "a,b\n1,2.5\n3,4\n");
        var oneTensor = new Signature(List.of(new Tensor("X", "float32", List.of(-1, 2))), List.of(), false);
        assertEquals(List.of("{\"inputs\":[{\"name\":\"X\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2.5]}]}",
                "{\"inputs\":[{\"name\":\"X\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[3,4]}]}"),
                bodies(RequestFiles.read(file, null, contract("oip-v2", oneTensor))));
        assertEquals("{\"dataframe_split\":{\"columns\":[\"a\",\"b\"],\"data\":[[1,2.5]]}}",
                bodies(RequestFiles.read(file, null, contract("mlflow", Signature.UNKNOWN))).getFirst());
        assertTrue(bodies(RequestFiles.read(file, null, contract("azureml", Signature.UNKNOWN))).getFirst()
                .contains("[[1,2.5]]"));
        RequestSet csv = RequestFiles.read(file, null, contract("sagemaker", Signature.UNKNOWN));
        assertEquals(2, csv.requests().size());
    }

    private static RowForm contract(String id, Signature signature) {
        return new RowForm.Contract(Contracts.byId(id).orElseThrow(), signature, "m");
    }

    @Test
    void aFolderIsReadInTheOrderOfItsNames() throws IOException {
        file("b.json", "2");
        file("a.csv", "1");
        file(".hidden", "3");
        RequestSet set = RequestFiles.read(folder, null, ROWS);
        assertEquals(List.of("1", "2"), bodies(set));
        assertEquals(List.of(Map.of("content-type", "text/csv"), Map.of("content-type", "application/json")),
                set.requests().stream().map(LoadRequest::headers).toList());
        assertEquals("application/x", RequestFiles.read(folder, "application/x", ROWS).requests().getFirst().headers()
                .get("content-type"));
    }

    @Test
    void wholeRequestsWithWeights() throws IOException {
        RequestSet set = RequestFiles.one(file("a.requests.json", """
                [{"path": "/health"}, {"path": "/score", "headers": {"X-A": "1"}, "body": {"x": 1}, "weight": 9}]
                """), null);
        assertEquals(RequestSet.Order.WEIGHTED, set.order());
        assertEquals(new LoadRequest("GET", "/health", Map.of(), slipway.base.Bytes.EMPTY, 1),
                set.requests().getFirst());
        assertEquals(new LoadRequest("POST", "/score", Map.of("x-a", "1", "content-type", "application/json"),
                slipway.base.Bytes.utf8("{\"x\":1}"), 9), set.requests().getLast());
        refused("load.requests-form", folder.resolve("b.requests.json").toString(), file("b.requests.json", "{}"));
        // as one body it is what its name says nothing of
        assertEquals("a,b\n1\n", RequestFiles.one(file("c.csv", "a,b\n1\n"), null).requests().getFirst().body().text());
    }

    private static void refused(String code, String where, Path file) {
        var problem = assertThrows(StudioException.class, () -> RequestFiles.read(file, null, ROWS)).problem();
        assertEquals(code, problem.code());
        assertTrue(problem.what().contains(where), problem.what());
    }
}
