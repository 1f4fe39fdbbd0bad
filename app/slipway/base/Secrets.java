package slipway.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds keys and tokens in a text by the shapes that their makers gave them. What is found is never kept whole.
/// Stateless.
public final class Secrets {
    private static final int MOST = 20;
    private static final String BLOCK = "private key";
    static final Map<String, Pattern> SHAPES = new TreeMap<>(Map.ofEntries(
            shape("AWS access key", "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            shape("AWS secret key", "(?i)aws_secret_access_key\\s*[=:]\\s*[\"']?[A-Za-z0-9/+]{40}"),
            shape("Azure storage key", "AccountKey=[A-Za-z0-9/+]{86}=="),
            shape("Databricks token", "\\bdapi[0-9a-f]{32}\\b"),
            shape("GitHub token", "\\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,90})\\b"),
            shape("Google API key", "\\bAIza[0-9A-Za-z_-]{35}\\b"),
            shape("Hugging Face token", "\\bhf_[A-Za-z0-9]{34}\\b"),
            shape("OpenAI key", "\\bsk-(?:proj-)?[A-Za-z0-9]{40,}\\b"),
            // with its body, up to the end of the text where its last line is missing
            shape(BLOCK, "-----BEGIN ((?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY)-----(?s:.*?)"
                    + "(?:-----END \\1-----|\\z)"),
            shape("Slack token", "\\bxox[abprs]-[A-Za-z0-9-]{20,}\\b")));

    /// One that was found: what it opens, and its beginning.
    public record Secret(String kind, String masked) {}

    private Secrets() {}

    /// Those in `text`, at most [#MOST].
    public static List<Secret> in(String text) {
        var found = new ArrayList<Secret>();
        SHAPES.forEach((kind, shape) -> {
            Matcher matcher = shape.matcher(text);
            while (found.size() < MOST && matcher.find())
                found.add(new Secret(kind, masked(matcher.group())));
        });
        return found;
    }

    /// `text` with `mask` in the place of each one.
    public static String without(String text, String mask) {
        String masked = text;
        for (Pattern shape : SHAPES.values())
            masked = shape.matcher(masked).replaceAll(Matcher.quoteReplacement(mask));
        return masked;
    }

    /// `text` with `mask` in the place of keys that take several lines, for who goes on line by line.
    public static String withoutBlocks(String text, String mask) {
        return Objects.requireNonNull(SHAPES.get(BLOCK)).matcher(text).replaceAll(Matcher.quoteReplacement(mask));
    }

    private static String masked(String secret) {
        return secret.substring(0, Math.min(secret.startsWith("-----") ? 10 : 6, secret.length())) + "…";
    }

    private static Map.Entry<String, Pattern> shape(String kind, String pattern) {
        return Map.entry(kind, Pattern.compile(pattern));
    }
}
