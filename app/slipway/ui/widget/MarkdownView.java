package slipway.ui.widget;

import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;

import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

import slipway.base.Text;

/// A model card's Markdown as nodes. HTML in it and pictures are left out: nothing is fetched or run. FX thread.
public final class MarkdownView extends VBox {
    /// Longer cards are cut, and say so.
    private static final int MAX = 40_000;

    public MarkdownView() {
        getStyleClass().add("markdown");
    }

    public void show(String markdown) {
        getChildren().clear();
        boolean cut = markdown.length() > MAX;
        blocks(Parser.builder().build().parse(cut ? markdown.substring(0, MAX) : markdown), this);
        if (cut) getChildren().add(Labels.muted(Text.of("widget.markdown.cut")));
    }

    private static void blocks(Node parent, VBox into) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext())
            block(node, into);
    }

    private static void block(Node node, VBox into) {
        switch (node) {
            case Heading heading -> into.getChildren().add(flow(heading, "md-h" + Math.min(3, heading.getLevel())));
            case FencedCodeBlock code -> into.getChildren().add(code(code.getLiteral()));
            case IndentedCodeBlock code -> into.getChildren().add(code(code.getLiteral()));
            case ThematicBreak rule -> into.getChildren().add(region("md-rule"));
            case BlockQuote quote -> into.getChildren().add(nested(quote, "md-quote"));
            case BulletList list -> into.getChildren().add(list(list, 0));
            case OrderedList list -> into.getChildren().add(list(list, 1));
            case org.commonmark.node.Paragraph paragraph -> into.getChildren().add(flow(paragraph, "md-p"));
            default -> {
                // raw HTML and link definitions show nothing
            }
        }
    }

    private static VBox list(Node list, int first) {
        var items = new VBox();
        items.getStyleClass().add("md-list");
        int number = first;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            var mark = Labels.muted(first == 0 ? "•" : number + ".");
            mark.minWidthProperty().bind(TextScale.times(14));
            var body = nested(item, "md-item");
            HBox.setHgrow(body, Priority.ALWAYS);
            items.getChildren().add(new HBox(4, mark, body));
            number++;
        }
        return items;
    }

    private static VBox nested(Node node, String style) {
        var box = new VBox(4);
        box.getStyleClass().add(style);
        box.setMinWidth(0);
        blocks(node, box);
        return box;
    }

    private static TextFlow flow(Node node, String style) {
        var flow = new TextFlow();
        flow.getStyleClass().add(style);
        spans(node, flow, style);
        return flow;
    }

    private static void spans(Node parent, TextFlow into, String style) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case org.commonmark.node.Text text -> add(into, text.getLiteral(), style);
                case Code code -> add(into, code.getLiteral(), "md-code");
                case SoftLineBreak soft -> add(into, " ", style);
                case HardLineBreak hard -> add(into, "\n", style);
                case StrongEmphasis strong -> spans(strong, into, "md-strong");
                case Emphasis emphasis -> spans(emphasis, into, "md-emphasis");
                case Link link -> spans(link, into, "md-link");
                case Image image -> spans(image, into, "md-emphasis");
                default -> spans(node, into, style);
            }
        }
    }

    private static void add(TextFlow into, String words, String style) {
        var text = new javafx.scene.text.Text(words);
        text.getStyleClass().addAll("text", style);
        into.getChildren().add(text);
    }

    private static Region code(String literal) {
        return Labels.wrapped(literal.stripTrailing(), "md-block");
    }

    private static Region region(String style) {
        var region = new Region();
        region.getStyleClass().add(style);
        return region;
    }
}
