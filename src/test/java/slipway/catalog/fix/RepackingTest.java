package slipway.catalog.fix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.catalog.Catalog;
import slipway.catalog.Finding;
import slipway.catalog.Model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RepackingTest {
    @TempDir
    private Path root;

    @Test
    void aZipLosesItsExtraFolderAndGetsItBack() throws IOException {
        Path zip = zip("model/", "model/score.py", "model/runtime.yaml", "model/lib/größe.py",
                "__MACOSX/model/._score.py");
        byte[] before = Files.readAllBytes(zip);
        Fix fix = fix(zip);
        assertEquals("""
                --- artifact.zip
                +++ artifact.zip
                rename from model/score.py
                rename to score.py
                rename from model/runtime.yaml
                rename to runtime.yaml
                rename from model/lib/größe.py
                rename to lib/größe.py
                delete model/
                delete __MACOSX/model/._score.py
                """, fix.diff());
        Applied applied = fix.apply();
        assertEquals(List.of("score.py", "runtime.yaml", "lib/größe.py"), new Packed.Zip(zip).names(10));
        try (ZipFile read = ZipFile.builder().setPath(zip).get()) {
            ZipArchiveEntry entry = read.getEntry("lib/größe.py");
            assertEquals(0100755, entry.getUnixMode());
            assertEquals("content of model/lib/größe.py",
                    new String(read.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
        }
        assertFalse(found(zip));
        applied.undo();
        assertArrayEquals(before, Files.readAllBytes(zip));
        assertTrue(found(zip));
    }

    @Test
    void aTarGzToo() throws IOException {
        Path tar = tar("./model/code/inference.py", "./model/xgboost-model");
        Fix fix = fix(tar);
        Applied applied = fix.apply();
        assertEquals(List.of("code/inference.py", "xgboost-model"), new Packed.TarGz(tar).names(10));
        assertFalse(found(tar));
        applied.undo();
        assertEquals(List.of("./model/code/inference.py", "./model/xgboost-model"), new Packed.TarGz(tar).names(10));
    }

    @Test
    void anArchiveThatChangedMeanwhileIsNotReplaced() throws IOException {
        Path zip = zip("model/score.py", "model/runtime.yaml");
        Fix fix = fix(zip);
        zip("model/score.py", "model/runtime.yaml", "model/more.py");
        assertEquals("catalog.fix-changed", assertThrows(StudioException.class, fix::apply).problem().code());
        assertEquals(3, new Packed.Zip(zip).names(10).size());
    }

    @Test
    void archivesThatAreNotPlainAreLeftAlone() throws IOException {
        assertNull(Repacking.of(zip("model/score.py", "other.txt"), "artifact.zip", "model"));
        assertNull(Repacking.of(zip("model/../score.py", "model/a"), "artifact.zip", "model"));
        assertNull(Repacking.of(zip("__MACOSX/a"), "artifact.zip", "model"));
        assertNull(Repacking.of(tar("model/a", "./model/a"), "model.tar.gz", "model"));
        assertNull(Repacking.of(Files.writeString(root.resolve("text"), "PKno"), "text", "model"));
    }

    private Fix fix(Path archive) {
        Model model = Catalog.read(archive);
        Finding finding = model.findings().stream().filter(each -> each.rule().equals("archive/extra-folder"))
                .findFirst().orElseThrow();
        return Fixes.of(model, finding).orElseThrow();
    }

    private static boolean found(Path archive) {
        return Catalog.read(archive).findings().stream().anyMatch(each -> each.rule().equals("archive/extra-folder"));
    }

    private Path zip(String... names) throws IOException {
        Path zip = root.resolve("artifact.zip");
        try (var out = new ZipArchiveOutputStream(zip)) {
            for (String name : names) {
                var entry = new ZipArchiveEntry(name);
                entry.setUnixMode(name.endsWith("/") ? 040755 : 0100755);
                out.putArchiveEntry(entry);
                if (!name.endsWith("/")) out.write(("content of " + name).getBytes(StandardCharsets.UTF_8));
                out.closeArchiveEntry();
            }
        }
        return zip;
    }

    private Path tar(String... names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (String name : names) {
                var entry = new TarArchiveEntry(name);
                entry.setSize(3);
                out.putArchiveEntry(entry);
                out.write(new byte[]{1, 2, 3});
                out.closeArchiveEntry();
            }
        }
        return Files.write(root.resolve("model.tar.gz"), bytes.toByteArray());
    }
}
