package slipway.build;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A folder becomes an archive that both builders read: whole, in order, with links as links, whatever happens meanwhile.
class FolderContextTest {
    @TempDir
    private Path root;

    @BeforeEach
    void dockerfile() throws IOException {
        Files.writeString(root.resolve("Dockerfile"), "FROM scratch\n");
    }

    @Test
    void keepsModesLinksAndNamesAndPutsTheDockerfileFirst() throws IOException {
        String deep = "a/" + "long-name-".repeat(12) + "/ünï.txt";
        Files.createDirectories(root.resolve(deep).getParent());
        Files.writeString(root.resolve(deep), "deep");
        Files.writeString(root.resolve("A.sh"), "run");
        Files.setPosixFilePermissions(root.resolve("A.sh"), PosixFilePermissions.fromString("rwxr-x--x"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("A.sh"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("."));
        Files.createSymbolicLink(root.resolve("broken"), Path.of("/nowhere"));
        Files.setLastModifiedTime(root.resolve("Dockerfile"), FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z")));
        Map<String, TarArchiveEntry> entries = entries(FolderContext.of(root, "Dockerfile"));
        assertEquals(List.of("Dockerfile", "A.sh", "a/", "a/" + "long-name-".repeat(12) + "/", deep, "broken", "link",
                "loop"), List.copyOf(entries.keySet()));
        assertEquals(0100751, the(entries, "A.sh").getMode());
        assertEquals("A.sh", the(entries, "link").getLinkName());
        assertEquals(".", the(entries, "loop").getLinkName());
        assertEquals("/nowhere", the(entries, "broken").getLinkName());
        assertEquals(Instant.parse("2026-01-02T03:04:05Z"),
                the(entries, "Dockerfile").getLastModifiedTime().toInstant());
        assertEquals(0, the(entries, "A.sh").getLongUserId());
    }

    /// BuildKit takes the first 512 bytes for the beginning of a Dockerfile unless they are a plain header.
    @Test
    void beginsWithAPlainHeader() throws IOException {
        try (InputStream in = FolderContext.of(root, "Dockerfile").open(sent -> {})) {
            byte[] head = in.readNBytes(512);
            assertEquals("Dockerfile", new String(head, 0, 10, StandardCharsets.US_ASCII));
            assertEquals('0', head[156], "an ordinary file, no extended header");
        }
    }

    @Test
    void countsWhatIsSentUpToWhatWasSaid() throws IOException {
        Files.write(root.resolve("big.bin"), new byte[3_000_000]);
        FolderContext context = FolderContext.of(root, "Dockerfile");
        var sent = new AtomicLong();
        try (InputStream in = context.open(sent::set)) {
            in.transferTo(new ByteArrayOutputStream());
        }
        assertEquals(3_000_013, context.sizeBytes());
        assertEquals(3_000_013, sent.get());
    }

    @Test
    void anotherDockerfileTextTakesThePlaceOfTheFolders() throws IOException {
        FolderContext context = FolderContext.with(root, "FROM scratch\nCOPY . /\n");
        List<String> names = List.copyOf(entries(context).keySet());
        assertEquals(List.of(context.dockerfilePath(), "Dockerfile"), names);
        assertEquals("FROM scratch\nCOPY . /\n", context.dockerfile());
    }

    @Test
    void aFileThatGrowsIsCutWhereItWas() throws IOException {
        Files.writeString(root.resolve("log.txt"), "one");
        Files.writeString(root.resolve("z.txt"), "after");
        FolderContext context = FolderContext.of(root, "Dockerfile");
        context.sizeBytes();
        Files.writeString(root.resolve("log.txt"), "one two three");
        assertEquals(List.of("Dockerfile", "log.txt", "z.txt"), List.copyOf(entries(context).keySet()));
        assertEquals("one", contents(context).get("log.txt"));
        assertEquals("after", contents(context).get("z.txt"));
    }

    @Test
    void aFileThatShrinksEndsTheBuildWithAReason() throws IOException {
        Files.writeString(root.resolve("log.txt"), "one two three");
        FolderContext context = FolderContext.of(root, "Dockerfile");
        context.sizeBytes();
        Files.writeString(root.resolve("log.txt"), "one");
        assertEquals("build.file-changed",
                assertThrows(StudioException.class, () -> entries(context)).problem().code());
    }

    @Test
    void aFileThatIsGoneEndsTheBuild() throws IOException {
        Files.writeString(root.resolve("log.txt"), "one two three");
        FolderContext context = FolderContext.of(root, "Dockerfile");
        context.sizeBytes();
        Files.delete(root.resolve("log.txt"));
        assertThrows(IOException.class, () -> entries(context));
    }

    @Test
    void closingEarlyEndsItsMaking() throws IOException {
        Files.write(root.resolve("big.bin"), new byte[20_000_000]);
        var sent = new AtomicLong();
        InputStream in = FolderContext.of(root, "Dockerfile").open(sent::set);
        in.readNBytes(10_000);
        in.close();
        assertTrue(sent.get() <= 10_000, "sent " + sent.get());
        assertThrows(IOException.class, in::read);
    }

    @Test
    void whatIsMissingIsSaidBeforeAnythingIsSent() {
        assertEquals("build.no-dockerfile", code(() -> FolderContext.of(root, "Other")));
        assertEquals("build.no-folder", code(() -> FolderContext.of(root.resolve("none"), "Dockerfile")));
        assertEquals("build.no-folder",
                code(() -> FolderContext.with(root.resolve("Dockerfile"), "FROM scratch")));
    }

    private static String code(org.junit.jupiter.api.function.Executable work) {
        return assertThrows(StudioException.class, work).problem().code();
    }

    private static Map<String, TarArchiveEntry> entries(FolderContext context) throws IOException {
        var found = new LinkedHashMap<String, TarArchiveEntry>();
        read(context).forEach(each -> found.put(each.entry.getName(), each.entry));
        return found;
    }

    private static Map<String, String> contents(FolderContext context) throws IOException {
        var found = new LinkedHashMap<String, String>();
        read(context).forEach(each -> found.put(each.entry.getName(), each.text));
        return found;
    }

    private static TarArchiveEntry the(Map<String, TarArchiveEntry> entries, String name) {
        return Objects.requireNonNull(entries.get(name), name);
    }

    private record Found(TarArchiveEntry entry, String text) {}

    private static List<Found> read(FolderContext context) throws IOException {
        byte[] bytes;
        try (InputStream in = context.open(sent -> {})) {
            bytes = in.readAllBytes();
        }
        var found = new ArrayList<Found>();
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                found.add(new Found(entry, new String(tar.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        return found;
    }
}
