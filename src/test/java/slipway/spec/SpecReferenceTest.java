package slipway.spec;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import slipway.contract.Contracts;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.testkit.Committed;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// `docs/guide/reference-specs.md` has every key that the readers know, with the type and the range that they insist
/// on: each key is given what it cannot be, and what the reader says of it stands on the page.
class SpecReferenceTest {
    private static final String ABSURD = "-123456789012";
    private static final List<Row> ROWS = Sources.read("src/test/resources/spec-fields.tsv").lines().skip(1)
            .map(line -> line.split("\t", -1)).map(f -> new Row(f[0], f[1], f[2], f[3], f[4], f[5])).toList();

    /// What the sheet says of a key; a default or a range that begins with @ is asked of the code.
    private record Row(String file, String key, String unit, String usual, String range, String meaning) {}

    /// What the reader says of a key: its kind, and from where to where.
    private record Judged(String type, String range) {}

    @Test
    void thePageSaysWhatTheReadersTake() {
        Committed.same("docs/guide/reference-specs.md", page(), SpecReferenceTest.class);
    }

    @Test
    void theSheetHasEveryKeyOfTheReaders() throws ReflectiveOperationException {
        assertEquals(keys(EndpointYaml.class, "KEYS"), sheet("endpoint", ""));
        assertEquals(keys(EndpointExtensionYaml.class, "KEYS"), sheet("endpoint.x-slipway", ""));
        assertEquals(keys(EndpointExtensionYaml.class, "TRAFFIC_KEYS"), sheet("endpoint.x-slipway", "traffic."));
        assertEquals(keys(EndpointExtensionYaml.class, "STICKY_KEYS"), sheet("endpoint.x-slipway", "traffic.sticky."));
        assertEquals(keys(DeploymentYaml.class, "KEYS"), sheet("deployment", ""));
        assertEquals(keys(ExtensionYaml.class, "KEYS"), sheet("deployment.x-slipway", ""));
        assertEquals(keys(ExtensionYaml.class, "RESOURCE_KEYS"), sheet("deployment.x-slipway", "resources."));
        assertEquals(keys(ScaleYaml.class, "KEYS"), sheet("deployment.x-slipway", "scale."));
        assertEquals(keys(SwarmYaml.class, "KEYS"), sheet("deployment.x-slipway", "swarm."));
        assertEquals(keys(WorkspaceReader.class, "KEYS"), sheet("workspace", ""));
    }

    @Test
    void theReaderIsAskedForTypesAndRanges() {
        assertEquals(new Judged("a whole number", "1 to 50"), judged("deployment", "instance_count"));
        assertEquals(new Judged("true or false", ""), judged("endpoint.x-slipway", "access_log"));
        assertEquals(new Judged("a map of keys and values", ""), judged("endpoint", "tags"));
    }

