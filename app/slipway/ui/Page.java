package slipway.ui;

import javafx.scene.layout.Region;

/// One page of the window; one folder each, listed in [Pages]. All on the FX thread.
public interface Page {
    /// Stable: names the text keys `page.ID.*` and the tour's pictures.
    String id();

    /// Ikonli literal of the rail's icon (`fth-grid`).
    String icon();

    /// The page's node, built on the first call and kept.
    Region view();

    /// Selects what is named (`iris/blue`, a model's path …) when the page is opened for it.
    default void select(String what) {}
}
