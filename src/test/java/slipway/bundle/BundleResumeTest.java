package slipway.bundle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Killed, cancelled or stopped, writing and opening go on with what is not whole yet.
class BundleResumeTest {
    private static final int MIB = 1 << 20;
    private static final int LARGE = 30;
    private static final BundleWish ALL = new BundleWish(List.of(), true, false);

    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private final List<Progress.Report> reports = new ArrayList<>();
    private Path root;
    private Path file;

    @BeforeEach
    void plant() throws Exception {
        root = Files.createDirectories(folder.resolve("ws"));
        file = folder.resolve("demo.slipway");
        var random = new Random(7);
        for (int i = 0; i < LARGE; i++) {
            byte[] content = new byte[MIB];
            random.nextBytes(content);
            Files.write(root.resolve("f%02d.bin".formatted(i)), content);
        }
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    private BundleWriter.Written write(TestGround ground) throws Exception {
        reports.clear();
        return BundleWriter.write(ground, ALL, file, new Progress(reports::add));
    }

    private BundleOpening.Opened open(Path into) throws Exception {
        reports.clear();
        return BundleOpening.open(file, into, true, () -> new TestGround(root, tasks).images(), new Progress(
                reports::add));
    }

    private long firstDone(String stage) {
        return reports.stream().filter(each -> each.stage().equals(stage) && each.total() == LARGE * MIB).findFirst()
                .orElseThrow()
                .done();
    }

    @Test
    void killedWhileItIsWrittenItGoesOnWithTheFirstThatIsNotWhole() throws Exception {
        try (BundleProcess killed = BundleProcess.start("write", root, file, LARGE / 2 * MIB + 100)) {
            killed.stopped();
            StudioException busy = assertThrows(StudioException.class, () -> write(new TestGround(root, tasks)));
            assertEquals("bundle.busy", busy.problem().code());
        }
        assertFalse(Files.exists(file));
        BundleWriter.Written written = write(new TestGround(root, tasks));
        assertEquals(LARGE / 2L * MIB, written.resumedBytes());
        assertEquals(LARGE / 2L * MIB, firstDone("bundle.stage.write"), "what is whole is not written again");
        assertEquals(List.of("demo.slipway", "ws"), names());
        open(folder.resolve("opened"));
        assertEquals(TestGround.files(root), TestGround.files(folder.resolve("opened")));
    }

    @Test
    void killedWhileItIsOpenedItGoesOn() throws Exception {
        write(new TestGround(root, tasks));
        Path into = folder.resolve("opened");
        try (BundleProcess killed = BundleProcess.start("open", into, file, LARGE / 2 * MIB + 100)) {
            killed.stopped();
        }
        assertFalse(Files.exists(into), "there only once it is whole");
        assertEquals(LARGE / 2L * MIB, open(into).resumedBytes());
        assertEquals(TestGround.files(root), TestGround.files(into));
        assertEquals(List.of("demo.slipway", "opened", "ws"), names());
    }

    @Test
    void whatAPowerCutLostIsWrittenAgain() throws Exception {
        interruptAt(LARGE / 2 * MIB);
        try (var part = new java.io.RandomAccessFile(BundlePart.pathFor(file).toFile(), "rw")) {
            part.seek(3 * MIB);
            part.write(new byte[4096]);
        }
        assertTrue(write(new TestGround(root, tasks)).resumedBytes() < 3L * MIB);
        open(folder.resolve("opened"));
        assertEquals(TestGround.files(root), TestGround.files(folder.resolve("opened")));
    }

    @Test
    void whatChangedMeanwhileIsWrittenAgain() throws Exception {
        interruptAt(LARGE / 2 * MIB);
        Files.writeString(root.resolve("f04.bin"), "another");
        assertEquals(4L * MIB, write(new TestGround(root, tasks)).resumedBytes());
        open(folder.resolve("opened"));
        assertEquals("another", Files.readString(folder.resolve("opened/f04.bin")));
    }

    @Test
    void anImageThatWasWrittenIsNotAskedForAgain() throws Exception {
        var ground = new TestGround(root, tasks);
        ground.need(1, "slipway/server:1", "iris/blue");
        interruptAt(MIB, ground);
        assertEquals(List.of("save"), ground.asked);
        BundleWriter.Written written = write(ground);
        assertEquals(List.of("save"), ground.asked);
        assertTrue(written.resumedBytes() > 5_000);
        assertEquals(1, written.manifest().images().size());
    }

    private void interruptAt(long bytes) throws Exception {
        interruptAt(bytes, new TestGround(root, tasks));
    }

    /// As a cancelled task is.
    private void interruptAt(long bytes, TestGround ground) throws Exception {
        assertThrows(InterruptedException.class, () -> BundleWriter.write(ground, ALL, file, new Progress(report -> {
            if (report.stage().equals("bundle.stage.write") && report.done() >= bytes)
                Thread.currentThread()
                        .interrupt();
        })));
        assertTrue(Files.exists(BundlePart.pathFor(file)));
    }

    private List<String> names() throws Exception {
        try (var inside = Files.list(folder)) {
            return inside.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
