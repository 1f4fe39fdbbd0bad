package slipway.requests;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads streamed pieces out of an answer while it comes: server-sent events, lines of JSON, or plain text, and from
/// OpenAI’s and Ollama’s the words themselves. The sender writes, another thread may take.
public final class Tokens implements Arrivals {
    /// More than this is not held for a reader that does not come.
    private static final int MOST = 1_000_000;

    private final long begun = System.nanoTime();
    private final Runnable news;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder event = new StringBuilder();
    private Form form = Form.NONE;
    private int status;
    private long bytes;
    private long pieces;
    private long told;
    private long first;
    private long last;

    /// How the pieces come.
    public enum Form {
        EVENTS, LINES, TEXT,
        /// Not meant to be read while it comes.
        NONE
    }

    /// What has come so far. Nanoseconds since the request was made, 0 before the first piece; `tokens` as the server
    /// counts them, -1 where it does not.
    public record Count(Form form, int status, long bytes, long pieces, long tokens, long firstNanos, long lastNanos) {
        /// Tokens (else pieces) a second after the first; NaN before the second.
        public double rate() {
            long counted = tokens > 0 ? tokens : pieces;
            return counted < 2 || lastNanos <= firstNanos
                    ? Double.NaN
                    : (counted - 1) * 1e9 / (lastNanos - firstNanos);
        }
    }

    /// @param news called after each arrival; returns at once
    public Tokens(Runnable news) {
        this.news = news;
    }

    /// How an answer with these headers streams.
    public static Form form(Map<String, List<String>> headers) {
        String type = AnswerHead.value(headers, "content-type").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/event-stream")) return Form.EVENTS;
        if (type.contains("ndjson") || type.contains("jsonl") || type.contains("stream+json")) return Form.LINES;
        boolean endless = AnswerHead.value(headers, "content-length").isEmpty();
        return endless && type.startsWith("text/plain") ? Form.TEXT : Form.NONE;
    }

    @Override
    public void head(int code, Map<String, List<String>> headers) {
        synchronized (this) {
            status = code;
            form = form(headers);
        }
        news.run();
    }

    @Override
    public void bytes(byte[] arrived, int length) {
        synchronized (this) {
            bytes += length;
            if (form == Form.TEXT) piece(new String(arrived, 0, length, StandardCharsets.UTF_8));
            else if (form != Form.NONE) for (int i = 0; i < length; i++)
                letter(arrived[i]);
        }
        news.run();
    }

    /// The words since the last call.
    public synchronized String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    public synchronized Count count() {
        return new Count(form, status, bytes, pieces, told == 0 ? -1 : told, first, last);
    }

    private void letter(byte each) {
        if (each != '\n') {
            if (each != '\r' && line.size() < MOST) line.write(each);
            return;
        }
        String whole = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (form == Form.LINES) {
            if (!whole.isBlank()) message(whole);
        } else if (whole.isEmpty()) {
            if (!event.isEmpty()) message(event.toString());
            event.setLength(0);
        } else if (whole.startsWith("data:")) {
            if (!event.isEmpty()) event.append('\n');
            event.append(whole, whole.startsWith("data: ") ? 6 : 5, whole.length());
        }
    }

    private void message(String data) {
        if (data.equals("[DONE]")) return;
        if (!data.startsWith("{")) {
            piece(data + "\n");
            return;
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(data);
            told = Math.max(told, json.at("/usage/completion_tokens").asLong(0));
            told = Math.max(told, json.path("eval_count").asLong(0));
            String words = words(json);
            if (words == null) piece(data + "\n");
            else if (!words.isEmpty()) piece(words);
        } catch (JacksonException e) {
            piece(data + "\n");
        }
    }

    /// Null where it is no message that is known to carry words.
    private static @org.jspecify.annotations.Nullable String words(JsonNode json) {
        if (json.path("choices").isArray()) {
            var words = new StringBuilder();
            for (JsonNode choice : json.path("choices")) {
                words.append(choice.at("/delta/reasoning_content").asString(""));
                words.append(choice.at("/delta/content").asString(""));
                words.append(choice.path("text").asString(""));
            }
            return words.toString();
        }
        if (json.at("/message/content").isString()) return json.at("/message/content").asString();
        return json.path("response").isString() ? json.path("response").asString() : null;
    }

    private void piece(String words) {
        last = System.nanoTime() - begun;
        if (pieces++ == 0) first = last;
        if (text.length() < MOST) text.append(words);
    }
}
