package slipway.catalog;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.catalog.ModelImport.How;
import slipway.catalog.ModelImport.Imported;
import slipway.testkit.ImportProcess;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// An import that was killed goes on where it was, as long as its source is what it was.
class ImportResumeTest {
    private static final long MIB = 1 << 20;
    private static final long LARGE = 200 * MIB;

    @TempDir
    private Path folder;
    private Path source;
    private Path root;
    private final List<Progress.Report> reports = new ArrayList<>();

    @BeforeEach
    void plant() throws IOException {
        source = Files.createDirectories(folder.resolve("outside/iris"));
        root = folder.resolve("ws/models");
        Path sample = Sources.base().resolve("sample-models/iris/2");
        for (String name : List.of("MLmodel", "model.onnx"))
            Files.copy(sample.resolve(name), source.resolve(name));
    }

    @Test
    void killedInTheMidstItGoesOnAndCopiesNothingTwice() throws Exception {
        large("weights.bin", LARGE);
        String before = Catalog.read(source).sha256();
        long copied;
        try (ImportProcess killed = ImportProcess.start(source, root, LARGE / 2)) {
            copied = killed.copied();
            assertEquals("catalog.import-busy", refused(), "while the other still runs");
        }
        assertTrue(copied >= LARGE / 2 && copied < LARGE, "in the midst: " + copied);
        assertEquals(List.of(".import-"), there());

        Imported done = imported();
        assertEquals(before, done.model().sha256());
        assertTrue(done.resumedBytes() > copied - MIB && done.resumedBytes() <= copied, done.resumedBytes() + " of "
                + copied);
        Progress.Report first = reports.stream().filter(report -> report.total() > 0).findFirst().orElseThrow();
        assertEquals("catalog.import.resume", first.stage());
        assertEquals(done.resumedBytes(), first.done(), "the count begins with what was there");
        assertEquals(done.model().sizeBytes(), reports.getLast().done());
        assertEquals(List.of("iris"), there());
        assertEquals(Files.getLastModifiedTime(source.resolve("MLmodel")), Files.getLastModifiedTime(root.resolve(
                "iris/MLmodel")));
    }

    @Test
    void aFileThatChangedSinceIsBegunAnewAndOneThatIsGoneGoes() throws Exception {
        large("a.bin", 3 * MIB);
        large("b.bin", 3 * MIB);
        large("z.bin", 2 * MIB);
        killed(Long.MAX_VALUE);
        Path stage = stage();
        assertTrue(Files.exists(stage.resolve("model/iris/b.bin")));
        Files.writeString(source.resolve("a.bin"), "now something short");
        Files.delete(source.resolve("b.bin"));
        Imported done = imported();
        assertEquals(Catalog.read(source).sha256(), done.model().sha256());
        assertFalse(Files.exists(root.resolve("iris/b.bin")));
        assertEquals(Files.size(source.resolve("MLmodel")) + Files.size(source.resolve("model.onnx")) + 2
                * MIB, done.resumedBytes(), "what had not changed was there");
    }

    @Test
    void aPartThatAPowerCutSpoiltIsFoundAndTheCopyBeginsAnewOnce() throws Exception {
        large("weights.bin", 3 * MIB);
        killed(Long.MAX_VALUE);
        Path part = stage().resolve("model/iris/weights.bin");
        try (var file = new RandomAccessFile(part.toFile(), "rw")) {
            file.write(new byte[]{1, 2, 3});
        }
        Imported done = imported();
        assertEquals(Catalog.read(source).sha256(), done.model().sha256());
        assertEquals(0, done.resumedBytes());
        assertEquals(List.of("iris"), there());
        assertEquals(2, reports.stream().map(Progress.Report::stage).filter("catalog.import.compare"::equals).count());
    }

    @Test
    void aFailingDiskLeavesThePartAndARefusalOrACancelDoesNot() throws Exception {
        large("weights.bin", 3 * MIB);
        var problem = assertThrows(StudioException.class, () -> ModelImport.run(source, root, How.COPY, after(1,
                () -> Files.delete(source.resolve("weights.bin"))))).problem();
        assertEquals("catalog.import-broke", problem.code(), problem.why());
        assertEquals(List.of(".import-"), there());
        large("weights.bin", 3 * MIB);
        Path taken = Files.writeString(Files.createDirectories(root.resolve("iris")).resolve("a.txt"), "theirs");
        assertEquals("catalog.import-taken", refused());
        assertEquals(List.of(".import-", "iris"), there(), "what an earlier import left is not this one’s to take");
        Files.delete(taken);
        Files.delete(root.resolve("iris"));
        assertThrows(InterruptedException.class, () -> ModelImport.run(source, root, How.COPY, after(2 * MIB,
                Thread.currentThread()::interrupt)));
        assertEquals(List.of(), there());
    }

