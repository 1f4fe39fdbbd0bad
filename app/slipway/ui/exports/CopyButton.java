package slipway.ui.exports;

import java.util.function.Consumer;
import java.util.function.Supplier;

import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;

import slipway.base.Text;
import slipway.ui.widget.Icons;

/// Copies and says so itself for a moment: the studio’s own word for it may lie behind this window. FX thread.
final class CopyButton extends Button {
    private static final Duration SAYS = Duration.seconds(1.5);

    /// @param says  what it copies; shown beside its icon where `words`, else as its tooltip
    /// @param copy  takes the text for the clipboard
    CopyButton(String id, String says, boolean words, Supplier<String> text, Consumer<String> copy) {
        super(says, Icons.of("fth-copy"));
        setId(id);
        setMnemonicParsing(false);
        setAccessibleText(says);
        setTooltip(new Tooltip(says));
        setMinWidth(USE_PREF_SIZE);
        if (!words) {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            getStyleClass().add("icon-button");
        }
        var pause = new PauseTransition(SAYS);
        pause.setOnFinished(event -> show("fth-copy", says));
        setOnAction(event -> {
            copy.accept(text.get());
            show("fth-check", Text.of("exportview.copied"));
            pause.playFromStart();
        });
    }

    private void show(String icon, String words) {
        setText(words);
        setGraphic(Icons.of(icon));
    }
}
