package slipway.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.catalog.ModelImport.How;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A model arrives whole or not at all, and what it came from is touched only when that was asked.
class ModelImportTest {
    @TempDir
    private Path folder;
    private Path source;
    private Path root;

    @BeforeEach
    void plant() throws IOException {
        source = Files.createDirectories(folder.resolve("outside/iris"));
        root = folder.resolve("ws/models");
        Path sample = Sources.base().resolve("sample-models/iris/2");
        for (String name : List.of("MLmodel", "model.onnx"))
            Files.copy(sample.resolve(name), source.resolve(name));
        Files.writeString(Files.createDirectories(source.resolve("code")).resolve("serve"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(source.resolve("code/serve"), PosixFilePermissions.fromString("rwxr-x---"));
    }

    private ModelImport.Imported imported(Path from, How how) throws InterruptedException {
        return ModelImport.run(from, root, how, Progress.NONE);
    }

    private String refused(Path from, How how) {
        return assertThrows(StudioException.class, () -> imported(from, how)).problem().code();
    }

    private List<String> there() throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.map(each -> String.valueOf(each.getFileName())).sorted().toList();
        }
    }

    @Test
    void aCopyIsTheSameModelAndTellsHowFarItIs() throws Exception {
        String before = Catalog.read(source).sha256();
        var counted = new AtomicLong();
        var done = ModelImport.run(source, root, How.COPY, new Progress(report -> counted.set(report.done())));
        assertEquals(before, done.model().sha256());
        assertEquals(root.resolve("iris"), done.model().path());
        assertEquals(done.model().sizeBytes(), counted.get());
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(
                "iris/code/serve"))));
        assertEquals(List.of("iris"), there());
        assertEquals(before, Catalog.read(source).sha256());
        assertTrue(imported(source, How.COPY).known(), "again");
    }

    @Test
    void linkedFilesAreSharedAndAMovedModelIsGoneFromWhereItWas() throws Exception {
        imported(source, How.LINK);
        assertTrue(Files.getAttribute(source.resolve("model.onnx"), "unix:ino").equals(Files.getAttribute(root.resolve(
                "iris/model.onnx"), "unix:ino")));
        Path other = Files.move(source, source.resolveSibling("other"));
        imported(other, How.MOVE);
        assertFalse(Files.exists(other));
        assertEquals(List.of("iris", "other"), there());
    }

    @Test
    void aSingleFileAndAPackedFolderAreTakenToo() throws Exception {
        imported(source.resolve("model.onnx"), How.COPY);
        Path zip = folder.resolve("outside/packed.zip");
        try (OutputStream file = Files.newOutputStream(zip); var out = new ZipOutputStream(file)) {
            for (String name : List.of("MLmodel", "model.onnx")) {
                out.putNextEntry(new ZipEntry("iris-top/" + name));
                out.write(Files.readAllBytes(source.resolve(name)));
            }
        }
        var packed = imported(zip, How.COPY);
        assertEquals("mlflow", packed.model().format());
        assertEquals(root.resolve("packed"), packed.model().path());
        assertEquals(List.of("model.onnx", "packed"), there());
        assertTrue(Files.exists(zip));
    }

    @Test
    void whatIsNoModelOrHasATakenNameIsRefusedAndNothingIsLeft() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no model");
        assertEquals("catalog.not-a-model", refused(text, How.COPY));
        assertEquals("catalog.missing", refused(folder.resolve("nothing"), How.COPY));
        assertEquals(List.of(), there());
        Files.writeString(Files.createDirectories(root.resolve("iris")).resolve("a.txt"), "somebody else's");
        assertEquals("catalog.import-taken", refused(source, How.COPY));
        assertEquals("catalog.import-inside", refused(root.resolve("iris"), How.COPY));
        assertEquals(List.of("iris"), there());
        assertTrue(Files.exists(root.resolve("iris/a.txt")));
    }

    @Test
    void cancelledInTheMidstItLeavesNothing() throws Exception {
        var cancel = new Progress(report -> {
            if (report.stage().equals("catalog.import.copy") && report.done() > 0) Thread.currentThread().interrupt();
        });
        assertThrows(InterruptedException.class, () -> ModelImport.run(source, root, How.COPY, cancel));
        assertEquals(List.of(), there());
        assertTrue(Files.exists(source.resolve("model.onnx")));
    }

    @Test
    void linksInsideAreNoPartOfACopy() throws Exception {
        Files.createSymbolicLink(source.resolve("passwd"), Path.of("/etc/passwd"));
        imported(source, How.COPY);
        assertFalse(Files.exists(root.resolve("iris/passwd"), java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }
}
