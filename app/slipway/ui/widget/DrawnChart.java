package slipway.ui.widget;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// What charts drawn by hand have in common: the style sheet’s colours, a word while there is nothing, and drawing in the
/// next layout after something became another one. FX thread.
abstract sealed class DrawnChart extends Region permits TimeChart, MetricChart {
    private final Map<String, Ink> inks = new LinkedHashMap<>();
    private final Label nothing = Labels.of("", "muted", "small");
    /// Held here, because the size of text holds it weakly.
    private final InvalidationListener rescale = observed -> rescaled();
    private boolean dirty = true;

    DrawnChart() {
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        nothing.setMouseTransparent(true);
        TextScale.factor().addListener(new WeakInvalidationListener(rescale));
    }

    abstract ChartPlot plot();

    /// It has another size, and so has [#plot].
    abstract void resized(double width, double height);

    abstract void draw();

    /// The colours are others, or text has another size.
    void recoloured() {}

    final Label nothing() {
        return nothing;
    }

    /// Colours must be there before the drawing: asked for early, they are styled before the next layout.
    final void inks(List<String> styles) {
        styles.forEach(this::ink);
    }

    final Ink ink(String style) {
        return inks.computeIfAbsent(style, key -> {
            var ink = new Ink(key);
            ink.onChange(() -> {
                recoloured();
                redraw();
            });
            getChildren().add(ink);
            return ink;
        });
    }

    private void rescaled() {
        plot().rescale();
        recoloured();
        resized(getWidth(), getHeight());
        redraw();
    }

    final void redraw() {
        dirty = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        ChartPlot plot = plot();
        if (plot.canvas().getWidth() != width || plot.canvas().getHeight() != height) {
            plot.resize(width, height);
            resized(width, height);
            dirty = true;
        }
        if (nothing.isVisible()) {
            layoutInArea(nothing, 0, plot.plotTop(), plot.plotWidth(), plot.plotHeight(), 0, Insets.EMPTY, false, false,
                    HPos.CENTER, VPos.CENTER, true);
        }
        if (!dirty) return;
        dirty = false;
        draw();
    }
}
