package slipway.ui.widget;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.image.ImageView;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

import slipway.base.Text;

/// Markdown as nodes. HTML in it is left out: nothing is fetched or run. A model card shows words alone; with a
/// [MarkdownGround] links lead on, pictures are shown and code can be copied. FX thread.
public final class MarkdownView extends VBox {
    /// Longer cards are cut, and say so.
    private static final int MAX = 40_000;
    /// Columns are as wide as their longest cells, but for those of many and of few signs.
    private static final int WIDEST = 40;
    private static final int LONGEST_WORD = 18;

    private final @Nullable MarkdownGround ground;
    private final MarkdownSpans spans;
    private final Map<String, Node> anchors = new HashMap<>();

    public MarkdownView() {
        this(null);
    }

    public MarkdownView(@Nullable MarkdownGround ground) {
        this.ground = ground;
        spans = new MarkdownSpans(ground);
        getStyleClass().add("markdown");
    }

    /// Shows `markdown` in place of what was there.
    public void show(String markdown) {
        getChildren().clear();
        anchors.clear();
        boolean cut = ground == null && markdown.length() > MAX;
        blocks(Parser.builder().build().parse(cut ? markdown.substring(0, MAX) : markdown), this);
        if (cut) getChildren().add(Labels.muted(Text.of("widget.markdown.cut")));
    }

    /// The heading that links call `anchor`.
    public Optional<Node> heading(String anchor) {
        return Optional.ofNullable(anchors.get(anchor));
    }

    /// What links call `heading`.
    public static String anchor(String heading) {
        return MarkdownSpans.anchor(heading);
    }

    private void blocks(org.commonmark.node.Node parent, VBox into) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNext())
            block(node, into);
    }

    private void block(org.commonmark.node.Node node, VBox into) {
        List<Node> blocks = into.getChildren();
        switch (node) {
            case Heading heading -> blocks.add(heading(heading));
            case FencedCodeBlock code -> blocks.add(code(code.getLiteral()));
            case IndentedCodeBlock code -> blocks.add(code(code.getLiteral()));
            case ThematicBreak rule -> blocks.add(region("md-rule"));
            case BlockQuote quote -> blocks.add(nested(quote, "md-quote"));
            case BulletList list -> blocks.add(list(list, 0));
            case OrderedList list -> blocks.add(list(list, 1));
            case Paragraph paragraph -> blocks.add(paragraph(paragraph));
            default -> {
                // raw HTML and link definitions show nothing
            }
        }
    }

    private Node heading(Heading heading) {
        Node flow = spans.flow(heading, "md-h" + Math.min(3, heading.getLevel()));
        anchors.putIfAbsent(anchor(MarkdownSpans.words(heading)), flow);
        return flow;
    }

    private Node paragraph(Paragraph paragraph) {
        MarkdownGround shows = ground;
        MarkdownTable table = MarkdownTable.of(paragraph);
        if (!table.rows().isEmpty()) return grid(table);
        if (shows != null && paragraph.getFirstChild() instanceof Image image && image.getNext() == null) {
            var found = shows.picture(image.getDestination());
            if (found.isPresent()) return picture(found.get(), MarkdownSpans.words(image));
        }
        return spans.flow(paragraph, "md-p");
    }

    private Node picture(javafx.scene.image.Image image, String says) {
        var view = new ImageView(image);
        view.setPreserveRatio(true);
        view.setSmooth(true);
        view.setAccessibleText(says);
        view.fitWidthProperty().bind(Bindings.createDoubleBinding(() -> Math.min(image.getWidth(),
                Math.max(1, getWidth() - getInsets().getLeft() - getInsets().getRight())), widthProperty()));
        return view;
    }

    private Node grid(MarkdownTable table) {
        var grid = new GridPane();
        grid.getStyleClass().add("md-table");
        int columns = table.rows().getFirst().size();
        var widths = new double[columns];
        for (var row : table.rows())
            for (int i = 0; i < Math.min(columns, row.size()); i++)
                widths[i] = Math.max(widths[i], wished(row.get(i)));
        double sum = java.util.Arrays.stream(widths).sum();
        for (double width : widths) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100 * width / sum);
            grid.getColumnConstraints().add(column);
        }
        for (int r = 0; r < table.rows().size(); r++) {
            var row = table.rows().get(r);
            var constraints = new RowConstraints();
            constraints.setValignment(VPos.TOP);
            grid.getRowConstraints().add(constraints);
            for (int i = 0; i < Math.min(columns, row.size()); i++)
                grid.add(cell(row.get(i), r == 0), i, r);
        }
        return grid;
    }

    /// About two signs of padding, and never less than a word.
    private static double wished(List<org.commonmark.node.Node> cell) {
        int word = Math.min(LONGEST_WORD, MarkdownTable.word(cell));
        return 2 + Math.max(word * 1.7, Math.min(WIDEST, MarkdownTable.length(cell)));
    }

    private Node cell(List<org.commonmark.node.Node> nodes, boolean head) {
        var cell = new VBox(spans.flow(nodes, head ? "md-cell-head" : "md-cell"));
        cell.getStyleClass().add(head ? "md-td-head" : "md-td");
        return cell;
    }

    private VBox list(org.commonmark.node.Node list, int first) {
        var items = new VBox();
        items.getStyleClass().add("md-list");
        int number = first;
        for (var item = list.getFirstChild(); item != null; item = item.getNext()) {
            var mark = Labels.muted(first == 0 ? "•" : number + ".");
            mark.minWidthProperty().bind(TextScale.times(14));
            var body = nested(item, "md-item");
            HBox.setHgrow(body, Priority.ALWAYS);
            items.getChildren().add(new HBox(4, mark, body));
            number++;
        }
        return items;
    }

    private VBox nested(org.commonmark.node.Node node, String style) {
        var box = new VBox(4);
        box.getStyleClass().add(style);
        box.setMinWidth(0);
        blocks(node, box);
        return box;
    }

    private Node code(String literal) {
        String text = literal.stripTrailing();
        var block = Labels.wrapped(text, "md-block");
        MarkdownGround copies = ground;
        if (copies == null) return block;
        Button copy = Icons.button("fth-copy", Text.of("widget.copy-all"), () -> copies.copy(text));
        copy.getStyleClass().add("md-copy");
        StackPane.setAlignment(copy, Pos.TOP_RIGHT);
        return new StackPane(block, copy);
    }

    private static Region region(String style) {
        var region = new Region();
        region.getStyleClass().add(style);
        return region;
    }
}
