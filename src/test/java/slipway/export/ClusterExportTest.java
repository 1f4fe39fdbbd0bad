package slipway.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import slipway.base.Text;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;
import slipway.testkit.Samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The exports to clusters are what the files in `export/` say; after a wanted change write them anew with
/// `-Dslipway.write=true`.
class ClusterExportTest {
    private static final Path GOLDEN = ExportSamples.BASE.resolve("src/test/resources/export");

    static Stream<String> targets() {
        return Stream.of("kserve", "gateway-api", "compose", "swarm");
    }

    private static Exported export(String target, ExportSource source) {
        return ExportTargets.byId(target).orElseThrow().export(source);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void theSampleWorkspace(String target) throws IOException {
        for (String endpoint : new String[]{"iris", "digits", "diabetes"})
            golden(target, endpoint, export(target, ExportSamples.sample(endpoint)));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void anEndpointThatSaysEverything(String target) throws IOException {
        Exported exported = export(target, ExportSamples.everything());
        golden(target, "everything", exported);
        String all = exported.files().stream().map(ExportFile::text).collect(Collectors.joining())
                + exported.differences().stream().map(Difference::text).collect(Collectors.joining());
        assertFalse(all.contains(ExportSamples.SECRET), "no secret is written");
        assertFalse(all.contains(ExportSamples.BASE.toAbsolutePath().normalize() + "/"), "no path of this machine");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void twiceTheSameAndEveryDifferenceHasItsSentence(String target) {
        Exported exported = export(target, ExportSamples.everything());
        assertEquals(exported, export(target, ExportSamples.everything()));
        for (Difference each : exported.differences()) {
            assertTrue(Text.has(each.key()), each.key());
            for (int i = 0; i < each.args().size(); i++)
                assertTrue(each.text().contains(each.args().get(i)), each.key() + " does not say " + i);
        }
        assertEquals(exported.files().size(), exported.files().stream().map(ExportFile::path).distinct().count());
    }

    @Test
    void namesBecomeLabelsOfTheirOwn() {
        assertEquals("iris-blue", DnsLabel.of("iris-blue"));
        String upper = DnsLabel.of("Iris-Blue");
        assertTrue(upper.matches("iris-blue-[0-9a-f]{6}"), upper);
        assertFalse(upper.equals(DnsLabel.of("iris-Blue")), "two names never become one");
        assertEquals(63, DnsLabel.of("a".repeat(70)).length());
        assertEquals(63, DnsLabel.of("a".repeat(63)).length());
        assertTrue(DnsLabel.of("9-").matches("x-[0-9a-f]{6}"));
    }

    @Test
    void twoDeploymentsNeverShareALabelOrAModelsName() {
        assertEquals("iris-blue", DnsLabel.of("iris", "blue"));
        var one = Samples.spec("iris", "v2-blue");
        var other = Samples.spec("iris-v2", "blue");
        assertNotEquals(DnsLabel.of("iris", "v2-blue"), DnsLabel.of("iris-v2", "blue"));
        assertTrue(DnsLabel.of("iris-v2", "blue").matches("iris-v2-blue-[0-9a-f]{6}"));
        assertNotEquals(SageMakerTarget.model(one), SageMakerTarget.model(other));
        assertNotEquals(DnsLabel.of("Iris", "blue"), DnsLabel.of("iris", "blue"));
        assertTrue(DnsLabel.of("a-" + "b".repeat(30), "c".repeat(40)).length() <= 63);
    }

    @Test
    void aRouteHasNoMoreRulesThanItMay() {
        List<DeploymentSpec> specs = IntStream.rangeClosed(1, 20).mapToObj(i -> Samples.spec("iris", "d" + i)).toList();
        Map<String, Integer> traffic = specs.stream().collect(Collectors.toMap(DeploymentSpec::name, each -> 5));
        var endpoint = new EndpointSpec("iris", EndpointSpec.AuthMode.KEY, "", Map.of(), traffic, Map.of());
        Exported exported = export("gateway-api", new ExportSource(endpoint, specs, Map.of("d1", "mlflow"), Map.of(),
                Map.of()));
        String routes = ExportSamples.file(exported, "route.yaml");
        String[] documents = routes.split("---\n", -1);
        assertEquals(3, documents.length, "2 paths, 20 names and the split of each");
        int rules = 0;
        for (String each : documents) {
            int own = each.split("\n    - matches:", -1).length - 1;
            assertTrue(own <= 16, own + " rules");
            rules += own;
        }
        assertEquals(42, rules);
        assertEquals(3, routes.lines().filter(each -> each.startsWith("  name: iris")).distinct().count(), routes);
        assertTrue(exported.differences().stream().anyMatch(each -> each.key().equals("export.gatewayapi.backends")));
    }

    @Test
    void aRouteGoesBelowThePathOfAServerElsewhere() {
        String route = ExportSamples.file(export("gateway-api", ExportSamples.everything()), "route.yaml");
        assertTrue(route.contains("replacePrefixMatch: /base\n"), route);
        assertTrue(route.contains("replaceFullPath: /base/score\n"), route);
    }

    @Test
    void textsStayTexts() {
        var yaml = new ExportYaml().put("on", "yes").put("number", "1").put("words", "a: b #c").put("none", null)
                .put("list", List.of("-", new ExportYaml().put("a", 1).put("b", "x:y"))).put("end", "a:");
        assertEquals("""
                "on": "yes"
                number: "1"
                words: "a: b #c"
                list:
                  - "-"
                  - a: 1
                    b: x:y
                end: "a:"
                """, yaml.toString());
    }

    private static void golden(String target, String name, Exported exported) throws IOException {
        var files = new TreeMap<String, String>();
        exported.files().forEach(each -> files.put(each.path(), each.text()));
        files.put("differences.txt", exported.differences().stream().map(each -> each.kind() + " " + each.deployment()
                + " " + each.field() + ": " + each.text() + "\n").collect(Collectors.joining()));
        Path folder = GOLDEN.resolve(target).resolve(name);
        if (Boolean.getBoolean("slipway.write")) write(folder, files);
        var found = new TreeMap<String, String>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path each : list.toList())
                found.put(each.getFileName().toString(), Files.readString(each));
        }
        assertEquals(found.keySet(), files.keySet());
        files.forEach((path, text) -> assertEquals(found.get(path), text, target + "/" + name + "/" + path));
    }

    private static void write(Path folder, Map<String, String> files) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> old = Files.list(folder)) {
            for (Path each : old.toList())
                Files.delete(each);
        }
        for (var each : files.entrySet())
            Files.writeString(folder.resolve(each.getKey()), each.getValue());
    }
}
