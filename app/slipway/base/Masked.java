package slipway.base;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces everything in a text that looks like a secret, for what is kept and shown. Stateless.
public final class Masked {
    private static final Pattern USER = Pattern
            .compile("(://)[^/\\s:@]*:(?!•)[^/\\s?#\"'<>]+@");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w+/=._~-]{6,}");
    /// What counts tokens (`MAX_TOKENS`) or makes them (`TOKENIZERS_PARALLELISM`) is no secret, several keys are.
    private static final String WORD = "(?:password|passwd|passphrase|(?:^|(?<=[._-]))pass(?![\\w-])|secret|credential"
            + "|token(?!s(?![a-z])|iz)|(?:access|api|auth|bearer|refresh|session)[_-]?tokens"
            + "|(?:access|account|api|private|storage)[_-]?key|access[_-]?signature|conn(?:ection)?[_-]?str(?:ing)?"
            + "|registry-auth|authorization)";
    /// Signed addresses of Azure, AWS and Google.
    private static final Pattern SIGNED = Pattern
            .compile("(?i)([?&](?:sig|x-amz-signature|x-goog-signature)=)(?!•)[^&\\s\"']+");
    private static final Pattern SAYS_SO = Pattern.compile("(?i)" + WORD);
    /// The rest of a run of letters, where it names a secret.
    private static final String REST = "(?=[\\w-]*?" + WORD + ")[\\w-]++";
    /// A name with `:` or `=`, or an option with its value; a bare value may hold anything but white space. It takes time
    /// with the length of the text, not with its square: a name is looked for once in a run of letters, from where the
    /// run begins, and nothing that was taken is given back.
    private static final Pattern NAMED = Pattern.compile("(?i)((?<![\\w-])" + REST + "[\"']?\\s*+[:=]\\s*+"
            + "|(?<![\\w-])(?>[\\w-]*?--)" + REST + "\\s++)"
            + "(?!bearer |basic |[\"']?•)(?:(\")(?:[^\"\\\\]|\\\\.)*+\"|(')[^']*+'|[^\\s\"']++)");
    /// What stands in the place of a secret.
    public static final String MASK = "•••";
    /// All that a text is searched with, besides the shapes of [Secrets].
    static final List<Pattern> ALL = List.of(USER, SCHEME, SIGNED, SAYS_SO, NAMED);

    private Masked() {}

    /// Whether the variable `name` looks as if its `value` must go into no file: by its name whatever the value is, or by
    /// the value. Nothing is no secret.
    public static boolean secret(String name, String value) {
        return !value.isEmpty() && (named(name) || !text(value).equals(value));
    }

    /// Whether `name` says that its value is secret.
    public static boolean named(String name) {
        return SAYS_SO.matcher(name).find();
    }

    /// Passwords in addresses only, for texts in which a name says nothing (code, other people’s settings).
    public static String addresses(String text) {
        return USER.matcher(text).replaceAll("$1" + MASK + "@");
    }

    /// Passwords and signatures in addresses, bearer and basic credentials, values whose name says that they are secret,
    /// and keys that are known by their shape ([Secrets]).
    public static String text(String text) {
        String schemes = SCHEME.matcher(addresses(text)).replaceAll("$1 " + MASK);
        String signed = SIGNED.matcher(schemes).replaceAll("$1" + MASK);
        String named = NAMED.matcher(signed).replaceAll(found -> {
            String quote = found.group(2) != null ? "\"" : found.group(3) != null ? "'" : "";
            return Matcher.quoteReplacement(found.group(1) + quote + MASK + quote);
        });
        return Secrets.without(named, MASK);
    }
}
