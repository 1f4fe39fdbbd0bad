package slipway.ui.requests;

import javafx.scene.layout.Region;

/// One way to look at a request’s body and to change it; the text is the truth. FX thread.
interface DraftView {
    Region node();

    /// Shows `text`; false where this view cannot show it, and then it shows nothing.
    boolean open(String text);
}
