package slipway.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import slipway.base.SecretHeaders;
import slipway.base.StudioException;

/// What never reaches the disk: values of headers, of fields in bodies and in queries, and whatever a regular
/// expression finds. [SecretHeaders] and [#PARAMETERS] always apply. An immutable record, kept with the recording.
///
/// A field is a name that stands anywhere (`password`, in any case) or a path from the top (`$.user.email`), in which
/// arrays are passed through and `*` is any name.
public record Redaction(List<String> headers, List<String> fields, List<String> patterns) {
    /// Parameters of a query that do.
    public static final Set<String> PARAMETERS = Set.of("api_key", "api-key", "apikey", "key", "code", "token",
            "access_token", "sig", "signature", "x-amz-signature", "x-amz-security-token", "password", "secret");

    public static final Redaction USUAL = new Redaction(List.of(), List.of(), List.of());

    static final String INSTEAD = "[redacted]";

    private static final Pattern WORDS = Pattern.compile("/(?:[^/\\\\]|\\\\.)*/|[^,]+");
    private static final Pattern PATH = Pattern.compile("\\$(?:\\.[^.\\[\\]\\s]+(?:\\[\\*?\\])*)+");
    private static final Pattern NAME = Pattern.compile("[^$\\[\\]\\s][^\\[\\]]*");

    public Redaction {
        headers = List.copyOf(headers);
        fields = List.copyOf(fields);
        patterns = List.copyOf(patterns);
    }

    /// Reads rules as people write them, commas between: `password`, `$.user.email`, `header:X-Tenant`, `/sk-[a-z]+/`.
    ///
    /// @throws StudioException `record.rule` where one of them is none
    public static Redaction parse(List<String> rules) {
        var headers = new ArrayList<String>();
        var fields = new ArrayList<String>();
        var patterns = new ArrayList<String>();
        for (String rule : rules) {
            var words = WORDS.matcher(rule);
            while (words.find()) {
                String word = words.group().strip();
                if (word.length() > 2 && word.startsWith("/") && word.endsWith("/")) {
                    patterns.add(pattern(word.substring(1, word.length() - 1)));
                } else if (word.startsWith("header:") && word.length() > 7) {
                    headers.add(word.substring(7));
                } else if (PATH.matcher(word).matches()) {
                    fields.add(word.replaceAll("\\[\\*?\\]", ""));
                } else if (NAME.matcher(word).matches()) {
                    fields.add(word);
                } else if (!word.isEmpty()) {
                    throw StudioException.of("record.rule", word);
                }
            }
        }
        return new Redaction(headers, fields, patterns);
    }

    /// As people write them: read by [#parse] they are the same.
    String rules() {
        return Stream.of(headers.stream().map(each -> "header:" + each), fields.stream(),
                patterns.stream().map(each -> "/" + each.replace("/", "\\/") + "/")).flatMap(each -> each)
                .collect(Collectors.joining(","));
    }

    private static String pattern(String expression) {
        try {
            return Pattern.compile(expression.replace("\\/", "/")).pattern();
        } catch (PatternSyntaxException e) {
            throw StudioException.of("record.rule", "/" + expression + "/");
        }
    }

    /// Whether `value` is only what stands in the place of a secret.
    public static boolean isRedacted(String value) {
        return value.equals(INSTEAD);
    }

    /// Whether bodies are looked into.
    boolean readsBodies() {
        return !fields.isEmpty() || !patterns.isEmpty();
    }
}
