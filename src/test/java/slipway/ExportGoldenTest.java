package slipway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.Tasks;
import slipway.export.Difference;
import slipway.export.ExportFile;
import slipway.export.ExportSource;
import slipway.export.ExportTarget;
import slipway.export.ExportTargets;
import slipway.export.Exported;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec;
import slipway.testkit.Covers;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What the endpoints of the sample, and one with everything, are on other platforms. With `-Dslipway.write=true` the
/// files to compare with are written anew.
class ExportGoldenTest {
    private static final Path GOLDEN = Sources.base().resolve("src/test/resources/export");
    private static final Path EVERYTHING = GOLDEN.resolve("workspace");
    private static final Path SAMPLE = Sources.base().resolve("sample-models");
    /// Stands in every value of the workspace that is secret.
    private static final String SECRET = "s3cr3t";

    @ParameterizedTest
    @ValueSource(strings = {"azureml", "oci", "sagemaker", "databricks"})
    @Covers({"A002", "A033", "A036", "A064", "A075", "A187", "A203", "A205", "A206", "A216"})
    void filesAndDifferencesAreThese(String target) throws Exception {
        for (ExportSource source : sources(SAMPLE, EVERYTHING)) {
            Path folder = GOLDEN.resolve(target).resolve(source.endpoint().name());
            var found = texts(ExportTargets.byId(target).orElseThrow().export(source));
            if (Boolean.getBoolean("slipway.write")) write(folder, found);
            assertEquals(String.join("\n", read(folder).keySet()), String.join("\n", found.keySet()), target);
            read(folder).forEach((path, text) -> assertEquals(text, found.get(path), target + " " + path));
        }
    }

    @Test
    void everyTargetGivesTheSameTwiceAndElsewhere(@TempDir Path folder) throws Exception {
        copy(EVERYTHING, folder);
        for (ExportTarget target : ExportTargets.ALL) {
            for (Path root : List.of(EVERYTHING, folder)) {
                assertEquals(target.export(sources(EVERYTHING).getFirst()), target.export(sources(root).getFirst()),
                        target.id());
            }
        }
    }

    @Test
    void noTargetWritesSecretsOrPathsOfThisMachine() throws Exception {
        for (ExportTarget target : ExportTargets.ALL) {
            for (ExportSource source : sources(SAMPLE, EVERYTHING)) {
                Exported exported = target.export(source);
                exported.files().forEach(file -> clean(target, file.path(), file.text()));
                exported.differences().forEach(each -> clean(target, each.field(), each.text()));
            }
        }
    }

    private static void clean(ExportTarget target, String where, String text) {
        assertFalse(text.contains(SECRET), target.id() + " tells a secret in " + where);
        assertFalse(text.contains(Sources.base().toString()), target.id() + " names a folder of here in " + where);
        assertFalse(text.contains("[export."), target.id() + " has no text: " + text);
    }

    @Test
    void filesOfEveryTargetStayInTheirFolder() throws Exception {
        for (ExportTarget target : ExportTargets.ALL) {
            for (ExportSource source : sources(SAMPLE, EVERYTHING)) {
                Exported exported = target.export(source);
                List<String> paths = exported.files().stream().map(ExportFile::path).toList();
                assertEquals(paths.stream().distinct().toList(), paths, target.id());
                for (String path : paths)
                    assertTrue(Path.of("/out").resolve(path).normalize().startsWith("/out/"), path);
                for (ExportFile file : exported.files())
                    assertTrue(file.text().endsWith("\n"), target.id() + " " + file.path());
            }
        }
    }

    @Test
    void everyTargetMarksTheSecrets() throws Exception {
        for (ExportTarget target : ExportTargets.ALL) {
            List<String> byHand = target.export(sources(EVERYTHING).getFirst()).differences().stream()
                    .filter(each -> each.kind() == Difference.Kind.BY_HAND).map(Difference::text).toList();
            for (String name : List.of("API_TOKEN", "DATABASE"))
                assertTrue(byHand.stream().anyMatch(text -> text.contains(name)), target.id() + " " + name);
        }
    }

    private static List<ExportSource> sources(Path... roots) throws Exception {
        var all = new ArrayList<ExportSource>();
        for (Path root : roots) {
            try (Tasks tasks = new Tasks(); Workspace workspace = Workspace.open(root, tasks)) {
                WorkspaceSpec spec = workspace.spec().get();
                for (var folder : spec.endpoints())
                    all.add(Exporting.of(spec).source(folder.name(), null));
            }
        }
        return all;
    }

    private static SortedMap<String, String> texts(Exported exported) {
        var texts = new TreeMap<String, String>();
        exported.files().forEach(file -> texts.put(file.path(), file.text()));
        var differences = new StringBuilder();
        for (Difference each : exported.differences()) {
            differences.append(String.join(" · ", each.kind().name(), each.deployment(), each.field(), each.text()))
                    .append('\n');
        }
        texts.put("differences.txt", differences.toString());
        return texts;
    }

    private static SortedMap<String, String> read(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList())
                texts.put(file.getFileName().toString(), Files.readString(file));
        }
        return texts;
    }

    private static void write(Path folder, SortedMap<String, String> texts) throws IOException {
        Files.createDirectories(folder);
        for (String old : read(folder).keySet())
            Files.delete(folder.resolve(old));
        for (var each : texts.entrySet())
            Files.writeString(folder.resolve(each.getKey()), each.getValue());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
