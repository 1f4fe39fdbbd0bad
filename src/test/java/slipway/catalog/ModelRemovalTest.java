package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.catalog.ModelImport.How;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What is removed can be put back, nobody’s model is removed under a deployment, and nothing outside the root goes.
class ModelRemovalTest {
    private static final Path SAMPLES = Sources.base().resolve("sample-models");

    @TempDir
    private Path folder;
    private Path root;
    private Path model;

    @BeforeEach
    void plant() throws IOException, InterruptedException {
        root = folder.resolve("models");
        model = ModelImport.run(SAMPLES.resolve("iris/2"), root.resolve("iris"), How.COPY, Progress.NONE).model()
                .path();
    }

    private ModelRemoval removed(Path path) {
        return ModelRemoval.of(path, root, List.of());
    }

    private static Problem refused(Runnable work) {
        return assertThrows(StudioException.class, work::run).problem();
    }

    @Test
    void aRemovedModelIsOutOfTheCatalogUntilItIsPutBack() throws Exception {
        String before = Catalog.read(model).sha256();
        ModelRemoval removal = removed(model);
        assertEquals(List.of(), Catalog.scan(root).models());
        assertTrue(root.relativize(removal.kept()).toString().matches(
                "\\.slipway-trash/\\d{8}T\\d{6}\\.\\d{6}Z-2/iris/2"), removal.kept().toString());
        assertEquals(before, Catalog.read(removal.kept()).sha256());
        Files.delete(root.resolve("iris"));
        removal.undo();
        assertEquals(before, Catalog.read(model).sha256());
        assertFalse(Files.exists(removal.kept()));
        assertEquals("catalog.remove-gone", refused(removal::undo).code());
    }

    @Test
    void oneThatIsUsedStaysAndTheDeploymentsAreNamed() {
        Problem problem = refused(() -> ModelRemoval.of(model, root, List.of("iris/blue", "iris/green")));
        assertEquals("catalog.remove-used", problem.code());
        assertTrue(problem.why().contains("iris/blue, iris/green"), problem.why());
        assertTrue(Files.exists(model));
    }

    @Test
    void ofASharedFolderOnlyTheFileGoes() throws Exception {
        Path file = root.resolve("shared/model.onnx");
        Files.createDirectories(root.resolve("shared"));
        Files.copy(SAMPLES.resolve("iris/2/model.onnx"), file);
        Path other = Files.writeString(root.resolve("shared/notes.txt"), "mine");
        ModelRemoval removal = removed(file);
        assertFalse(Files.exists(file));
        assertEquals("mine", Files.readString(other));
        removal.undo();
        assertTrue(Files.exists(file));
    }

    @Test
    void aNameThatWasTakenSinceIsNotOverwritten() throws Exception {
        ModelRemoval removal = removed(model);
        Files.writeString(model, "another");
        assertEquals("catalog.remove-taken", refused(removal::undo).code());
        assertEquals("another", Files.readString(model));
        Files.delete(model);
        removal.undo();
        assertEquals("mlflow", Catalog.read(model).format());
    }

    @Test
    void nothingOutsideTheRootGoesAndNoLinkIsFollowed() throws Exception {
        Path outside = Files.copy(SAMPLES.resolve("iris/2/model.onnx"), folder.resolve("outside.onnx"));
        Path link = Files.createSymbolicLink(root.resolve("link.onnx"), outside);
        Path way = Files.createSymbolicLink(root.resolve("way"), folder);
        for (Path path : List.of(outside, root, root.resolve("../outside.onnx"), link, way, way.resolve(
                "outside.onnx"))) {
            assertEquals("catalog.remove-outside", refused(() -> removed(path)).code(), path.toString());
        }
        assertEquals("catalog.missing", refused(() -> removed(root.resolve("nothing"))).code());
        assertTrue(Files.exists(outside) && Files.exists(link, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void whereNothingCanBeKeptNothingIsRemoved() throws Exception {
        Files.writeString(root.resolve(".slipway-trash"), "a file in the way");
        assertEquals("catalog.remove-failed", refused(() -> removed(model)).code());
        assertEquals("mlflow", Catalog.read(model).format());
    }

    @Test
    void inAReadOnlyFolderItGoesWholeOrStays() throws Exception {
        Path parent = root.resolve("iris");
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            // the system lets its superuser write everywhere
            if (Files.isWritable(parent)) removed(model).undo();
            else
                assertEquals("catalog.remove-failed", refused(() -> removed(model)).code());
            assertEquals("mlflow", Catalog.read(model).format());
            try (var trash = Files.list(root.resolve(".slipway-trash"))) {
                assertEquals(0, trash.count());
            }
        } finally {
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void afterAWeekItIsDeletedForGood() throws Exception {
        Path young = removed(model).kept();
        Path trash = root.resolve(".slipway-trash");
        Path old = Files.createDirectories(trash.resolve("20200101T000000.000000Z-old/old"));
        Path foreign = Files.createDirectory(trash.resolve("not made here"));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(old.resolve("link"), outside);
        ModelImport.run(SAMPLES.resolve("iris/1"), root, How.COPY, Progress.NONE);
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(young) && Files.exists(foreign) && Files.exists(outside));
        ModelRemoval.purge(root, Duration.ZERO);
        assertFalse(Files.exists(young));
    }
}
