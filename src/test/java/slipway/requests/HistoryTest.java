package slipway.requests;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.requests.HistoryQuery.Outcome;
import slipway.store.Database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HistoryTest {
    @TempDir
    Path folder;
    private Database database;
    private History history;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("slipway.db"));
        history = new History(database, folder.resolve("answers"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void findsByEveryWordOfNameAddressBodyAndAnswer() {
        history.limits(new History.Limits(1_000_000, 36_500));
        history.add(exchange("First flower", "{\"petal\": 1.5}", "{\"class\": \"setosa\"}"));
        history.add(exchange("Second", "{\"petal\": 6.1}", "{\"class\": \"virginica\"}"));
        assertEquals(List.of("Second", "First flower"), names(""));
        assertEquals(List.of("First flower"), names("petal setosa"));
        assertEquals(List.of("Second"), names("virg"));
        assertEquals(List.of("Second", "First flower"), names("8801/score"));
        assertEquals(List.of(), names("petal missing"));
        assertEquals(List.of(), names("\"OR\" AND NEAR( *"));
        assertEquals(3, history.changes().get());
    }

    @Test
    void masksKeysBeforeTheyAreStored() throws Exception {
        history.limits(new History.Limits(1_000_000, 36_500));
        Exchange saved = history.add(exchange("keyed", "{}", "ok"));
        assertEquals(Map.of("Authorization", "Bearer •••", "X-API-Key", "•••", "Accept", "a b", "Cookie", "•••",
                "X-Auth-Token", "•••"), saved.draft().headers());
        assertEquals(List.of("•••"), saved.headers().get("set-cookie"));
        assertEquals(saved, history.get(saved.id()).orElseThrow());
        database.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertFalse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("s3cret"),
                        file.toString());
            }
        }
    }

    @Test
    void prunesByBytesAndAgeButNeverWhatIsPinned() {
        history.limits(new History.Limits(1_000_000, 36_500));
        long first = history.add(exchange("one", "", "")).id();
        history.pin(first, true);
        history.add(exchange("two", "", ""));
        history.add(exchange("large", "", "x".repeat(900_000)));
        history.add(exchange("larger", "", "x".repeat(900_000)));
        assertEquals(List.of("larger", "one"), names(""));
        assertTrue(history.usage().bytes() <= 1_000_000);
        assertEquals(1, files(), "the file of the pruned answer is gone");
    }

    @Test
    void daysCount() {
        history.limits(new History.Limits(1_000_000, 36_500));
        history.add(exchange("old", "", ""));
        history.limits(new History.Limits(1_000_000, 30));
        history.add(at("new", System.currentTimeMillis()));
        assertEquals(List.of("new"), names(""));
        assertEquals(1, history.usage().rows());
    }

    @Test
    void whatIsDeletedComesBackAsItWas() {
        history.limits(new History.Limits(1_000_000_000, 36_500));
        long first = history.add(exchange("one", "", "")).id();
        long second = history.add(exchange("two", "", "y".repeat(700_000))).id();
        history.pin(first, true);
        history.delete(second);
        assertEquals(List.of("one"), names(""));
        assertTrue(history.get(second).isEmpty());
        history.restore(second);
        assertEquals(List.of("two", "one"), names(""));
        assertEquals(700_000, history.get(second).orElseThrow().received().size());
        long deleted = history.deleteAll();
        assertEquals(List.of("one"), names(""));
        history.restoreAll(deleted);
        assertEquals(List.of("two", "one"), names(""));
        history.delete(second);
        history.compact();
        history.restore(second);
        assertEquals(List.of("one"), names(""));
        assertEquals(0, files());
        assertEquals(1, history.usage().rows());
    }

    @Test
    void filtersAndNames() {
        long id = history.add(new Exchange(0, "iris", System.currentTimeMillis(), exchange("a", "", "").draft(), 503,
                Map.of("x-cause", List.of("overloaded")), Bytes.EMPTY, 1, 1, "green", "1", "id-green", false, null))
                .id();
        history.add(at("b", System.currentTimeMillis()));
        assertEquals(List.of("a"), found(query("", "green", Outcome.ANY, 0)));
        assertEquals(List.of("a"), found(query("", "", Outcome.SERVER_ERROR, 0)));
        assertEquals(List.of("b"), found(query("score", "", Outcome.GOOD, 0)));
        assertEquals(List.of(), found(query("score", "green", Outcome.GOOD, 0)));
        assertEquals(List.of(), found(query("", "", Outcome.ANY, System.currentTimeMillis() + 1_000)));
        assertEquals(List.of("a"), names("overloaded"), "words of headers");
        assertEquals(List.of("a"), names("id-green"), "request ids");
        assertEquals("a", history.byRequestId("id-green").orElseThrow().draft().name());
        assertEquals(List.of("blue", "green"), history.names(true));
        history.name(id, " Überlast ");
        assertEquals(List.of("Überlast"), names("uberl"));
    }

    private static HistoryQuery query(String words, String deployment, Outcome outcome, long since) {
        return new HistoryQuery(words, "", deployment, outcome, since, false);
    }

    @Test
    void aSearchThatWasEndedFindsNothingAndHarmsNobody() throws Exception {
        for (int i = 0; i < 300; i++)
            history.add(at("a" + i, System.currentTimeMillis(), "b ".repeat(200) + i));
        var ended = new Finding();
        ended.end();
        assertEquals(List.of(), history.find(HistoryQuery.ALL, 100, ended));
        // ended somewhere on its way, whatever runs then goes on
        var found = new java.util.TreeSet<Integer>();
        for (int i = 0; i < 200; i++) {
            var finding = new Finding();
            var ender = Thread.ofVirtual().start(finding::end);
            found.add(history.find(HistoryQuery.words("b a"), 300, finding).size());
            history.name(1, "named " + i);
            ender.join();
        }
        assertTrue(java.util.Set.of(0, 300).containsAll(found), found.toString());
        assertEquals("named 199", history.get(1).orElseThrow().draft().name());
        assertEquals(300, history.find(HistoryQuery.words("b"), 300).size());
    }

    @Test
    void longBodiesLieInFilesAndProblemsAreKept() throws Exception {
        Exchange whole = at("long", System.currentTimeMillis(), "y".repeat(Sender.IN_MEMORY + 7));
        long id = history.add(whole).id();
        Exchange read = history.get(id).orElseThrow();
        assertEquals(Sender.IN_MEMORY, read.body().length());
        assertEquals(Sender.IN_MEMORY + 7, BodyRows.bytes(read).limit());
        var failed = new Exchange(0, "iris", whole.epochMillis(), whole.draft(), 0, Map.of(), Bytes.EMPTY, 5, 0, "", "",
                "", false,
                Problem.of("requests.refused", "http://127.0.0.1:1").withDetail("why"));
        long broken = history.add(failed).id();
        history.pin(broken, true);
        assertEquals(failed.problem(), history.get(broken).orElseThrow().problem());
        history.pin(12345, true);
        assertTrue(history.get(12345).isEmpty());
    }

    @Test
    void theFirstTablesAreTakenOver() {
        var older = Database.open(folder.resolve("older.db")).migrate("requests", HistoryTables.STEPS.subList(0, 6));
        older.with(connection -> connection.createStatement().executeUpdate("""
                INSERT INTO exchange VALUES (7, 'iris', 5, 'kept', 'POST', 'http://h/score', '{}', 'petal', 200, '{}',
                  CAST('setosa' AS BLOB), 9, 8, 'blue', '3', 'id-7', 1, NULL, 11, 'setosa')"""));
        older.close();
        try (var database = Database.open(folder.resolve("older.db"))) {
            var taken = new History(database);
            Exchange kept = taken.get(7).orElseThrow();
            assertEquals("setosa", kept.body().text());
            assertEquals(6, kept.received().size());
            assertEquals(Timing.UNKNOWN, kept.received().timing());
            assertEquals(1, taken.find(HistoryQuery.words("seto petal"), 9).size());
            assertEquals(new History.Usage(1, 11, new History.Limits(1_000_000_000, 90)), taken.usage());
            taken.delete(7);
            taken.compact();
            assertEquals(0, taken.find(HistoryQuery.words("setosa"), 9).size());
        }
    }

    @Test
    void aDamagedDatabaseIsKeptAsideAndANewOneBegun() throws Exception {
        history.add(exchange("lost", "", ""));
        database.close();
        Files.write(folder.resolve("slipway.db"), "this was a database once ".repeat(400).getBytes(
                StandardCharsets.UTF_8));
        Files.deleteIfExists(folder.resolve("slipway.db-wal"));
        database = Database.open(folder.resolve("slipway.db"));
        history = new History(database, folder.resolve("answers"));
        history.add(at("new", System.currentTimeMillis()));
        assertEquals(List.of("new"), names(""));
        assertEquals("store.database-unreadable", database.problem().get().orElseThrow().code());
        try (var all = Files.list(folder)) {
            assertTrue(all.anyMatch(file -> file.toString().contains("unreadable")));
        }
    }

    @Test
    void aLockedDatabaseIsAProblemAndNoCrash() throws Exception {
        history.add(at("before", System.currentTimeMillis()));
        try (var other = java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("slipway.db"));
                var statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            var refused = assertThrows(StudioException.class, () -> history.add(at("locked", 1)));
            assertEquals("store.database-failed", refused.problem().code());
            statement.execute("ROLLBACK");
        }
        history.add(at("after", System.currentTimeMillis()));
        assertEquals(List.of("after", "before"), names(""));
    }

    private long files() {
        if (!Files.isDirectory(folder.resolve("answers"))) return 0;
        try (var all = Files.list(folder.resolve("answers"))) {
            return all.count();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> found(HistoryQuery query) {
        return history.find(query, 100).stream().map(Past::name).toList();
    }

    private static Exchange at(String name, long millis) {
        return at(name, millis, "");
    }

    private static Exchange at(String name, long millis, String answer) {
        Exchange e = exchange(name, "", answer);
        return new Exchange(0, e.endpoint(), millis, e.draft(), e.status(), e.headers(), e.body(), 2, 1, "blue", "3",
                "id-1", false, null);
    }

    private List<String> names(String words) {
        return found(HistoryQuery.words(words));
    }

    private static Exchange exchange(String name, String body, String answer) {
        var draft = new Draft(name, "POST", "http://127.0.0.1:8801/score",
                Map.of("Authorization", "Bearer s3cret", "X-API-Key", "s3cret", "Accept", "a b", "Cookie",
                        "sid=s3cret; theme=x", "X-Auth-Token", "s3cret"),
                body);
        return new Exchange(0, "iris", 1_000, draft, 200, Map.of("content-type", List.of("application/json"),
                "set-cookie", List.of("sid=s3cret; Path=/")), Bytes.utf8(answer), 2_000_000, 1_000_000, "blue", "3",
                "id-1", false, null);
    }
}
