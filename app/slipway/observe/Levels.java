package slipway.observe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.engine.LogOrigin;
import slipway.observe.LogLine.Level;

/// Reads the level of a log line from its own words. Stateless; any thread.
final class Levels {
    // a line says its level early; what comes later is its message, which may speak of errors
    private static final int HEAD = 160;
    private static final Pattern FIELD = Pattern
            .compile("\"(?:level|severity|levelname|log\\.level)\"\\s*:\\s*\"([A-Za-z]+)\"");
    private static final Pattern WORD = Pattern.compile(
            "(?<![A-Za-z0-9_])(TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|SEVERE|FATAL|CRITICAL|PANIC|OOM)(?![A-Za-z0-9_])"
                    + "|(?:^|\\blevel=|\\[)(trace|debug|info|warn(?:ing)?|error|fatal|critical)(?=[\\s:\\]]|$)");
    private static final Pattern THROWN = Pattern
            .compile("^(?:Exception in thread|Traceback \\(most recent|Error:|[\\w.$]+(?:Exception|Error)(?::|$))");

    private Levels() {}

    static Level of(String text) {
        int own = LogOrigin.end(text);
        String head = text.substring(own, Math.min(text.length(), own + HEAD));
        if (head.startsWith("{")) {
            Matcher field = FIELD.matcher(text);
            if (field.find()) return named(field.group(1));
        }
        Matcher word = WORD.matcher(head);
        if (word.find()) return named(word.group(1) == null ? word.group(2) : word.group(1));
        return THROWN.matcher(head).find() ? Level.ERROR : Level.INFO;
    }

    private static Level named(String word) {
        return switch (word.toUpperCase(java.util.Locale.ROOT)) {
            case "TRACE", "DEBUG" -> Level.DEBUG;
            case "WARN", "WARNING" -> Level.WARN;
            case "ERROR", "SEVERE", "FATAL", "CRITICAL", "PANIC", "OOM" -> Level.ERROR;
            default -> Level.INFO;
        };
    }
}
