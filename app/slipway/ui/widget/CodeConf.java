package slipway.ui.widget;

import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.ui.widget.JsonViewText.Piece;

/// A line of an nginx or HAProxy configuration in colours. Stateless; any thread.
final class CodeConf {
    private static final Pattern PIECES = Pattern.compile("(?<comment>(?<=^|\\s)#.*)"
            + "|(?<string>\"(?:[^\"\\\\]|\\\\.)*\"?|'(?:[^'\\\\]|\\\\.)*'?)|(?<variable>\\$\\{\\w+}|\\$\\w+|%\\[[^]]*])"
            + "|(?<mark>[;{}])|(?<word>[^\\s;{}\"'$%#]+%?)|\\s+|.");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?(?:ms|us|[smhdkKMgG%])?");

    private CodeConf() {}

    static CodeText.Line line(String line) {
        var pieces = new ArrayList<Piece>();
        boolean first = true;
        Matcher next = PIECES.matcher(line);
        while (next.find()) {
            String word = next.group("word");
            pieces.add(new Piece(next.group(), style(next, first)));
            if (word != null) first = false;
            else if (next.group("mark") != null) first = true;
        }
        return new CodeText.Line(line, pieces);
    }

    private static String style(Matcher found, boolean first) {
        if (found.group("comment") != null) return CodeText.COMMENT;
        if (found.group("string") != null) return CodeText.STRING;
        if (found.group("variable") != null) return CodeText.VARIABLE;
        String word = found.group("word");
        if (word == null) return CodeText.PLAIN;
        if (NUMBER.matcher(word).matches()) return CodeText.NUMBER;
        return first ? CodeText.KEY : CodeText.PLAIN;
    }
}
