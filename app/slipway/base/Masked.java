package slipway.base;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces everything in a text that looks like a secret, for what is kept and shown. Stateless.
public final class Masked {
    private static final Pattern USER = Pattern.compile("(://)[^/\\s:@]+:(?!•)[^/\\s@]+@");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w+/=._~-]{6,}");
    private static final String WORD = "(?:password|passwd|secret|token|api[_-]?key|registry-auth|authorization)";
    private static final String NAME = "[\\w-]*" + WORD + "[\\w-]*";
    private static final Pattern SAYS_SO = Pattern.compile("(?i)" + WORD);
    /// A name with `:` or `=`, or an option with its value; a bare value may hold anything but white space.
    private static final Pattern NAMED = Pattern.compile("(?i)(" + NAME + "[\"']?\\s*[:=]\\s*|--" + NAME + "\\s+)"
            + "(?!bearer |basic |[\"']?•)(?:(\")(?:[^\"\\\\]|\\\\.)*\"|(')[^']*'|[^\\s\"']+)");
    private static final String MASK = "•••";

    private Masked() {}

    /// Whether the variable `name` looks as if its `value` must go into no file: by its name whatever the value is, or by
    /// the value. Nothing is no secret.
    public static boolean secret(String name, String value) {
        return !value.isEmpty() && (SAYS_SO.matcher(name).find() || !text(value).equals(value));
    }

    /// Passwords in addresses only, for texts in which a name says nothing (code, other people’s settings).
    public static String addresses(String text) {
        return USER.matcher(text).replaceAll("$1" + MASK + "@");
    }

    /// Passwords in addresses, bearer and basic credentials, and values whose name says that they are secret.
    public static String text(String text) {
        String schemes = SCHEME.matcher(addresses(text)).replaceAll("$1 " + MASK);
        return NAMED.matcher(schemes).replaceAll(found -> {
            String quote = found.group(2) != null ? "\"" : found.group(3) != null ? "'" : "";
            return Matcher.quoteReplacement(found.group(1) + quote + MASK + quote);
        });
    }
}
