package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/// A table as GitHub writes it, found in what is a paragraph to plain Markdown: lines between bars, the second of
/// dashes. Stateless.
///
/// @param rows the head first, then the rest; each cell holds nodes of words
record MarkdownTable(List<List<List<Node>>> rows) {
    private static final Pattern DASHES = Pattern.compile("\\s*:?-+:?\\s*");

    /// The table in `paragraph`; without rows where it is none.
    static MarkdownTable of(Paragraph paragraph) {
        if (!(paragraph.getFirstChild() instanceof Text first) || !first.getLiteral().startsWith("|"))
            return new MarkdownTable(List.of());
        List<List<List<Node>>> rows = read(paragraph);
        boolean table = rows.size() > 1 && rows.get(1).stream().allMatch(cell -> DASHES.matcher(words(cell)).matches());
        if (!table) return new MarkdownTable(List.of());
        rows.remove(1);
        return new MarkdownTable(rows);
    }

    private static List<List<List<Node>>> read(Paragraph paragraph) {
        var rows = new ArrayList<List<List<Node>>>();
        var row = new ArrayList<List<Node>>();
        List<Node> cell = new ArrayList<>();
        for (Node node = paragraph.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof SoftLineBreak) {
                rows.add(inside(row));
                row = new ArrayList<>();
                cell = new ArrayList<>();
            } else if (node instanceof Text text) {
                String[] parts = text.getLiteral().split("\\|", -1);
                for (int i = 0; i < parts.length; i++) {
                    if (i > 0) {
                        row.add(cell);
                        cell = new ArrayList<>();
                    }
                    String part = trimmed(parts[i], cell.isEmpty(), i < parts.length - 1);
                    if (!part.isEmpty()) cell.add(new Text(part));
                }
            } else {
                cell.add(node);
            }
        }
        rows.add(inside(row));
        return rows;
    }

    /// Without the spaces beside the bars.
    private static String trimmed(String part, boolean begins, boolean ends) {
        String begun = begins ? part.stripLeading() : part;
        return ends ? begun.stripTrailing() : begun;
    }

    /// Without what stands before the first bar.
    private static List<List<Node>> inside(List<List<Node>> row) {
        return row.isEmpty() ? row : row.subList(1, row.size());
    }

    /// How many signs a cell has.
    static int length(List<Node> cell) {
        return words(cell).strip().length();
    }

    /// How many signs its longest word has, which is not to be broken.
    static int word(List<Node> cell) {
        return Pattern.compile("\\s+").splitAsStream(words(cell)).mapToInt(String::length).max().orElse(0);
    }

    private static String words(List<Node> nodes) {
        var words = new StringBuilder();
        for (Node node : nodes) {
            switch (node) {
                case Text text -> words.append(text.getLiteral());
                case Code code -> words.append(code.getLiteral());
                default -> {
                    var inner = new ArrayList<Node>();
                    for (Node each = node.getFirstChild(); each != null; each = each.getNext())
                        inner.add(each);
                    words.append(words(inner));
                }
            }
        }
        return words.toString();
    }
}
