package slipway.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads string literals out of Java source; comments are left out, so that a key in a comment counts as no use.
public final class JavaText {
    private static final Pattern TOKEN = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?(?<!\\\\)\"\"\""
            + "|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'");
    private static final Pattern LITERAL = Pattern
            .compile("(?s)\"\"\".*?(?<!\\\\)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"|'(?:[^'\\\\\\n]|\\\\.)*'");

    private JavaText() {}

    /// The source with its comments taken out.
    public static String code(String source) {
        return TOKEN.matcher(source)
                .replaceAll(token -> token.group().startsWith("/") ? "" : Matcher.quoteReplacement(token.group()));
    }

    /// The values of all string literals as they are written, text blocks left out.
    public static Set<String> literals(String source) {
        return written(code(source)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> written(String code) {
        return LITERAL.matcher(code).results().filter(literal -> literal.group(1) != null)
                .map(literal -> literal.group(1));
    }

    /// The arguments, as written, of every call whose name with its opening parenthesis `call` finds.
    public static List<String> arguments(String source, Pattern call) {
        String code = code(source);
        var found = new ArrayList<String>();
        Matcher start = call.matcher(code);
        while (start.find())
            found.add(code.substring(start.end(), end(code, start.end())));
        return found;
    }

    /// The literals of every call that `call` finds.
    public static List<String> literalsOf(String source, Pattern call) {
        return arguments(source, call).stream().flatMap(JavaText::written).toList();
    }

    /// The first argument of every call that `call` finds, where it is one literal.
    public static List<String> firstLiterals(String source, Pattern call) {
        var found = new ArrayList<String>();
        for (String given : arguments(source, call)) {
            Matcher literal = LITERAL.matcher(given);
            if (!literal.lookingAt() || literal.group(1) == null) continue;
            String rest = given.substring(literal.end()).stripLeading();
            if (rest.isEmpty() || rest.startsWith(",")) found.add(literal.group(1));
        }
        return found;
    }

    /// Where the parenthesis closes that is open at `from`; literals may hold parentheses.
    private static int end(String code, int from) {
        Matcher token = TOKEN.matcher(code);
        int depth = 1;
        int at = from;
        while (at < code.length()) {
            char c = code.charAt(at);
            if ((c == '"' || c == '\'') && token.region(at, code.length()).lookingAt()) {
                at = token.end();
                continue;
            }
            if (c == '(') depth++;
            if (c == ')' && --depth == 0) return at;
            at++;
        }
        return at;
    }
}
