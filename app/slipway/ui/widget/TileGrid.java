package slipway.ui.widget;

import java.util.List;

import javafx.scene.Node;
import javafx.scene.layout.Pane;

/// Tiles in as many columns as fit, rows as high as their highest; a last row with fewer tiles shares its whole width.
public final class TileGrid extends Pane {
    private final double least;
    private final double gap;

    /// `least` is the smallest width of a tile.
    public TileGrid(double least, double gap) {
        this.least = least;
        this.gap = gap;
        setMinWidth(0);
    }

    @Override
    public javafx.geometry.Orientation getContentBias() {
        return javafx.geometry.Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        return place(width, false);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return least;
    }

    @Override
    protected void layoutChildren() {
        place(getWidth(), true);
    }

    private double place(double width, boolean move) {
        List<Node> tiles = getManagedChildren();
        if (tiles.isEmpty()) return 0;
        double room = width <= 0 ? least : width;
        int fits = Math.max(1, (int) ((room + gap) / (least + gap)));
        int columns = Math.min(fits, tiles.size());
        double y = 0;
        for (int from = 0; from < tiles.size(); from += columns) {
            List<Node> row = tiles.subList(from, Math.min(tiles.size(), from + columns));
            double tile = (room - gap * (row.size() - 1)) / row.size();
            double height = row.stream().mapToDouble(node -> node.prefHeight(tile)).max().orElse(0);
            for (int i = 0; move && i < row.size(); i++) {
                double x = snapPositionX(i * (tile + gap));
                row.get(i).resizeRelocate(x, y, snapPositionX(x + tile) - x, height);
            }
            y += height + gap;
        }
        return y - gap;
    }
}
