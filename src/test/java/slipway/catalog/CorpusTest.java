package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/// Reads a corpus of real artifacts, where there is one (`-Dslipway.corpus=DIR`), and compares each with what its
/// manifest expects: a table of tabs whose last column is a JSON object.
class CorpusTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CORPUS = System.getProperty("slipway.corpus", "");

    @Test
    void everyRowIsAsExpected() throws IOException {
        Assumptions.assumeFalse(CORPUS.isEmpty(), "no corpus: give -Dslipway.corpus=DIR");
        Path corpus = Path.of(CORPUS);
        var failures = new ArrayList<String>();
        var counted = new TreeMap<String, Integer>();
        List<String> rows = Files.readAllLines(corpus.resolve("MANIFEST.tsv"));
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split("\t", -1);
            JsonNode expected = JSON.readTree(cells[cells.length - 1]);
            List<String> wrong = CorpusRow.differences(read(corpus.resolve(cells[0])), expected);
            counted.merge(expected.path("kind").asString(""), 1, Integer::sum);
            wrong.forEach(difference -> failures.add(cells[0] + ": " + difference));
        }
        System.out.println("corpus rows by kind: " + counted);
        failures.forEach(System.out::println);
        assertFalse(counted.isEmpty());
        assertEquals(List.of(), failures);
    }

    /// A model, `damaged` or nothing.
    private static CorpusRow.Result read(Path path) {
        try {
            return new CorpusRow.Result(Catalog.read(path), null);
        } catch (StudioException e) {
            return new CorpusRow.Result(null, e.problem().code());
        }
    }

    /// Words of the corpus that are others here.
    static final Map<String, String> FORMATS = Map.ofEntries(Map.entry("triton-config", "triton-repository"),
            Map.entry("keras-h5", "keras"), Map.entry("keras-v3-zip", "keras"), Map.entry("coreml-mlmodel", "coreml"),
            Map.entry("coreml-mlmodelc", "coreml"), Map.entry("joblib", "pickle"),
            Map.entry("pytorch-legacy-pickle", "pytorch-pickle"), Map.entry("pytorch-zip", "pytorch-pickle"),
            Map.entry("lightgbm-text", "lightgbm"), Map.entry("catboost-cbm", "catboost"),
            Map.entry("xgboost-ubj", "xgboost"), Map.entry("xgboost-json", "xgboost"),
            Map.entry("xgboost-binary-legacy", "xgboost"), Map.entry("azure-online-deployment", "azureml"),
            Map.entry("azure-online-endpoint", "azureml"),
            Map.entry("azureml-yaml", "azureml"), Map.entry("torchserve-mar", "torchserve-archive"));
}
