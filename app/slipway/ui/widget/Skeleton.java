package slipway.ui.widget;

import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import slipway.base.Text;

/// Grey lines where content is about to come; still, so that waiting costs nothing.
public final class Skeleton extends VBox {
    private static final double[] SHARES = {0.55, 0.9, 0.75, 0.35};

    public Skeleton(int lines) {
        getStyleClass().add("skeleton");
        setAccessibleText(Text.of("widget.loading"));
        for (int i = 0; i < lines; i++) {
            var line = new Region();
            line.getStyleClass().add("skeleton-line");
            double share = share(i);
            line.maxWidthProperty().bind(widthProperty().multiply(share));
            getChildren().add(line);
        }
    }

    /// How much of the width line number `line`, from 0, takes.
    public static double share(int line) {
        return SHARES[line % SHARES.length];
    }
}
