package slipway.testkit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The request bodies of MLflow's documents, with a model's own columns and a row of it twice in place of `a` and `b`.
public final class MlflowForms {
    private static final String JSON = "application/json";

    private MlflowForms() {}

    /// One request, and the status that a server of MLflow answers.
    public record Form(String name, String contentType, String body, int status) {}

    /// What the documents show, and what they say is refused.
    public static List<Form> of(List<String> columns, List<Double> row) {
        String names = columns.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
        String one = row.toString();
        String rows = "[" + one + "," + one + "]";
        String named = pairs(columns, row.stream().map(String::valueOf).toList());
        String byColumn = pairs(columns, row.stream().map(value -> "[" + value + "," + value + "]").toList());
        String split = "\"dataframe_split\":{\"columns\":[" + names + "],\"data\":" + rows;
        String line = row.stream().map(String::valueOf).collect(Collectors.joining(",")) + "\n";
        return List.of(
                new Form("split with an index and parameters", JSON, "{" + split
                        + ",\"index\":[0,1]},\"params\":{\"temperature\":0.5}}", 200),
                new Form("split", JSON, "{" + split + "}}", 200),
                new Form("records", JSON, "{\"dataframe_records\":[" + named + "," + named + "]}", 200),
                new Form("instances", JSON, "{\"instances\":" + rows + "}", 200),
                new Form("named instances", JSON, "{\"instances\":[" + named + "," + named + "]}", 200),
                new Form("inputs", JSON, "{\"inputs\":" + rows + "}", 200),
                new Form("inputs by column", JSON, "{\"inputs\":" + byColumn + "}", 200),
                new Form("UTF-8 said", JSON + "; charset=utf-8", "{\"instances\":" + rows + "}", 200),
                new Form("csv", "text/csv", String.join(",", columns) + "\n" + line + line, 200),
                new Form("a bare list", JSON, rows, 400),
                new Form("two keys", JSON, "{\"instances\":" + rows + ",\"inputs\":" + rows + "}", 400),
                new Form("no key", JSON, "{\"params\":{}}", 400),
                new Form("records that are no list", JSON, "{\"dataframe_records\":" + named + "}", 400),
                new Form("another charset", JSON + "; charset=latin1", "{\"instances\":" + rows + "}", 415),
                new Form("csv by its wrong name", "application/csv", line, 415));
    }

    private static String pairs(List<String> names, List<String> values) {
        return IntStream.range(0, names.size()).mapToObj(i -> "\"" + names.get(i) + "\":" + values.get(i))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