    @Test
    void ofTwoImportsOfTheSameAtOnceTheSecondIsToldSo() throws Exception {
        large("weights.bin", 3 * MIB);
        var second = new AtomicReference<String>();
        ModelImport.run(source, root, How.COPY, after(MIB, () -> second.set(refused())));
        assertEquals("catalog.import-busy", second.get());
        assertTrue(imported().known(), "afterwards it is free");
        assertEquals(List.of("iris"), there());
    }

    @Test
    void anArchiveWhoseUnpackingWasKilledIsUnpackedAnew() throws Exception {
        Path zip = folder.resolve("outside/packed.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("MLmodel", "model.onnx")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(Files.readAllBytes(source.resolve(name)));
            }
        }
        try (ImportProcess process = ImportProcess.start(zip, root, 1)) {
            process.copied();
        }
        assertEquals(List.of(".import-"), there());
        assertTrue(Files.exists(stage().resolve("state.json")));
        assertEquals(Catalog.read(source).sha256(), imported(zip, How.COPY).model().sha256());
        assertEquals(List.of("packed"), there());
    }

    @Test
    void aMoveToAnotherDiskThatWasKilledGoesOnAndTakesTheSourceAwayAtTheEnd() throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(folder)));
        large("weights.bin", 3 * MIB);
        String before = Catalog.read(source).sha256();
        root = Files.createTempDirectory(memory, "models");
        try {
            killed(2 * MIB);
            Imported done = imported(source, How.MOVE);
            assertEquals(before, done.model().sha256());
            assertTrue(done.resumedBytes() >= MIB, "resumed " + done.resumedBytes());
            assertFalse(Files.exists(source));
            assertEquals(List.of("iris"), there());
        } finally {
            Archive.delete(root);
        }
    }

    @Test
    void whatNobodyResumedForAWeekIsDeleted() throws Exception {
        large("weights.bin", 3 * MIB);
        killed(2 * MIB);
        Path other = Files.copy(source.resolve("model.onnx"), folder.resolve("other.onnx"));
        imported(other, How.COPY);
        assertEquals(List.of(".import-", "other.onnx"), there(), "young");
        Path lock = stage().resolve("lock");
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofDays(7).plusHours(1))));
        imported(other, How.COPY);
        assertEquals(List.of("other.onnx"), there());
    }

    @Test
    void aLinkedPartIsNeverTakenForACopy() throws Exception {
        large("weights.bin", 3 * MIB);
        killed(2 * MIB);
        assertEquals(0, imported(source, How.LINK).resumedBytes());
        assertEquals(Files.getAttribute(source.resolve("weights.bin"), "unix:ino"), Files.getAttribute(root.resolve(
                "iris/weights.bin"), "unix:ino"));
        assertEquals(List.of("iris"), there());
    }

    @Test
    void whatIsTooLargeForTheDiskIsRefusedBeforeItIsRead() throws Exception {
        try (var file = new RandomAccessFile(source.resolve("weights.bin").toFile(), "rw")) {
            file.setLength(8L << 40);
        }
        assertEquals("catalog.import-space", refused());
        assertEquals(List.of(), there());
        assertEquals("catalog.import-around", assertThrows(StudioException.class, () -> ModelImport.run(folder, root,
                How.COPY, Progress.NONE)).problem().code());
    }

    /// Leaves what an import that was killed after `bytes` leaves.
    private void killed(long bytes) throws IOException, InterruptedException {
        long total = Math.min(bytes, ImportPlan.of(source).bytes());
        try (ImportProcess process = ImportProcess.start(source, root, total)) {
            process.copied();
        }
    }

    private void large(String name, long bytes) throws IOException {
        try (var file = new RandomAccessFile(source.resolve(name).toFile(), "rw")) {
            file.setLength(bytes);
            file.seek(bytes - 5);
            file.writeBytes("ended");
        }
    }

    private Imported imported() throws InterruptedException {
        return ModelImport.run(source, root, How.COPY, new Progress(reports::add));
    }

    private Imported imported(Path from, How how) throws InterruptedException {
        return ModelImport.run(from, root, how, Progress.NONE);
    }

    private String refused() {
        return assertThrows(StudioException.class, () -> imported(source, How.COPY)).problem().code();
    }

    /// Does `act` once when `bytes` have been copied.
    private static Progress after(long bytes, Act act) {
        var next = new AtomicReference<@Nullable Act>(act);
        return new Progress(report -> {
            boolean copying = List.of("catalog.import.copy", "catalog.import.resume").contains(report.stage());
            Act now = copying && report.done() >= bytes ? next.getAndSet(null) : null;
            try {
                if (now != null) now.run();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @FunctionalInterface
    private interface Act {
        void run() throws IOException;
    }

    private Path stage() throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(each -> each.getFileName().toString().startsWith(".import-")).findFirst().orElseThrow();
        }
    }

    private List<String> there() throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.map(each -> each.getFileName().toString().replaceFirst("^(\\.import-).*", "$1")).sorted()
                    .toList();
        }
    }
}
