package slipway.ui.widget;

import java.util.function.Consumer;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

import slipway.base.Text;

/// A word of code (an address, a digest) with a button that copies it whole. FX thread.
public final class CopyLabel extends HBox {
    private final Label label = Labels.mono("");
    private String whole = "";

    /// `copy` takes the text for the clipboard: [slipway.ui.Notices#copied].
    public CopyLabel(Consumer<String> copy) {
        getStyleClass().add("copy-label");
        var button = Icons.button("fth-copy", Text.of("widget.copy"), () -> copy.accept(whole));
        button.getStyleClass().add("tight");
        label.setMinWidth(0);
        label.setTooltip(new Tooltip());
        getChildren().addAll(label, button);
        setMaxWidth(USE_PREF_SIZE);
    }

    public CopyLabel(String text, Consumer<String> copy) {
        this(copy);
        show(text, text);
    }

    /// Shows `shortened`, copies `text`.
    public void show(String text, String shortened) {
        whole = text;
        label.setText(shortened);
        label.getTooltip().setText(text);
    }

    /// `sha256:9f2c01…41ab`
    public static String shortDigest(String digest) {
        String hex = digest.startsWith("sha256:") ? digest.substring(7) : digest;
        return hex.length() <= 14 ? digest : "sha256:" + hex.substring(0, 6) + "…" + hex.substring(hex.length() - 4);
    }
}
