package slipway.base;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Headers that say who somebody is: their values are kept, shown and copied nowhere. Stateless.
public final class SecretHeaders {
    /// The known ones, in lower case; others are known by the end of their name.
    public static final Set<String> NAMES = Set.of("authorization", "proxy-authorization", "cookie", "set-cookie",
            "x-api-key", "api-key", "x-auth-token", "x-amz-security-token", "x-goog-api-key", "x-functions-key",
            "ocp-apim-subscription-key");
    public static final String MASK = "•••";
    private static final Pattern NAMED = Pattern.compile("cookie2|.*(?:api-?key|secret|password|passwd|credential"
            + "|signature|token)");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{[^{}]+}}");

    private SecretHeaders() {}

    public static boolean has(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAMES.contains(lower) || NAMED.matcher(lower).matches();
    }

    /// `Bearer ` of `Bearer abc`, where the header has such a word before its secret; else nothing.
    public static String scheme(String name, String value) {
        int space = value.indexOf(' ');
        return space > 0 && name.toLowerCase(Locale.ROOT).endsWith("authorization")
                ? value.substring(0, space + 1)
                : "";
    }

    /// The value as it may be kept and shown; the name of a variable is no secret.
    public static String masked(String name, String value) {
        String scheme = scheme(name, value);
        return !has(name) || VARIABLE.matcher(value.substring(scheme.length())).matches() ? value : scheme + MASK;
    }

    /// Whether `value` is only what stands in the place of a secret.
    public static boolean isMasked(String value) {
        return value.endsWith(MASK);
    }
}
