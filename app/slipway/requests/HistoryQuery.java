package slipway.requests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What is looked for in the history; empty texts and a `since` of 0 (epoch milliseconds) ask for nothing.
///
/// @param words each must be there, in name, address, body, answer, headers or id; its last letters may be missing
public record HistoryQuery(String words, String endpoint, String deployment, Outcome outcome, long since,
        boolean pinned) {
    public static final HistoryQuery ALL = words("");

    /// How it went.
    public enum Outcome {
        ANY, GOOD, CLIENT_ERROR, SERVER_ERROR, NO_ANSWER
    }

    public static HistoryQuery words(String words) {
        return new HistoryQuery(words, "", "", Outcome.ANY, 0, false);
    }

    /// Whether anything but words is asked for.
    public boolean filters() {
        return !endpoint.isEmpty() || !deployment.isEmpty() || outcome != Outcome.ANY || since > 0 || pinned;
    }

    /// For FTS5; no word of it is its syntax.
    String match() {
        return Arrays.stream(words.split("[^\\p{L}\\p{N}]+", -1)).filter(word -> !word.isEmpty())
                .map(word -> "\"" + word + "\"*").collect(Collectors.joining(" "));
    }

    /// Newest first. The facts are asked of their own index, so that no body is touched before its row is listed.
    String sql() {
        boolean match = !match().isEmpty();
        String from = match
                ? "exchange_words w CROSS JOIN exchange f INDEXED BY exchange_facts ON f.id = w.rowid"
                : "exchange f INDEXED BY exchange_facts";
        return "SELECT e.id, e.endpoint, e.millis, e.name, e.method, e.url, e.status, e.served_by, e.request_id, "
                + "e.pinned, e.total_nanos, e.size FROM (SELECT f.id FROM " + from + " WHERE f.gone = 0"
                + (match ? " AND exchange_words MATCH ?" : "") + conditions() + " ORDER BY "
                + (match ? "w.rowid" : "f.id") + " DESC LIMIT ?) found JOIN exchange e ON e.id = found.id "
                + "ORDER BY e.id DESC";
    }

    private String conditions() {
        String status = switch (outcome) {
            case ANY -> "";
            case GOOD -> " AND f.status BETWEEN 1 AND 399";
            case CLIENT_ERROR -> " AND f.status BETWEEN 400 AND 499";
            case SERVER_ERROR -> " AND f.status >= 500";
            case NO_ANSWER -> " AND f.status = 0";
        };
        return (endpoint.isEmpty() ? "" : " AND f.endpoint = ?") + (deployment.isEmpty() ? "" : " AND f.served_by = ?")
                + status + (since > 0 ? " AND f.millis >= ?" : "") + (pinned ? " AND f.pinned = 1" : "");
    }

    /// The values of [#sql], in order.
    List<Object> values(int max) {
        var values = new ArrayList<Object>();
        if (!match().isEmpty()) values.add(match());
        if (!endpoint.isEmpty()) values.add(endpoint);
        if (!deployment.isEmpty()) values.add(deployment);
        if (since > 0) values.add(since);
        values.add(max);
        return values;
    }
}
