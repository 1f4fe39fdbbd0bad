package slipway.ui.widget;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import slipway.engine.LogOrigin;

/// A log line that is a JSON object, as a message with its fields. Remembers the last ones read. FX thread.
final class LogJson {
    private static final int REMEMBERED = 512;
    private static final List<String> MESSAGE = List.of("message", "msg", "event", "text", "log");
    /// Said by the columns beside it already.
    private static final List<String> SAID = List.of("level", "severity", "levelname", "log.level", "time", "timestamp",
            "ts", "@timestamp", "asctime");

    private final Map<String, Line> read = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Line> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// One line in short, and each of its fields as `name  value`; no fields where it is no JSON object.
    record Line(String summary, List<String> fields) {}

    /// The line taken apart; null where it is not JSON.
    @Nullable
    Line of(String text) {
        if (!text.startsWith("{", LogOrigin.end(text)) || !text.stripTrailing().endsWith("}")) return null;
        Line known = read.computeIfAbsent(text, LogJson::parse);
        return known.fields.isEmpty() ? null : known;
    }

    private static Line parse(String text) {
        int own = LogOrigin.end(text);
        try {
            if (!(JsonMapper.shared().readTree(text.substring(own)) instanceof ObjectNode object))
                return new Line(text, List.of());
            var summary = new StringBuilder(text.substring(0, own));
            var fields = new ArrayList<String>();
            String message = MESSAGE.stream().filter(object::has).findFirst().orElse("");
            if (!message.isEmpty()) summary.append(word(object.get(message)));
            int widest = object.propertyNames().stream().mapToInt(String::length).max().orElse(0);
            object.forEachEntry((name, value) -> {
                fields.add(name + " ".repeat(Math.min(24, Math.max(0, widest - name.length())) + 2) + word(value));
                if (name.equals(message) || SAID.contains(name)) return;
                summary.append(summary.length() == own ? "" : "  ").append(name).append('=').append(word(value));
            });
            return new Line(summary.toString(), List.copyOf(fields));
        } catch (JacksonException e) {
            return new Line(text, List.of());
        }
    }

    private static String word(JsonNode value) {
        String word = value.isString() ? value.stringValue() : value.toString();
        return word.replace("\n", " ⏎ ").replace("\t", "    ");
    }
}
