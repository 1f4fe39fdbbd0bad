package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.store.Database;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The catalog of an open workspace: it follows the disk, remembers across restarts, and knows what went away.
class CatalogLiveTest {
    private static final Path ONNX = Sources.base().resolve("src/test/resources/catalog/onnx/initializer.onnx");

    @TempDir
    Path work;

    private Path root;
    private Tasks tasks;
    private Database database;
    private Catalog catalog;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectories(work.resolve("models"));
        tasks = new Tasks();
        database = Database.open(work.resolve("slipway.db"));
        catalog = new Catalog(tasks, List.of(root), work, database);
    }

    @AfterEach
    void close() {
        catalog.close();
        database.close();
        tasks.close();
    }

    private void reopen() throws IOException {
        close();
        open();
    }

    private CatalogView await(Predicate<CatalogView> wanted) {
        return Awaitility.await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(20))
                .until(() -> catalog.view().get(), wanted);
    }

    private static Predicate<CatalogView> shows(String... names) {
        return view -> view.models().stream().map(Model::name).toList().equals(List.of(names));
    }

    private static boolean digested(CatalogView view) {
        return view.models().stream().noneMatch(model -> model.sha256().isEmpty());
    }

    private Path mlflow(String folder, String name) throws IOException {
        Path model = Files.createDirectories(root.resolve(folder));
        Files.writeString(model.resolve("MLmodel"), "artifact_path: " + name + "\nflavors: {x: {}}\n");
        return model;
    }

    @Test
    void whatChangesOnDiskShowsByItself() throws IOException {
        catalog.rescan();
        await(view -> !view.scanning());
        mlflow("team/a", "alpha");
        await(shows("alpha"));
        Files.copy(ONNX, root.resolve("one.onnx"));
        await(shows("alpha", "init_input"));
        Path late = Files.createDirectories(root.resolve("deep/deeper/deepest"));
        await(view -> !view.scanning());
        Files.copy(ONNX, late.resolve("two.onnx"));
        await(shows("alpha", "init_input", "init_input"));
        Files.writeString(root.resolve("team/a/MLmodel"), "artifact_path: beta\nflavors: {x: {}}\n");
        await(shows("beta", "init_input", "init_input"));
        Files.delete(root.resolve("one.onnx"));
        await(shows("beta", "init_input"));
        Path serve = Files.writeString(root.resolve("team/a/serve"), "#!/bin/sh\n");
        await(view -> view.models().getFirst().findings().stream()
                .anyMatch(finding -> finding.rule().equals("sagemaker/serve-not-executable")));
        Files.setPosixFilePermissions(serve, EnumSet.allOf(PosixFilePermission.class));
        await(view -> view.models().getFirst().findings().stream()
                .noneMatch(finding -> finding.rule().equals("sagemaker/serve-not-executable")));
    }

    @Test
    void aFolderBecomesAModelByWhatIsPutTwoFoldersBelow() throws IOException {
        Path version = Files.createDirectories(root.resolve("repo/resnet/1"));
        catalog.rescan();
        await(view -> !view.scanning());
        Files.copy(ONNX, version.resolve("model.onnx"));
        await(view -> view.models().size() == 1 && view.models().getFirst().relativePath().equals("repo"));
        Files.delete(version.resolve("model.onnx"));
        await(view -> view.models().isEmpty());
    }

    @Test
    void aRestartReadsOnlyWhatLooksDifferent() throws IOException {
        Path file = mlflow("a", "alpha").resolve("MLmodel");
        Files.copy(ONNX, root.resolve("one.onnx"));
        Files.writeString(root.resolve("cut.gguf"), "GGUF");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        catalog.rescan();
        CatalogView before = await(view -> view.models().size() == 2 && !view.scanning() && digested(view));
        // the same from outside: who would read it again would see another name
        Files.writeString(file, Files.readString(file).replace("alpha", "omega"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        reopen();
        catalog.rescan();
        CatalogView after = await(view -> view.models().size() == 2 && !view.scanning());
        assertEquals(before.models(), after.models());
        assertEquals(List.of("cut.gguf"), after.problems().stream().map(CatalogView.Broken::path).toList());
        assertEquals(before.problems().getFirst().problem().what(), after.problems().getFirst().problem().what());
        Files.setLastModifiedTime(file, FileTime.fromMillis(2_000_000));
        await(shows("init_input", "omega"));
        CatalogView read = await(CatalogLiveTest::digested);
        assertEquals(Catalog.read(root.resolve("a")).sha256(), read.models().getLast().sha256());
        assertFalse(before.models().getFirst().sha256().equals(read.models().getLast().sha256()));
    }

    @Test
    void whatWentIsMissingUntilItIsBackOrForgotten() throws IOException {
        Path one = mlflow("one", "one");
        Path two = mlflow("two", "two");
        catalog.rescan();
        await(view -> view.models().size() == 2 && digested(view));
        Path aside = Files.move(one, work.resolve("aside"));
        await(view -> view.missing().size() == 1);
        reopen();
        catalog.rescan();
        assertEquals("one", await(view -> view.missing().size() == 1).missing().getFirst().name());
        Files.move(aside, one);
        await(shows("one", "two").and(view -> view.missing().isEmpty()));
        catalog.forget(two);
        Files.delete(two.resolve("MLmodel"));
        Files.delete(two);
        CatalogView without = await(shows("one"));
        assertTrue(without.missing().isEmpty(), without.missing().toString());
        Path elsewhere = Files.move(root, work.resolve("unplugged"));
        await(view -> view.models().isEmpty() && view.missing().size() == 1);
        Files.move(elsewhere, root);
        await(shows("one").and(view -> view.missing().isEmpty()));
    }

    @Test
    void marksFollowAModelThatWasMoved() throws IOException {
        Path one = mlflow("one", "one");
        catalog.rescan();
        await(view -> view.models().size() == 1 && digested(view));
        catalog.mark(one, mark -> mark.archived(true).tagged(List.of("team=risk", "demo", "demo")));
        assertEquals(new Mark(true, List.of("demo", "team=risk")), catalog.view().get().mark(one));
        Path moved = Files.move(one, root.resolve("renamed"));
        await(view -> view.missing().isEmpty() && view.mark(moved).archived() && !view.mark(one).archived());
        catalog.close();
        assertTrue(Files.readString(work.resolve("catalog.json")).contains("\"models/renamed\""));
        reopen();
        catalog.rescan();
        assertEquals(List.of("demo", "team=risk"), await(view -> view.models().size() == 1).mark(moved).tags());
    }

    @Test
    void damagedRowsAndMarksAreNoMoreThanLostMemory() throws IOException {
        mlflow("one", "one");
        catalog.rescan();
        await(view -> view.models().size() == 1 && digested(view));
        database.with(connection -> {
            try (var update = connection.createStatement()) {
                return update.executeUpdate("UPDATE catalog_folder SET body = '{\"edition\": 1, \"files\": [[]'");
            }
        });
        catalog.close();
        Files.writeString(work.resolve("catalog.json"), "{ \"models\": {");
        reopen();
        catalog.rescan();
        await(shows("one"));
        catalog.mark(root.resolve("one"), mark -> mark.archived(true));
        catalog.close();
        assertTrue(Files.readString(work.resolve("catalog.json")).contains("archived"));
        try (var kept = Files.newDirectoryStream(work, "catalog.json.unreadable-*")) {
            assertEquals("{ \"models\": {", Files.readString(kept.iterator().next()));
        }
    }
}
