package slipway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.cli.Keeping;
import slipway.housekeeping.Held;
import slipway.housekeeping.Kind;
import slipway.store.Database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The housekeeping of a real workspace without a studio: real files, a real database.
class HousekeepingTest {
    @TempDir
    private Path root;
    private final Tasks tasks = new Tasks();
    private Path state;

    @BeforeEach
    void plant() throws IOException {
        state = root.resolve(".slipway");
        Files.writeString(root.resolve("slipway.yml"), "name: ours # kept\n");
        write("logs/iris/blue/1-1.out", 1_000);
        write("reports/20260101-101010-123-iris.json", 100);
        write("reports/20260101-101010-123-iris.html", 100);
        write("reports/notes.txt", 100);
        write("load/20260101-101010-123.json", 50);
        write("log/slipway.log", 30);
        write("environments/0123456789abcdef/bin/python", 40);
        write("window.json", 3);
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    private Path write(String name, int bytes) throws IOException {
        Path file = state.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[bytes]);
    }

    private static Map<Kind, Held> look(Keeping keeping) throws InterruptedException {
        return keeping.housekeeper().look().stream().collect(Collectors.toMap(Held::kind, Function.identity()));
    }

    private static Held of(Map<Kind, Held> held, Kind kind) {
        return Objects.requireNonNull(held.get(kind));
    }

    @Test
    void everyFileCountsOnceAndLookingMakesNoDatabase() throws Exception {
        try (Keeping keeping = Housekeeping.alone(tasks, root)) {
            Map<Kind, Held> held = look(keeping);
            assertEquals(1_000, of(held, Kind.LOGS).bytes());
            assertEquals(350, of(held, Kind.REPORTS).bytes());
            assertEquals(4, of(held, Kind.REPORTS).files());
            assertEquals(40, of(held, Kind.ENVIRONMENTS).bytes());
            assertEquals(3, of(held, Kind.STATE).bytes() - bytes(".gitignore"));
            assertEquals(0, of(held, Kind.HISTORY).bytes());
            assertEquals(0, of(held, Kind.REPORTS).limit().bytes());
        }
        assertFalse(Files.exists(state.resolve("slipway.db")));
    }

    private long bytes(String name) throws IOException {
        Path file = state.resolve(name);
        return Files.exists(file) ? Files.size(file) : 0;
    }

    @Test
    void limitsStandWithTheFeaturesThatKeepToThem() throws Exception {
        try (Keeping keeping = Housekeeping.alone(tasks, root)) {
            keeping.housekeeper().limit(Kind.LOGS, 500_000_000);
            keeping.housekeeper().limit(Kind.REPORTS, 7_000_000);
            keeping.housekeeper().limit(Kind.HISTORY, 30_000_000);
            assertEquals(500_000_000, of(look(keeping), Kind.LOGS).limit().bytes());
            assertEquals(30_000_000, of(look(keeping), Kind.HISTORY).limit().bytes());
            assertEquals("housekeeping.limit-size", assertThrows(StudioException.class, () -> keeping.housekeeper()
                    .limit(Kind.LOGS, 10)).problem().code());
        }
        String text = Files.readString(root.resolve("slipway.yml"));
        assertTrue(text.startsWith("name: ours # kept\n"), text);
        assertTrue(text.contains("logs_mb") && text.contains("500") && text.contains("reports_mb"), text);
        try (Keeping again = Housekeeping.alone(tasks, root)) {
            assertEquals(500_000_000, of(look(again), Kind.LOGS).limit().bytes());
            assertEquals(7_000_000, of(look(again), Kind.REPORTS).limit().bytes());
        }
    }

    @Test
    void cleaningLeavesWhatIsNotOurs() throws Exception {
        try (Keeping keeping = Housekeeping.alone(tasks, root)) {
            keeping.housekeeper().limit(Kind.HISTORY, 30_000_000);
            try (Database other = Database.open(state.resolve("slipway.db"))) {
                other.with(connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.executeUpdate("CREATE TABLE other(x)");
                    }
                });
            }
            assertEquals(250, keeping.housekeeper().clean(Kind.REPORTS));
            assertTrue(Files.exists(state.resolve("reports/notes.txt")));
            assertEquals(40, keeping.housekeeper().clean(Kind.ENVIRONMENTS));
            assertEquals(1_000, keeping.housekeeper().clean(Kind.LOGS));
            keeping.housekeeper().clean(Kind.HISTORY);
            keeping.housekeeper().clean(Kind.METRICS);
        }
        List<String> told = Files.readAllLines(state.resolve("log/activity.jsonl"));
        assertEquals(6, told.size(), told::toString);
        assertTrue(told.get(1).contains("housekeeping.activity.cleaned"), told::toString);
    }

    @Test
    void logsAreLeftAloneWhileAStudioOrItsServersMayWriteThem() throws Exception {
        Files.writeString(state.resolve("lock"), String.valueOf(ProcessHandle.current().pid()));
        try (Keeping keeping = Housekeeping.alone(tasks, root)) {
            assertEquals("housekeeping.logs-in-use", assertThrows(StudioException.class, () -> keeping.housekeeper()
                    .clean(Kind.LOGS)).problem().code());
            Files.delete(state.resolve("lock"));
            write("processes/iris-blue.json", 2);
            assertThrows(StudioException.class, () -> keeping.housekeeper().clean(Kind.LOGS));
        }
        assertTrue(Files.exists(state.resolve("logs/iris/blue/1-1.out")));
    }
}
