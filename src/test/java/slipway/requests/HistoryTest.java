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
import slipway.store.Database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HistoryTest {
    @TempDir
    Path folder;
    private Database database;
    private History history;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("slipway.db"));
        history = new History(database, 5, 1_000_000);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void findsByEveryWordOfNameAddressBodyAndAnswer() {
        history.add(exchange("First flower", "{\"petal\": 1.5}", "{\"class\": \"setosa\"}"));
        history.add(exchange("Second", "{\"petal\": 6.1}", "{\"class\": \"virginica\"}"));
        assertEquals(List.of("Second", "First flower"), names(""));
        assertEquals(List.of("First flower"), names("petal setosa"));
        assertEquals(List.of("Second"), names("virg"));
        assertEquals(List.of("Second", "First flower"), names("8801/score"));
        assertEquals(List.of(), names("petal missing"));
        assertEquals(List.of(), names("\"OR\" AND NEAR( *"));
        assertEquals(2, history.changes().get());
    }

    @Test
    void masksKeysBeforeTheyAreStored() throws Exception {
        Exchange saved = history.add(exchange("keyed", "{}", "ok"));
        assertEquals(Map.of("Authorization", "Bearer •••", "X-API-Key", "•••", "Accept", "a b"),
                saved.draft().headers());
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
    void prunesTheOldestThatAreNotPinned() {
        long first = history.add(exchange("one", "", "")).id();
        history.pin(first, true);
        for (String name : List.of("two", "three", "four", "five", "six", "seven"))
            history.add(exchange(name, "", ""));
        assertEquals(List.of("seven", "six", "five", "four", "one"), names(""));
        assertTrue(history.get(first).orElseThrow().pinned());
        history.add(exchange("large", "", "x".repeat(900_000)));
        history.add(exchange("larger", "", "x".repeat(900_000)));
        assertEquals(List.of("larger", "one"), names(""));
        history.delete(first);
        assertEquals(List.of("larger"), names(""));
        assertEquals(List.of(), names("one"));
    }

    @Test
    void listsWithoutLongBodiesAndKeepsProblems() {
        Exchange whole = exchange("long", "", "y".repeat(70_000));
        long id = history.add(whole).id();
        assertEquals(0, history.search("long", 10).getFirst().body().length());
        assertEquals(70_000, history.get(id).orElseThrow().body().length());
        var failed = new Exchange(0, "iris", 1, whole.draft(), 0, Map.of(), Bytes.EMPTY, 5, 0, "", "", "", false,
                Problem.of("requests.refused", "http://127.0.0.1:1").withDetail("why"));
        long broken = history.add(failed).id();
        assertEquals(failed.problem(), history.get(broken).orElseThrow().problem());
        history.pin(12345, true);
        assertTrue(history.get(12345).isEmpty());
    }

    private List<String> names(String words) {
        return history.search(words, 100).stream().map(exchange -> exchange.draft().name()).toList();
    }

    private static Exchange exchange(String name, String body, String answer) {
        var draft = new Draft(name, "POST", "http://127.0.0.1:8801/score",
                Map.of("Authorization", "Bearer s3cret", "X-API-Key", "s3cret", "Accept", "a b"), body);
        return new Exchange(0, "iris", 1_000, draft, 200, Map.of("content-type", List.of("application/json")),
                Bytes.utf8(answer), 2_000_000, 1_000_000, "blue", "3", "id-1", false, null);
    }
}
