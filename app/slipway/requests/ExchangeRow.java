package slipway.requests;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.SecretHeaders;

/// How an exchange lies in its row of the database. Stateless.
final class ExchangeRow {
    static final String INSERT = """
            INSERT INTO exchange (endpoint, millis, name, method, url, sent_headers, sent, status, headers, body,
              total_nanos, first_nanos, served_by, revision, request_id, pinned, problem, bytes, answer_words,
              size, wire, encoding, trailers, timing, file)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    /// Bytes of an answer that are searched.
    private static final int SEARCHED = 64_000;
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, String>> SENT_HEADERS = new TypeReference<>() {
    };
    private static final TypeReference<LinkedHashMap<String, List<String>>> HEADERS = new TypeReference<>() {
    };

    /// A problem as it is kept: arguments as text.
    private record Kept(String code, List<String> args, @Nullable String detail) {}

    private ExchangeRow() {}

    /// Without the secrets in the headers of either.
    static Exchange masked(Exchange e) {
        var headers = new LinkedHashMap<String, String>();
        e.draft().headers().forEach((name, value) -> headers.put(name, SecretHeaders.masked(name, value)));
        var answered = new LinkedHashMap<String, List<String>>();
        e.headers().forEach((name, values) -> answered.put(name, values.stream().map(value -> SecretHeaders.masked(name,
                value)).toList()));
        return e.withDraft(new Draft(e.draft().name(), e.draft().method(), e.draft().url(), headers, e.draft().body()))
                .withHeaders(answered);
    }

    static void write(PreparedStatement to, Exchange e) throws SQLException {
        byte[] body = e.body().toArray();
        Problem problem = e.problem();
        Received how = e.received();
        Path file = how.file();
        Kept kept = problem == null
                ? null
                : new Kept(problem.code(), problem.args().stream().map(String::valueOf).toList(), problem.detail());
        String answerWords = new String(body, 0, Math.min(body.length, SEARCHED),
                java.nio.charset.StandardCharsets.UTF_8);
        Object[] values = {e.endpoint(), e.epochMillis(), e.draft().name(), e.draft().method(), e.draft().url(),
                JSON.writeValueAsString(e.draft().headers()), e.draft().body(), e.status(),
                JSON.writeValueAsString(e.headers()), body, e.totalNanos(), e.firstByteNanos(), e.servedBy(),
                e.revision(), e.requestId(), e.pinned() ? 1 : 0,
                kept == null ? null : JSON.writeValueAsString(kept), how.size() + e.draft().body().length(),
                answerWords, how.size(), how.wire(), how.encoding(), JSON.writeValueAsString(how.trailers()),
                how.timing().equals(Timing.UNKNOWN) ? "" : JSON.writeValueAsString(how.timing()),
                file == null ? null : String.valueOf(file.getFileName())};
        for (int i = 0; i < values.length; i++)
            to.setObject(i + 1, values[i]);
    }

    static Past listed(ResultSet row) throws SQLException {
        return new Past(row.getLong("id"), row.getString("endpoint"), row.getLong("millis"), row.getString("name"),
                row.getString("method"), row.getString("url"), row.getInt("status"), row.getString("served_by"),
                row.getString("request_id"), row.getInt("pinned") != 0, row.getLong("total_nanos"),
                row.getLong("size"));
    }

    /// @param files where long bodies lie
    static Exchange read(ResultSet row, @Nullable Path files) throws SQLException {
        var draft = new Draft(row.getString("name"), row.getString("method"), row.getString("url"),
                JSON.readValue(row.getString("sent_headers"), SENT_HEADERS), row.getString("sent"));
        String file = row.getString("file");
        String timing = row.getString("timing");
        var received = new Received(file == null || files == null ? null : files.resolve(file), row.getLong("size"),
                row.getLong("wire"), row.getString("encoding"), JSON.readValue(row.getString("trailers"), HEADERS),
                timing.isEmpty() ? Timing.UNKNOWN : JSON.readValue(timing, Timing.class));
        Map<String, List<String>> headers = JSON.readValue(row.getString("headers"), HEADERS);
        return new Exchange(row.getLong("id"), row.getString("endpoint"), row.getLong("millis"), draft,
                row.getInt("status"), headers, Bytes.owning(row.getBytes("body")), row.getLong("total_nanos"),
                row.getLong("first_nanos"), row.getString("served_by"), row.getString("revision"),
                row.getString("request_id"), row.getInt("pinned") != 0, problem(row.getString("problem")), received);
    }

    private static @Nullable Problem problem(@Nullable String json) {
        if (json == null) return null;
        Kept kept = JSON.readValue(json, Kept.class);
        return new Problem(kept.code(), List.copyOf(kept.args()), kept.detail());
    }
}
