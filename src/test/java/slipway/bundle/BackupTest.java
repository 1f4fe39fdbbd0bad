package slipway.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.store.Database;
import slipway.testkit.FakeImages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Backups of a real workspace with a real database that is written meanwhile.
class BackupTest {
    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private Path root;
    private Path file;
    private Path into;
    private Database database;

    @BeforeEach
    void plant() throws IOException {
        root = TestGround.sample(folder.resolve("ws"));
        file = folder.resolve("ws.slipway-backup");
        into = folder.resolve("back");
        write(".slipway/answers/a.body", "answer");
        write(".slipway/recordings/one/recording.json", "{}");
        write(".slipway/recordings/now/recording.json", "{}");
        write(".slipway/reports/20260101-101010-123-x.json", "{}");
        write(".slipway/window.json", "{\"theme\": \"dark\"}");
        write(".slipway/keys.json", "{\"iris\": \"secret\"}");
        write(".slipway/engine.json", "{\"context\": \"evil\"}");
        write(".slipway/logs/iris/blue/1.out", "log");
        write(".env", "PASSWORD=x");
        database = Database.open(root.resolve(".slipway/slipway.db")).migrate("test", java.util.List.of(
                "CREATE TABLE pair(a INTEGER, b INTEGER)"));
        put(1);
    }

    @AfterEach
    void end() {
        database.close();
        tasks.close();
    }

    private void write(String name, String text) throws IOException {
        Path to = root.resolve(name);
        Files.createDirectories(to.getParent());
        Files.writeString(to, text);
    }

    /// Two rows in one transaction: a copy that has one of them is torn.
    private void put(int number) {
        database.with(connection -> {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO pair VALUES (" + number + ", 0)");
                return statement.executeUpdate("INSERT INTO pair VALUES (" + number + ", 1)");
            }
        });
    }

    private static long rows(Path workspace, String what) {
        try (Database open = Database.open(workspace.resolve(".slipway/slipway.db"))) {
            return open.with(connection -> {
                try (var statement = connection.createStatement(); var row = statement.executeQuery(what)) {
                    row.next();
                    return row.getLong(1);
                }
            });
        }
    }

    private BundleWriter.Written backup(boolean models, Progress progress) throws InterruptedException {
        return Backup.write(new TestGround(root, tasks), models, file, progress);
    }

    @Test
    void everythingComesBackButKeysAndWhatBelongsToThisMachine() throws Exception {
        BundleWriter.Written written = backup(true, Progress.NONE);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        BundleOpening.Opened opened = Backup.restore(file, into, Progress.NONE);
        var files = new TreeSet<>(TestGround.files(root).keySet());
        files.remove(".env");
        assertEquals(files, TestGround.files(into).keySet());
        assertEquals(Set.of(".gitignore", "answers/a.body", "bundle", "recordings/one/recording.json",
                "reports/20260101-101010-123-x.json", "slipway.db", "window.json"), state(into));
        assertEquals(2, rows(into, "SELECT COUNT(*) FROM pair"));
        assertTrue(
                written.manifest().left().stream().anyMatch(each -> each.why().equals("busy") && each.file().endsWith(
                        "now")),
                written.manifest()::toString);
        assertEquals(written.manifest(), opened.manifest());
        assertEquals(Set.of("ws", "ws.slipway-backup", "back"), names(folder));
    }

    private static Set<String> state(Path workspace) throws IOException {
        Path state = workspace.resolve(".slipway");
        try (var all = Files.walk(state)) {
            return all.filter(Files::isRegularFile).map(each -> state.relativize(each).toString()).filter(each -> !each
                    .contains("-wal") && !each.contains("-shm")).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void theDatabaseIsWholeThoughItIsWrittenMeanwhile() throws Exception {
        var stop = new AtomicBoolean();
        Tasks.Task writer = tasks.quiet("writer", progress -> {
            for (int i = 2; !stop.get(); i++)
                put(i);
        });
        backup(false, Progress.NONE);
        stop.set(true);
        assertTrue(writer.await(java.time.Duration.ofSeconds(20)));
        Backup.restore(file, into, Progress.NONE);
        assertEquals(0, rows(into, "SELECT COUNT(*) FROM (SELECT a FROM pair GROUP BY a HAVING COUNT(*) <> 2)"));
        assertTrue(rows(into, "SELECT COUNT(*) FROM pair") >= 2);
    }

    @Test
    void modelsStayBehindWhenAsked() throws Exception {
        backup(false, Progress.NONE);
        Backup.restore(file, into, Progress.NONE);
        Set<String> there = TestGround.files(into).keySet();
        assertTrue(there.stream().anyMatch(each -> each.startsWith("endpoints/")), there::toString);
        assertTrue(there.stream().noneMatch(each -> each.endsWith("model.onnx")), there::toString);
    }

    @Test
    void neverOverWhatIsThere() throws Exception {
        backup(false, Progress.NONE);
        Backup.restore(file, Files.createDirectory(into), Progress.NONE);
        Files.writeString(into.resolve("slipway.yml"), "name: changed since\n");
        assertEquals("bundle.backup-taken", assertThrows(StudioException.class, () -> Backup.restore(file, into,
                Progress.NONE)).problem().code());
        assertEquals("name: changed since\n", Files.readString(into.resolve("slipway.yml")));
    }

    @Test
    void aBundleIsNoBackupAndABackupNoBundle() throws Exception {
        Path bundle = folder.resolve("x.slipway");
        BundleWriter.write(new TestGround(root, tasks), new BundleWish(java.util.List.of(), false, false), bundle,
                Progress.NONE);
        assertEquals("bundle.no-backup", assertThrows(StudioException.class, () -> Backup.restore(bundle, into,
                Progress.NONE)).problem().code());
        backup(false, Progress.NONE);
        assertEquals("bundle.not-one", assertThrows(StudioException.class, () -> BundleOpening.open(file, into, false,
                FakeImages::new, Progress.NONE)).problem().code());
        assertFalse(Files.exists(into));
    }

    @Test
    void aChangedByteIsFound() throws Exception {
        backup(true, Progress.NONE);
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
        assertEquals("bundle.backup-unrestored", assertThrows(StudioException.class, () -> Backup.restore(file, into,
                Progress.NONE)).problem().code());
        assertFalse(Files.exists(into));
    }

    @Test
    void cancelledItLeavesTheOldBackupAndGoesOn() throws Exception {
        backup(false, Progress.NONE);
        byte[] old = Files.readAllBytes(file);
        assertThrows(InterruptedException.class, () -> backup(true, new Progress(report -> {
            if (report.stage().equals("bundle.stage.write") && report.done() > 1_000)
                Thread.currentThread()
                        .interrupt();
        })));
        assertEquals(-1, java.util.Arrays.mismatch(old, Files.readAllBytes(file)));
        assertTrue(backup(true, Progress.NONE).resumedBytes() > 0);
        Backup.restore(file, into, Progress.NONE);
        assertEquals(Set.of("ws", "ws.slipway-backup", "back"), names(folder));
    }

    @Test
    void stateThatABackupNeverHasIsRefused() {
        for (String name : java.util.List.of("state/engine.json", "state/keys.json", "state/lock", "state/../x",
                "state/answers/../../x", "workspace/../x", "images/1.tar", "scenario/load/x", "state/slipway.db/x"))
            assertFalse(MemberRules.safe(name, Form.BACKUP), name);
        assertTrue(MemberRules.safe("state/slipway.db", Form.BACKUP));
        assertFalse(MemberRules.safe("state/slipway.db", Form.BUNDLE));
    }
}
