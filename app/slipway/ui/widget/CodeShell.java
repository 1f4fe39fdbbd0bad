package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.ui.widget.JsonViewText.Piece;

/// Shell scripts in colours, with quotes and here-documents over several lines. One use each, one thread.
final class CodeShell {
    private static final Pattern PIECES = Pattern.compile("(?<comment>(?<=^|\\s)#.*)"
            + "|(?<here>(?<!<)<<-?(?!<)\\s*(?<q>['\"]?)(?<end>\\w+)\\k<q>)|(?<quote>['\"])"
            + "|(?<variable>\\$\\{[^}]*}|\\$\\w+|\\$[@*#?$!-])|(?<word>[^\\s'\"$#;|&<>()\\\\]+)|\\\\.|\\s+|.");
    private static final Pattern IN_QUOTES = Pattern.compile(
            "(?<variable>\\$\\{[^}]*}|\\$\\w+|\\$[@*#?$!-])|(?<end>\")|\\\\.|[^$\\\\\"]+|.");
    private static final Pattern OPTION = Pattern.compile("--?[A-Za-z][\\w-]*=?.*");
    private static final Pattern WORD = Pattern.compile(
            "if|then|elif|else|fi|for|in|while|until|do|done|case|esac|function|set|export|local|return|exit|trap");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

    private char quote;
    private String here = "";

    private CodeShell() {}

    static List<CodeText.Line> lines(List<String> all) {
        var shell = new CodeShell();
        return all.stream().map(line -> new CodeText.Line(line, shell.pieces(line))).toList();
    }

    private List<Piece> pieces(String line) {
        if (!here.isEmpty()) {
            boolean last = line.strip().equals(here);
            if (last) here = "";
            return List.of(new Piece(line, last ? CodeText.WORD : CodeText.STRING));
        }
        var pieces = new ArrayList<Piece>();
        int at = 0;
        while (at < line.length())
            at = quote == 0 ? plain(line, at, pieces) : quoted(line, at, pieces);
        return pieces;
    }

    /// Up to the next quote; where that is.
    private int plain(String line, int from, List<Piece> pieces) {
        Matcher next = matcher(PIECES, line, from);
        int at = from;
        while (at < line.length() && next.find()) {
            at = next.end();
            if (next.group("quote") != null) {
                quote = next.group("quote").charAt(0);
                pieces.add(new Piece(next.group(), CodeText.STRING));
                return at;
            }
            if (next.group("here") != null) here = next.group("end");
            pieces.add(new Piece(next.group(), style(next)));
        }
        return at;
    }

    private static String style(Matcher found) {
        if (found.group("comment") != null) return CodeText.COMMENT;
        if (found.group("here") != null) return CodeText.WORD;
        if (found.group("variable") != null) return CodeText.VARIABLE;
        String word = found.group("word");
        if (word == null) return CodeText.PLAIN;
        if (OPTION.matcher(word).matches()) return CodeText.KEY;
        if (NUMBER.matcher(word).matches()) return CodeText.NUMBER;
        return WORD.matcher(word).matches() ? CodeText.WORD : CodeText.PLAIN;
    }

    /// Up to the end of the quotes, or of the line; where that is.
    private int quoted(String line, int from, List<Piece> pieces) {
        if (quote == '\'') {
            int end = line.indexOf('\'', from);
            if (end >= 0) quote = 0;
            int to = end < 0 ? line.length() : end + 1;
            pieces.add(new Piece(line.substring(from, to), CodeText.STRING));
            return to;
        }
        Matcher next = matcher(IN_QUOTES, line, from);
        int at = from;
        while (at < line.length() && next.find()) {
            at = next.end();
            pieces.add(new Piece(next.group(), next.group("variable") == null ? CodeText.STRING : CodeText.VARIABLE));
            if (next.group("end") == null) continue;
            quote = 0;
            return at;
        }
        return at;
    }

    private static Matcher matcher(Pattern what, String line, int at) {
        return what.matcher(line).region(at, line.length()).useTransparentBounds(true).useAnchoringBounds(false);
    }
}
