package slipway.ui.widget;

import java.util.List;

import slipway.export.ExportFile.Language;
import slipway.ui.widget.JsonViewText.Piece;

/// Files as coloured pieces, line by line; the pieces of a line together are the line. For reading, not for judging: a
/// text that breaks its language’s rules is shown all the same. Stateless; any thread.
public final class CodeText {
    static final String KEY = "code-key";
    static final String STRING = "code-string";
    static final String NUMBER = "code-number";
    static final String WORD = "code-word";
    static final String COMMENT = "code-comment";
    static final String VARIABLE = "code-variable";
    static final String PLAIN = "";

    private CodeText() {}

    /// A line as it is, and its pieces.
    public record Line(String text, List<Piece> pieces) {
        public Line {
            pieces = List.copyOf(pieces);
        }
    }

    /// The lines of `text`; a line end at its end begins no further one.
    public static List<Line> lines(String text, Language language) {
        List<String> all = text.lines().toList();
        return switch (language) {
            case YAML -> CodeYaml.lines(all);
            case SHELL -> CodeShell.lines(all);
            case CONF -> all.stream().map(CodeConf::line).toList();
            case JSON -> all.stream().map(line -> new Line(line, json(line))).toList();
            case TEXT -> all.stream().map(line -> new Line(line, List.of(new Piece(line, PLAIN)))).toList();
        };
    }

    private static List<Piece> json(String line) {
        return JsonViewText.pieces(line).stream()
                .map(piece -> new Piece(piece.text(), piece.style().replace("json-", "code-"))).toList();
    }
}
