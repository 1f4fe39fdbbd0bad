package slipway.requests;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.Problem;

/// How an exchange lies in the database: one row, its words beside it for the search, and the size of all in a row of
/// its own that triggers keep.
final class ExchangeRow {
    static final List<String> TABLES = List.of("""
            CREATE TABLE exchange (
              id INTEGER PRIMARY KEY AUTOINCREMENT, endpoint TEXT NOT NULL, millis INTEGER NOT NULL,
              name TEXT NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL, sent_headers TEXT NOT NULL,
              sent TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL,
              total_nanos INTEGER NOT NULL, first_nanos INTEGER NOT NULL, served_by TEXT NOT NULL,
              revision TEXT NOT NULL, request_id TEXT NOT NULL, pinned INTEGER NOT NULL, problem TEXT,
              bytes INTEGER NOT NULL, answer_words TEXT NOT NULL)""", """
            CREATE VIRTUAL TABLE exchange_words USING fts5(name, url, sent, answer_words,
              content='exchange', content_rowid='id', tokenize="unicode61 remove_diacritics 2", prefix='2 3')""",
            "CREATE TABLE exchange_size (rows INTEGER NOT NULL, bytes INTEGER NOT NULL)",
            "INSERT INTO exchange_size VALUES (0, 0)", """
                    CREATE TRIGGER exchange_added AFTER INSERT ON exchange BEGIN
                      INSERT INTO exchange_words(rowid, name, url, sent, answer_words)
                        VALUES (new.id, new.name, new.url, new.sent, new.answer_words);
                      UPDATE exchange_size SET rows = rows + 1, bytes = bytes + new.bytes;
                    END""", """
                    CREATE TRIGGER exchange_deleted AFTER DELETE ON exchange BEGIN
                      INSERT INTO exchange_words(exchange_words, rowid, name, url, sent, answer_words)
                        VALUES ('delete', old.id, old.name, old.url, old.sent, old.answer_words);
                      UPDATE exchange_size SET rows = rows - 1, bytes = bytes - old.bytes;
                    END""");
    static final String INSERT = """
            INSERT INTO exchange (endpoint, millis, name, method, url, sent_headers, sent, status, headers, body,
              total_nanos, first_nanos, served_by, revision, request_id, pinned, problem, bytes, answer_words)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String MASK = "•••";
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, String>> SENT_HEADERS = new TypeReference<>() {
    };
    private static final TypeReference<LinkedHashMap<String, List<String>>> HEADERS = new TypeReference<>() {
    };

    /// A problem as it is kept: arguments as text.
    private record Kept(String code, List<String> args, @Nullable String detail) {}

    private ExchangeRow() {}

    /// Without the secrets of its headers.
    static Exchange masked(Exchange e) {
        var headers = new LinkedHashMap<String, String>();
        e.draft().headers().forEach((name, value) -> headers.put(name, CopyAs.isSecret(name) ? mask(value) : value));
        Draft draft = new Draft(e.draft().name(), e.draft().method(), e.draft().url(), headers, e.draft().body());
        return new Exchange(e.id(), e.endpoint(), e.epochMillis(), draft, e.status(), e.headers(), e.body(),
                e.totalNanos(), e.firstByteNanos(), e.servedBy(), e.revision(), e.requestId(), e.pinned(),
                e.problem());
    }

    static Exchange withId(Exchange e, long id) {
        return new Exchange(id, e.endpoint(), e.epochMillis(), e.draft(), e.status(), e.headers(), e.body(),
                e.totalNanos(), e.firstByteNanos(), e.servedBy(), e.revision(), e.requestId(), e.pinned(),
                e.problem());
    }

    private static String mask(String value) {
        int space = value.indexOf(' ');
        return space > 0 ? value.substring(0, space + 1) + MASK : MASK;
    }

    /// Every word must be there, the last letters of each may be missing; no word of it is FTS5 syntax.
    static String query(String words) {
        return Arrays.stream(words.split("[^\\p{L}\\p{N}]+", -1)).filter(word -> !word.isEmpty())
                .map(word -> "\"" + word + "\"*").collect(Collectors.joining(" "));
    }

    static void write(PreparedStatement to, Exchange e) throws SQLException {
        byte[] body = e.body().toArray();
        Problem problem = e.problem();
        Kept kept = problem == null
                ? null
                : new Kept(problem.code(), problem.args().stream().map(String::valueOf).toList(), problem.detail());
        String answerWords = new String(body, 0, Math.min(body.length, History.LISTED_BYTES),
                java.nio.charset.StandardCharsets.UTF_8);
        Object[] values = {e.endpoint(), e.epochMillis(), e.draft().name(), e.draft().method(), e.draft().url(),
                JSON.writeValueAsString(e.draft().headers()), e.draft().body(), e.status(),
                JSON.writeValueAsString(e.headers()), body, e.totalNanos(), e.firstByteNanos(), e.servedBy(),
                e.revision(), e.requestId(), e.pinned() ? 1 : 0,
                kept == null ? null : JSON.writeValueAsString(kept), (long) body.length + e.draft().body().length(),
                answerWords};
        for (int i = 0; i < values.length; i++)
            to.setObject(i + 1, values[i]);
    }

    static Exchange read(ResultSet row, int bodyLimit) throws SQLException {
        byte[] body = row.getBytes("body");
        String sent = row.getString("sent");
        var draft = new Draft(row.getString("name"), row.getString("method"), row.getString("url"),
                JSON.readValue(row.getString("sent_headers"), SENT_HEADERS), sent.length() > bodyLimit ? "" : sent);
        Map<String, List<String>> headers = JSON.readValue(row.getString("headers"), HEADERS);
        return new Exchange(row.getLong("id"), row.getString("endpoint"), row.getLong("millis"), draft,
                row.getInt("status"), headers, body.length > bodyLimit ? Bytes.EMPTY : Bytes.copyOf(body),
                row.getLong("total_nanos"), row.getLong("first_nanos"), row.getString("served_by"),
                row.getString("revision"), row.getString("request_id"), row.getInt("pinned") != 0,
                problem(row.getString("problem")));
    }

    private static @Nullable Problem problem(@Nullable String json) {
        if (json == null) return null;
        Kept kept = JSON.readValue(json, Kept.class);
        return new Problem(kept.code(), List.copyOf(kept.args()), kept.detail());
    }
}
