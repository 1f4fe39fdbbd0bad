package slipway.ui.widget;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;

/// A pane that scrolls what changes by itself. The toolkit’s keeps a picture of all of its content, and paints that whole
/// again for each change in it; here, only where something changed. FX thread.
final class LiveScroll extends ScrollPane {
    LiveScroll(Node content) {
        super(content);
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        Skin<?> skin = super.createDefaultSkin();
        getChildren().forEach(child -> child.setCache(false));
        return skin;
    }
}
