package slipway.serve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.testkit.Covers;
import slipway.testkit.ServerProcess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Every sample model, scored again on its held-out rows through the served route, gives its card's figure.
class SampleModelsIT {
    private static final Path SAMPLES = Path.of(System.getProperty("slipway.basedir", "."), "sample-models");

    @ParameterizedTest
    @CsvSource({"iris,1,accuracy", "iris,2,accuracy", "digits,1,accuracy", "digits,2,accuracy", "diabetes,1,r2",
            "diabetes,2,r2"})
    @Covers({"A013", "A123"})
    void servesItsCardsFigure(String name, String version, String metric) throws Exception {
        Path folder = SAMPLES.resolve(name, version);
        List<String> lines = Files.readAllLines(SAMPLES.resolve(name, "held-out.csv"));
        double card = figure(Files.readString(folder.resolve("README.md")), metric);
        try (ServerProcess server = ServerProcess.start(folder, "oci-byoc")) {
            assertEquals("", server.errors());
            String[] columns = lines.getFirst().split(",");
            List<double[]> rows = lines.stream().skip(1).map(SampleModelsIT::numbers).toList();
            var json = server.post("/predict", body(name, columns, rows), "Content-Type", "application/json");
            assertEquals(200, json.statusCode(), json.body());
            List<Double> predicted = predictions(json.body());
            assertEquals(card, round(score(metric, rows, predicted)), metric + " of the card");
            String csv = rows.stream().map(row -> java.util.Arrays.stream(row, 0, row.length - 1)
                    .mapToObj(String::valueOf).collect(Collectors.joining(","))).collect(Collectors.joining("\n"));
            var second = server.post("/invocations", csv, "Content-Type", "text/csv");
            assertEquals(200, second.statusCode(), second.body());
            assertEquals(predicted, predictions(second.body()), "another contract, the same answer");
        }
        assertTrue(Files.size(folder.resolve("model.onnx")) < 1_000_000);
    }

    @Test
    void theSecondVersionIsBetter() throws Exception {
        for (String name : List.of("iris", "digits", "diabetes")) {
            String metric = name.equals("diabetes") ? "r2" : "accuracy";
            double one = figure(Files.readString(SAMPLES.resolve(name, "1", "README.md")), metric);
            double two = figure(Files.readString(SAMPLES.resolve(name, "2", "README.md")), metric);
            assertTrue(two > one, name);
        }
    }

    private static String body(String name, String[] columns, List<double[]> rows) {
        var mapper = JsonMapper.shared();
        var root = mapper.createObjectNode();
        if (name.equals("digits")) {
            var images = root.putObject("inputs").putArray("image");
            for (double[] row : rows) {
                var image = images.addArray();
                for (int r = 0; r < 8; r++) {
                    var line = image.addArray();
                    for (int c = 0; c < 8; c++)
                        line.add(row[r * 8 + c]);
                }
            }
            return root.toString();
        }
        var split = root.putObject("dataframe_split");
        var names = split.putArray("columns");
        for (int i = 0; i < columns.length - 1; i++)
            names.add(columns[i]);
        var data = split.putArray("data");
        for (double[] row : rows) {
            var line = data.addArray();
            for (int i = 0; i < row.length - 1; i++)
                line.add(row[i]);
        }
        return root.toString();
    }

    private static List<Double> predictions(String body) {
        var list = new ArrayList<Double>();
        for (JsonNode each : JsonMapper.shared().readTree(body).get("predictions")) {
            list.add(each.isObject() ? each.get("label").asDouble() : each.asDouble());
        }
        return list;
    }

    private static double score(String metric, List<double[]> rows, List<Double> predicted) {
        assertEquals(rows.size(), predicted.size());
        double mean = rows.stream().mapToDouble(row -> row[row.length - 1]).average().orElseThrow();
        double right = 0;
        double squares = 0;
        double spread = 0;
        for (int i = 0; i < rows.size(); i++) {
            double target = rows.get(i)[rows.get(i).length - 1];
            if (predicted.get(i) == target) right++;
            squares += Math.pow(target - predicted.get(i), 2);
            spread += Math.pow(target - mean, 2);
        }
        return metric.equals("r2") ? 1 - squares / spread : right / rows.size();
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static double[] numbers(String line) {
        return java.util.Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    private static double figure(String card, String metric) {
        Matcher front = Pattern.compile("metrics: \\{.*?" + metric + ": ([0-9.]+)").matcher(card);
        assertTrue(front.find(), "front matter");
        assertTrue(card.substring(front.end()).contains(metric + " " + front.group(1)), "said in prose too");
        return Double.parseDouble(front.group(1));
    }
}
