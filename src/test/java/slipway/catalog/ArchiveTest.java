package slipway.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.StudioException;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Covers({"A114", "A116"})
class ArchiveTest {
    @TempDir
    Path folder;

    @Test
    void aTarGzAndAZipAreUnpackedWhateverTheirNames() throws Exception {
        Path tar = folder.resolve("model.bin");
        try (var out = tarGz(tar)) {
            put(out, "code/inference.py", "def model_fn(): ...");
            put(out, "model.onnx", "weights");
        }
        Path zip = zip("artifact", "runtime.yaml", "score.py");
        assertTrue(Archive.is(tar) && Archive.is(zip));
        Path model = Archive.unpack(tar, folder.resolve("out/one"));
        assertEquals("weights", Files.readString(model.resolve("model.onnx")));
        assertTrue(Files.exists(model.resolve("code/inference.py")));
        assertTrue(Files.exists(Archive.unpack(zip, folder.resolve("out/two")).resolve("score.py")));
        assertEquals(model, Archive.unpack(tar, model), "what is there is taken as it is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/evil", "a/../../evil", "..\\evil", "C:\\evil"})
    void whatClimbsOutIsRefusedAndNothingIsLeft(String name) throws IOException {
        refused("catalog.archive-escape", zip("climbing.zip", "good", name));
        assertFalse(Files.exists(folder.resolve("evil")));
    }

    @Test
    void linksAreRefused() throws IOException {
        Path tar = folder.resolve("links.tar.gz");
        try (var out = tarGz(tar)) {
            var link = new TarArchiveEntry("inside", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            out.putArchiveEntry(link);
            out.closeArchiveEntry();
        }
        refused("catalog.archive-link", tar);
    }

    @Test
    void aBombIsRefusedBeforeItFillsTheDisk() throws IOException {
        Path bomb = folder.resolve("bomb.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(bomb))) {
            out.putNextEntry(new ZipEntry("zeros"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1400; i++)
                out.write(zeros);
        }
        refused("catalog.archive-bomb", bomb);
    }

    @Test
    void aTruncatedOneIsSaidAndLeavesNothing() throws IOException {
        Path tar = folder.resolve("half.tar.gz");
        try (var out = tarGz(tar)) {
            put(out, "model.onnx", "x".repeat(100_000));
        }
        Files.write(tar, Arrays.copyOf(Files.readAllBytes(tar), 60));
        refused("catalog.archive-unreadable", tar);
        Path text = Files.writeString(folder.resolve("text.zip"), "no archive");
        assertFalse(Archive.is(text));
        refused("catalog.archive-unreadable", text);
    }

    private void refused(String code, Path archive) throws IOException {
        Path into = folder.resolve("refused/model");
        var failure = assertThrows(StudioException.class, () -> Archive.unpack(archive, into));
        assertEquals(code, failure.problem().code());
        assertFalse(Files.exists(into));
        try (Stream<Path> left = Files.list(folder.resolve("refused"))) {
            assertEquals(0, left.count());
        }
    }

    private Path zip(String name, String... entries) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream raw = Files.newOutputStream(file); var out = new ZipOutputStream(raw)) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                out.write(entry.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static TarArchiveOutputStream tarGz(Path file) throws IOException {
        return new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
    }

    private static void put(TarArchiveOutputStream out, String name, String text) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(text.length());
        out.putArchiveEntry(entry);
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.closeArchiveEntry();
    }
}
