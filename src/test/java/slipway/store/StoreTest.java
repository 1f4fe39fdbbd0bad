package slipway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.base.Tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StoreTest {
    @TempDir
    Path folder;

    private final Tasks tasks = new Tasks();

    record Look(String theme, int width, Map<String, Integer> columns) {}

    private static final Look DEFAULTS = new Look("light", 1280, Map.of("name", 200));

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    void aFileIsWrittenWholeWithItsFolderAndNothingElse() throws IOException {
        Path file = folder.resolve("a/b/c.yml");
        AtomicFiles.write(file, "one");
        AtomicFiles.write(file, "two – ü");
        assertEquals("two – ü", Files.readString(file));
        assertEquals(List.of(file), filesIn(folder.resolve("a/b")));
    }

    @Test
    void aFailedWriteKeepsTheOldContentAndSaysWhy() throws IOException {
        Path file = folder.resolve("kept.yml");
        Files.createDirectories(file.resolve("in-the-way"));
        var refused = assertThrows(StudioException.class, () -> AtomicFiles.write(file, "new"));
        assertEquals("store.write-failed", refused.problem().code());
        assertTrue(refused.problem().what().contains("kept.yml"));
        assertTrue(Files.isDirectory(file.resolve("in-the-way")));
        assertEquals(List.of(file), filesIn(folder));
    }

    @Test
    void aWriteSurvivesAnInterruptedThreadAndKeepsLinksAndPermissions() throws IOException {
        Path real = Files.writeString(folder.resolve("real.yml"), "old");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-rw----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.yml"), real);
        Thread.currentThread().interrupt();
        AtomicFiles.write(link, "new");
        assertTrue(Thread.interrupted());
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(real));
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
    }

    @Test
    void settingsAreSavedAfterASecondOfQuietAndReadAgain() {
        Path file = folder.resolve("settings/look.json");
        try (var settings = Settings.open(file, Look.class, DEFAULTS, tasks)) {
            settings.value().set(new Look("dark", 1600, Map.of("name", 10)));
            assertFalse(Files.exists(file));
            Awaitility.await().atMost(Duration.ofSeconds(4)).until(() -> Files.exists(file));
            settings.value().update(look -> new Look(look.theme(), 900, look.columns()));
        }
        try (var again = Settings.open(file, Look.class, DEFAULTS, tasks)) {
            assertEquals(new Look("dark", 900, Map.of("name", 10)), again.value().get());
        }
    }

    @Test
    void settingsTakeDefaultsForWhatTheFileLacksAndKeepWhatTheyDoNotKnow() throws IOException {
        Path file = Files.writeString(folder.resolve("look.json"), "{\"theme\":\"dark\",\"later\":{\"a\":[1]}}");
        try (var settings = Settings.open(file, Look.class, DEFAULTS, tasks)) {
            assertEquals(new Look("dark", 1280, Map.of("name", 200)), settings.value().get());
            settings.value().set(new Look("dark", 1, Map.of()));
        }
        String text = Files.readString(file);
        assertTrue(text.contains("\"later\"") && text.contains("\"width\" : 1"), text);
    }

    record Whole(Part part, String name) {}

    record Part(boolean old, boolean young, Map<String, Integer> all) {}

    @Test
    void aRecordInTheSettingsGrowsToo() throws IOException {
        Path file = folder.resolve("grown.json");
        Files.writeString(file, "{\"part\":{\"old\":true,\"all\":{\"b\":2}}}");
        var defaults = new Whole(new Part(false, true, Map.of("a", 1)), "n");
        try (var settings = Settings.open(file, Whole.class, defaults, tasks)) {
            assertEquals(new Whole(new Part(true, true, Map.of("b", 2)), "n"), settings.value().get());
        }
    }

    @Test
    void twoWithTheSameFileKeepEachOthersChanges() throws IOException {
        Path file = folder.resolve("shared.json");
        var defaults = new Whole(new Part(false, false, Map.of()), "n");
        try (var one = Settings.open(file, Whole.class, defaults, tasks)) {
            try (var other = Settings.open(file, Whole.class, defaults, tasks)) {
                other.value().set(new Whole(new Part(true, false, Map.of()), "n"));
            }
            one.value().set(new Whole(new Part(false, true, Map.of()), "m"));
        }
        try (var again = Settings.open(file, Whole.class, defaults, tasks)) {
            assertEquals(new Whole(new Part(true, true, Map.of()), "m"), again.value().get());
        }
    }

    @Test
    void whatAnotherWroteIsTakenOverAndWhatIsNotSavedYetStays() throws IOException {
        Path file = Files.writeString(folder.resolve("look.json"), "{\"theme\":\"dark\",\"width\":1}");
        try (var settings = Settings.open(file, Look.class, DEFAULTS, tasks)) {
            Files.writeString(file, "{\"theme\":\"night\",\"width\":2,\"later\":3}");
            settings.value().update(look -> new Look(look.theme(), 900, look.columns()));
            settings.reload();
            assertEquals(new Look("night", 900, DEFAULTS.columns()), settings.value().get());
            Files.writeString(file, "{\"theme\":\"dawn\",\"later\":4}");
            Thread.currentThread().interrupt();
        }
        assertTrue(Thread.interrupted());
        String text = Files.readString(file);
        assertTrue(text.contains("dawn") && text.contains("900") && text.contains("\"later\" : 4"), text);
    }

    @Test
    void whatIsBeingEditedIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("look.json"), "{\"theme\":\"dark\"}");
        try (var settings = Settings.open(file, Look.class, DEFAULTS, tasks)) {
            Files.writeString(file, "{\"theme\": ");
            settings.reload();
            assertEquals("dark", settings.value().get().theme());
        }
        assertEquals(List.of(file), filesIn(folder));
    }

    @Test
    void whatWasOnlyTakenOverIsNotWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("look.json"), "{\"theme\":\"dark\"}");
        String written = "{\"theme\":\"night\"}";
        try (var settings = Settings.open(file, Look.class, DEFAULTS, tasks)) {
            Files.writeString(file, written);
            settings.reload();
            assertEquals("night", settings.value().get().theme());
        }
        assertEquals(written, Files.readString(file));
    }

    @Test
    void unreadableSettingsAreKeptAsideAndSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("look.json"), "{\"theme\": ");
        try (var settings = Settings.open(file, Look.class, DEFAULTS, tasks)) {
            assertEquals(DEFAULTS, settings.value().get());
            assertEquals("store.settings-unreadable", settings.problem().get().orElseThrow().code());
            settings.value().set(new Look("dark", 2, Map.of()));
        }
        Path aside = filesIn(folder).stream().filter(path -> path.toString().contains(".unreadable-")).findFirst()
                .orElseThrow();
        assertEquals("{\"theme\": ", Files.readString(aside));
        assertTrue(Files.readString(file).contains("dark"));
    }

    @Test
    void theDatabaseIsMadeAtFirstUseAndEachFeatureMigratesOnce() {
        Path file = folder.resolve("state/slipway.db");
        var first = List.of("CREATE TABLE history(id INTEGER PRIMARY KEY, url TEXT)");
        try (var database = Database.open(file).migrate("requests", first).migrate("metrics",
                List.of("CREATE TABLE metric(name TEXT)"))) {
            assertFalse(Files.exists(file));
            database.with(sql -> sql.createStatement().executeUpdate("INSERT INTO history(url) VALUES ('a')"));
        }
        var more = List.of(first.getFirst(), "ALTER TABLE history ADD COLUMN status INTEGER DEFAULT 200");
        try (var database = Database.open(file).migrate("requests", more)) {
            assertEquals(200, number(database, "SELECT status FROM history"));
            database.migrate("late", List.of("CREATE TABLE late(x)"));
            assertEquals(0, number(database, "SELECT count(*) FROM late"));
        }
    }

    @Test
    void failedWorkIsUndoneAndSaid() {
        try (var database = Database.open(folder.resolve("slipway.db")).migrate("t", List.of("CREATE TABLE t(x)"))) {
            var refused = assertThrows(StudioException.class, () -> database.with(sql -> {
                sql.createStatement().executeUpdate("INSERT INTO t VALUES (1)");
                return sql.createStatement().executeUpdate("INSERT INTO nowhere VALUES (1)");
            }));
            assertEquals("store.database-failed", refused.problem().code());
            assertEquals(0, number(database, "SELECT count(*) FROM t"));
        }
    }

    @Test
    void aDamagedDatabaseIsKeptAsideAndANewOneBegun() throws IOException {
        Path file = Files.writeString(folder.resolve("slipway.db"), "this is no database at all".repeat(100));
        try (var database = Database.open(file).migrate("t", List.of("CREATE TABLE t(x)"))) {
            assertEquals(0, number(database, "SELECT count(*) FROM t"));
            assertEquals("store.database-unreadable", database.problem().get().orElseThrow().code());
        }
        assertTrue(filesIn(folder).stream().anyMatch(path -> path.toString().contains("slipway.db.unreadable-")));
    }

    private static int number(Database database, String query) {
        return database.with(sql -> {
            try (var statement = sql.createStatement(); var row = statement.executeQuery(query)) {
                assertTrue(row.next());
                return row.getInt(1);
            }
        });
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
