package slipway.ui.widget;

import java.util.Locale;

import javafx.scene.control.Hyperlink;
import javafx.scene.text.TextFlow;

import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.jspecify.annotations.Nullable;

/// The words inside a block of Markdown, each in its style. FX thread.
final class MarkdownSpans {
    private final @Nullable MarkdownGround ground;

    MarkdownSpans(@Nullable MarkdownGround ground) {
        this.ground = ground;
    }

    TextFlow flow(Node node, String style) {
        var flow = new TextFlow();
        flow.getStyleClass().add(style);
        all(node, flow, style);
        return flow;
    }

    TextFlow flow(Iterable<Node> nodes, String style) {
        var flow = new TextFlow();
        flow.getStyleClass().add(style);
        nodes.forEach(node -> span(node, flow, style));
        return flow;
    }

    private void all(Node parent, TextFlow into, String style) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext())
            span(node, into, style);
    }

    private void span(Node node, TextFlow into, String style) {
        switch (node) {
            case org.commonmark.node.Text text -> add(into, text.getLiteral(), style);
            case Code code -> add(into, code(code, style), "md-code");
            case SoftLineBreak soft -> add(into, " ", style);
            case HardLineBreak hard -> add(into, "\n", style);
            case StrongEmphasis strong -> all(strong, into, "md-strong");
            case Emphasis emphasis -> all(emphasis, into, "md-emphasis");
            case Link link -> link(link, into);
            case Image image -> all(image, into, "md-emphasis");
            default -> all(node, into, style);
        }
    }

    private void link(Link link, TextFlow into) {
        MarkdownGround leads = ground;
        if (leads == null) {
            all(link, into, "md-link");
            return;
        }
        var hyperlink = new Hyperlink(words(link));
        hyperlink.getStyleClass().add("md-link");
        hyperlink.setMnemonicParsing(false);
        hyperlink.setOnAction(event -> leads.follow(link.getDestination()));
        into.getChildren().add(hyperlink);
    }

    /// In the cells of a table, a bar is written as `\|`.
    private static String code(Code code, String style) {
        return style.startsWith("md-cell") ? code.getLiteral().replace("\\|", "|") : code.getLiteral();
    }

    private static void add(TextFlow into, String words, String style) {
        var text = new javafx.scene.text.Text(words);
        text.getStyleClass().addAll("text", style);
        into.getChildren().add(text);
    }

    /// All words of `parent`, without their styles.
    static String words(Node parent) {
        var words = new StringBuilder();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            words.append(switch (node) {
                case org.commonmark.node.Text text -> text.getLiteral();
                case Code code -> code.getLiteral();
                case SoftLineBreak soft -> " ";
                default -> words(node);
            });
        }
        return words.toString();
    }

    /// The name that links give a heading, as GitHub makes it: `my-heading` of “My heading!”.
    static String anchor(String heading) {
        return heading.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}\\- _]", "").replace(' ', '-');
    }
}
