package slipway.ui.endpoints;

import java.util.function.Consumer;

import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.deploy.DeploymentState;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Sparkline;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.TextScale;

/// A box of a [FlowView]: two lines with a figure at the right of each; a deployment’s is a button. FX thread.
final class FlowBox extends HBox {
    private static final double GAPS = 16;
    private static final double LINES = 42;
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final Label name = Labels.strong("");
    private final Label share = Labels.of("", "strong");
    private final Label detail = Labels.of("", "muted", "small");
    private final Label rate = Labels.of("", "muted", "small");
    private final HBox first = new HBox(8, name, Labels.gap(), share);
    private final HBox second = new HBox(8, detail, Labels.gap(), rate);
    private final StatusPill pill = new StatusPill();
    private final Tooltip tip = new Tooltip();
    private @Nullable Sparkline spark;
    private @Nullable Hyperlink address;
    private String hue = "";

    /// `kind` is `client`, `gateway` or `end`.
    FlowBox(String kind) {
        setManaged(false);
        getStyleClass().addAll("flow-node", "flow-" + kind);
        name.setMinWidth(0);
        detail.setMinWidth(0);
        share.setMinWidth(USE_PREF_SIZE);
        if (kind.equals("client")) share.getStyleClass().setAll("label", "muted", "small");
        rate.setMinWidth(USE_PREF_SIZE);
        var lines = new VBox(4, first, second);
        lines.setMinWidth(0);
        HBox.setHgrow(lines, Priority.ALWAYS);
        getChildren().addAll(lines, pill);
        pill.setManaged(false);
        pill.setVisible(false);
    }

    /// Of each, in pixels.
    static double height() {
        return GAPS + TextScale.of(LINES);
    }

    String name() {
        return name.getText();
    }

    void show(String title, String figure, String below, String belowFigure, @Nullable DeploymentState state) {
        name.setText(title);
        share.setText(figure);
        detail.setText(below);
        rate.setText(belowFigure);
        pill.setManaged(state != null);
        pill.setVisible(state != null);
        if (state != null) pill.show(state);
    }

    /// Pressing it (or Enter, Space on it) gives its name to `select`.
    void selects(Consumer<String> select) {
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
        setOnMouseClicked(event -> {
            requestFocus();
            select.accept(name());
        });
        setOnKeyPressed(event -> {
            if (event.getCode() != KeyCode.ENTER && event.getCode() != KeyCode.SPACE) return;
            event.consume();
            select.accept(name());
        });
        var line = new Sparkline("hue-1", 56, 22);
        line.setMouseTransparent(true);
        spark = line;
        getChildren().add(1, line);
    }

    /// Shows an address below that gives itself to `copy` when pressed.
    void copies(Consumer<String> copy) {
        var link = new Hyperlink("", Icons.of("fth-copy"));
        link.getStyleClass().addAll("mono", "flow-address");
        link.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        link.setTooltip(new Tooltip(Text.of("flow.copy")));
        link.setOnAction(event -> {
            link.setVisited(false);
            copy.accept("http://" + link.getText());
        });
        address = link;
        share.getStyleClass().setAll("label", "muted", "small");
        second.getChildren().setAll(link);
    }

    void address(String text) {
        Hyperlink link = address;
        if (link == null) return;
        link.setText(text);
        link.setAccessibleText(Text.of("flow.copy-address", text));
        link.setVisible(!text.isEmpty());
    }

    /// What stands here in full words.
    void tell(String words) {
        setAccessibleText(words);
        tip.setText(words);
        Tooltip.install(this, tip);
    }

    void selected(boolean is) {
        pseudoClassStateChanged(CHOSEN, is);
    }

    void history(double[] perSecond) {
        if (spark != null) spark.show(perSecond);
    }

    void hue(String style) {
        if (style.equals(hue)) return;
        hue = style;
        share.getStyleClass().setAll("label", "strong", style);
        getStyleClass().setAll("flow-node", "flow-end", style);
        if (spark != null) spark.hue(style);
    }
}
