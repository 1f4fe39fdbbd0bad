package slipway.requests;

import java.util.Locale;
import java.util.Set;

/// A draft as text for elsewhere. Secrets are left out: a variable of the shell stands in their place.
public final class CopyAs {
    /// Headers whose values never leave the request that carries them.
    static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "x-api-key", "api-key", "cookie");

    private CopyAs() {}

    /// A `curl` command for a POSIX shell; the key is read from `$ENDPOINT_KEY`.
    public static String curl(Draft draft) {
        var text = new StringBuilder("curl -sS");
        if (!draft.method().equals(draft.body().isEmpty() ? "GET" : "POST")) {
            text.append(" -X ").append(quoted(draft.method()));
        }
        text.append(" \\\n  ").append(quoted(draft.url()));
        draft.headers().forEach((name, value) -> {
            String line = isSecret(name) ? "\"" + name + ": " + placeholder(value) + "\"" : quoted(name + ": " + value);
            text.append(" \\\n  -H ").append(line);
        });
        if (!draft.body().isEmpty()) text.append(" \\\n  --data-binary ").append(quoted(draft.body()));
        return text.toString();
    }

    static boolean isSecret(String header) {
        return SECRET.contains(header.toLowerCase(Locale.ROOT));
    }

    private static String placeholder(String value) {
        return value.regionMatches(true, 0, "Bearer ", 0, 7) ? "Bearer $ENDPOINT_KEY" : "$ENDPOINT_KEY";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
