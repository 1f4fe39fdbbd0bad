package slipway.ui.widget;

import javafx.scene.paint.Paint;
import javafx.scene.shape.Rectangle;

/// A colour of the style sheet for what is drawn by hand: an unseen node whose fill CSS sets. Add it to the drawing's
/// children, read [#paint] when drawing, draw again on [#onChange] (the theme changed).
///
/// Style classes: `hue-1` … `hue-8`, `ink-text`, `ink-muted`, `ink-grid`, `ink-page`, `ink-panel`, `ink-good`,
/// `ink-warn`, `ink-bad`.
public final class Ink extends Rectangle {
    public Ink(String style) {
        super(0, 0);
        setManaged(false);
        setMouseTransparent(true);
        getStyleClass().addAll("ink", style);
    }

    public Paint paint() {
        return getFill();
    }

    /// Another colour from now on.
    public void become(String style) {
        getStyleClass().setAll("ink", style);
    }

    public void onChange(Runnable draw) {
        fillProperty().addListener(observed -> draw.run());
    }
}