    private static Set<String> keys(Class<?> reader, String name) throws ReflectiveOperationException {
        Field field = reader.getDeclaredField(name);
        field.setAccessible(true);
        return ((Set<?>) Objects.requireNonNull(field.get(null))).stream().map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Keys of one level, without what is below them.
    private static Set<String> sheet(String file, String above) {
        return ROWS.stream().filter(row -> row.file.equals(file) && row.key.startsWith(above))
                .map(row -> row.key.substring(above.length())).filter(key -> !key.contains("."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String page() {
        var page = new StringBuilder(
                """
                        # The files of a workspace, field by field

                        Made from the readers of these files; `SpecReferenceTest` makes it anew. Types and ranges are those that
                        they insist on: what is outside gets a message with file, line and column, and what ran goes on as it was.
                        A key that is not here is kept in the file, named with a note, and has no effect.

                        """);
        table(page, "endpoints/ENDPOINT/endpoint.yml", "endpoint", "Azure ML’s `managedOnlineEndpoint`.");
        table(page, "x-slipway of an endpoint", "endpoint.x-slipway",
                "Under the key `x-slipway` of `endpoint.yml`. See [Endpoints](endpoints.md).");
        table(page, "endpoints/ENDPOINT/DEPLOYMENT.yml", "deployment",
                "Azure ML’s `managedOnlineDeployment`. Paths are relative to the file.");
        table(page, "x-slipway of a deployment", "deployment.x-slipway", "Under the key `x-slipway` of its file.");
        table(page, "slipway.yml", "workspace", "May be missing, and everything in it too.");
        return page.toString().stripTrailing() + "\n";
    }

    private static void table(StringBuilder page, String title, String file, String about) {
        page.append("## ").append(title).append("\n\n").append(about).append("\n\n")
                .append("| Key | Type | Range | Unless said | Meaning |\n|---|---|---|---|---|\n");
        for (Row row : ROWS) {
            if (!row.file.equals(file)) continue;
            Judged judged = judged(row.file, row.key);
            page.append("| `").append(row.key).append("` | ").append(judged.type)
                    .append(row.unit.isEmpty() ? "" : ", " + row.unit).append(" | ")
                    .append(row.range.isEmpty() ? judged.range : asked(row.range)).append(" | ")
                    .append(asked(row.usual)).append(" | ").append(row.meaning).append(" |\n");
        }
        page.append('\n');
    }

    private static String asked(String cell) {
        RequestSettings requests = RequestSettings.DEFAULT;
        ProbeSpec probe = ProbeSpec.DEFAULT;
        return switch (cell) {
            case "@count" -> "1";
            case "@timeout" -> grouped(requests.timeout().toMillis());
            case "@concurrent" -> grouped(requests.maxConcurrentPerInstance());
            case "@wait" -> grouped(requests.maxQueueWait().toMillis());
            case "@delay" -> grouped(probe.initialDelay().toSeconds());
            case "@period" -> grouped(probe.period().toSeconds());
            case "@probe" -> grouped(probe.timeout().toSeconds());
            case "@success" -> grouped(probe.successThreshold());
            case "@failure" -> grouped(probe.failureThreshold());
            case "@logs" -> limit(Quotas.USUAL.logs());
            case "@recordings" -> limit(Quotas.USUAL.recordings());
            case "@reports" -> limit(Quotas.USUAL.reports());
            case "@engines" -> ticked(ExtensionYaml.ENGINES);
            case "@contracts" -> ticked(Contracts.ids());
            default -> cell;
        };
    }

    private static String ticked(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    private static String limit(long bytes) {
        return bytes == 0 ? "no limit" : grouped(bytes / Quotas.MEGA);
    }

    private static String grouped(long number) {
        return String.format(java.util.Locale.ROOT, "%,d", number);
    }

    /// Of the kinds that a value can have, those that the reader refuses say what it wants.
    private static Judged judged(String file, String key) {
        var types = new TreeSet<String>();
        String range = "";
        for (String value : List.of("{one: two}", "[one, two]", ABSURD, "neither")) {
            for (SpecProblem problem : problems(file, key, value)) {
                List<Object> args = problem.problem().args();
                String full = full(file, key);
                if (args.isEmpty() || !args.getFirst().equals(full)) continue;
                if (problem.problem().code().equals("spec.type")) types.add(String.valueOf(args.get(1)));
                if (problem.problem().code().equals("spec.range")) range = range(args);
            }
        }
        return new Judged(types.isEmpty() ? "free" : String.join(", ", types), range);
    }

    private static String range(List<Object> args) {
        long least = ((Number) args.get(2)).longValue();
        long most = ((Number) args.get(3)).longValue();
        if (most == Integer.MAX_VALUE) return least == Integer.MIN_VALUE ? "" : "from " + grouped(least);
        return grouped(least) + " to " + grouped(most);
    }

    private static String full(String file, String key) {
        return file.endsWith("x-slipway") ? "x-slipway." + key : key;
    }

    private static List<SpecProblem> problems(String file, String key, String value) {
        var problems = new SpecProblems(Path.of("file.yml"));
        var lines = new ArrayList<>(List.of(full(file, key).split("\\.", -1)));
        var text = new StringBuilder();
        int depth = 0;
        for (String each : lines) {
            if (depth > 0) text.append('\n');
            text.append("  ".repeat(depth++)).append(each).append(':');
        }
        text.append(' ').append(value).append('\n');
        var root = Objects.requireNonNull(YamlSource.parse(text.toString(), problems).root(), text::toString);
        switch (file.replaceFirst("\\..*", "")) {
            case "endpoint" -> EndpointYaml.read(root, problems);
            case "deployment" -> DeploymentYaml.read(root, Path.of("folder", "file.yml"), "iris", problems);
            default -> new WorkspaceReader(Path.of("")).settings(YamlMap.of(root, problems), problems);
        }
        return problems.errors();
    }
}
