package slipway.ui.widget;

import java.util.List;

import javafx.scene.layout.Pane;

/// Charts in one column or two, all of one size: as high as there is room, never lower than can be read. FX thread.
final class MetricGrid extends Pane {
    private static final double LEAST_WIDTH = 460;
    private static final double LEAST = 128;
    private static final double MOST = 400;
    private static final double GAP_X = 28;
    private static final double GAP_Y = 12;

    private List<MetricChart> charts = List.of();

    MetricGrid() {
        setMinWidth(0);
        getStyleClass().add("metric-grid");
    }

    void show(List<MetricChart> next) {
        if (next.equals(charts)) return;
        charts = List.copyOf(next);
        // a chart that draws itself again has nothing else laid out
        charts.forEach(chart -> chart.setManaged(false));
        getChildren().setAll(charts);
    }

    private int columns(double width) {
        return width >= 2 * LEAST_WIDTH + GAP_X ? 2 : 1;
    }

    private int rows(double width) {
        int columns = columns(width);
        return Math.max(1, (charts.size() + columns - 1) / columns);
    }

    @Override
    protected double computeMinHeight(double width) {
        int rows = rows(getWidth());
        return rows * LEAST + (rows - 1) * GAP_Y;
    }

    @Override
    protected double computePrefHeight(double width) {
        return computeMinHeight(width);
    }

    @Override
    protected void layoutChildren() {
        if (charts.isEmpty()) return;
        int columns = columns(getWidth());
        int rows = rows(getWidth());
        double width = Math.floor((getWidth() - (columns - 1) * GAP_X) / columns);
        double height = Math.floor(Math.clamp((getHeight() - (rows - 1) * GAP_Y) / rows, LEAST, MOST));
        for (int i = 0; i < charts.size(); i++) {
            charts.get(i).resizeRelocate(i % columns * (width + GAP_X), Math.floorDiv(i, columns) * (height + GAP_Y),
                    width, height);
        }
    }
}
