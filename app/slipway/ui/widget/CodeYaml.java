package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.ui.widget.JsonViewText.Piece;

/// YAML in colours. What stands in quotes over several lines is coloured on its first only. One use each, one thread.
final class CodeYaml {
    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'";
    private static final Pattern LEAD = Pattern.compile("\\s*(?:-(?:\\s+|$))*");
    private static final Pattern KEY = Pattern.compile("(" + QUOTED
            + "|[^\\s#'\"\\[\\]{},&*!|>%@`][^#]*?)(\\s*:)(?=\\s|$)");
    private static final Pattern MARK = Pattern.compile("(?:---|\\.\\.\\.|%\\S+)(?=\\s|$).*");
    private static final Pattern BLOCK = Pattern.compile("[|>][+\\-0-9]*(?=\\s|$)");
    private static final Pattern NAME = Pattern.compile("[!&*]\\S*");
    private static final Pattern COMMENT = Pattern.compile("(?<=^|\\s)#.*");
    private static final Pattern SCALAR = Pattern.compile(QUOTED + "|[\"'].*|(?:(?!\\s#).)+");
    /// Within brackets commas and brackets end a scalar too.
    private static final Pattern INNER = Pattern.compile(QUOTED
            + "|[\"'].*|[\\[\\]{},]|:(?=\\s|$)|(?:(?!\\s#|:\\s|:$)[^\\[\\]{},])+");
    private static final Pattern INNER_KEY = Pattern.compile("(?:" + QUOTED
            + "|[^\\s:\\[\\]{},\"'][^:\\[\\]{},]*)(?=\\s*:(?:\\s|$))");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:\\d[\\d_]*(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("true|false|null|~");

    /// Column of what a block text belongs to, or -1 outside one.
    private int block = -1;

    private CodeYaml() {}

    static List<CodeText.Line> lines(List<String> all) {
        var yaml = new CodeYaml();
        return all.stream().map(line -> new CodeText.Line(line, yaml.pieces(line))).toList();
    }

    private List<Piece> pieces(String line) {
        int indent = line.length() - line.stripLeading().length();
        if (block >= 0 && (line.isBlank() || indent > block)) return List.of(new Piece(line, CodeText.STRING));
        block = -1;
        if (MARK.matcher(line).matches()) return List.of(new Piece(line, CodeText.WORD));
        var pieces = new ArrayList<Piece>();
        Matcher lead = LEAD.matcher(line);
        int at = lead.lookingAt() ? lead.end() : 0;
        if (at > 0) pieces.add(new Piece(line.substring(0, at), CodeText.PLAIN));
        int owner = Math.max(indent, line.lastIndexOf('-', Math.max(0, at - 1)));
        Matcher key = KEY.matcher(line).region(at, line.length());
        if (key.lookingAt()) {
            owner = at;
            pieces.add(new Piece(key.group(1), CodeText.KEY));
            pieces.add(new Piece(key.group(2), CodeText.PLAIN));
            at = key.end();
        }
        value(line, at, owner, pieces);
        return pieces;
    }

    private void value(String line, int from, int owner, List<Piece> pieces) {
        int at = from;
        boolean inner = false;
        while (at < line.length()) {
            int begin = at;
            while (at < line.length() && Character.isWhitespace(line.charAt(at)))
                at++;
            if (at > begin) pieces.add(new Piece(line.substring(begin, at), CodeText.PLAIN));
            if (at == line.length()) return;
            inner |= line.charAt(at) == '[' || line.charAt(at) == '{';
            String style = begins(COMMENT, line, at) ? CodeText.COMMENT : CodeText.PLAIN;
            int end = end(style.isEmpty() ? inner ? INNER : SCALAR : COMMENT, line, at);
            if (!inner && begins(BLOCK, line, at)) {
                block = owner;
                end = end(BLOCK, line, at);
                style = CodeText.WORD;
            } else if (begins(NAME, line, at)) {
                end = end(NAME, line, at);
                style = CodeText.WORD;
            } else if (inner && begins(INNER_KEY, line, at)) {
                end = end(INNER_KEY, line, at);
                style = CodeText.KEY;
            } else if (style.isEmpty()) {
                style = scalar(line.substring(at, end).strip());
            }
            pieces.add(new Piece(line.substring(at, end), style));
            at = end;
        }
    }

    private static String scalar(String text) {
        if (text.startsWith("\"") || text.startsWith("'")) return CodeText.STRING;
        if (NUMBER.matcher(text).matches()) return CodeText.NUMBER;
        return WORD.matcher(text).matches() ? CodeText.WORD : CodeText.PLAIN;
    }

    private static boolean begins(Pattern what, String line, int at) {
        return matcher(what, line, at).lookingAt();
    }

    /// Where what begins at `at` ends: past one character at least.
    private static int end(Pattern what, String line, int at) {
        Matcher found = matcher(what, line, at);
        return found.lookingAt() ? Math.max(at + 1, found.end()) : at + 1;
    }

    /// Sees what stands before `at` too.
    private static Matcher matcher(Pattern what, String line, int at) {
        return what.matcher(line).region(at, line.length()).useTransparentBounds(true).useAnchoringBounds(false);
    }
}
