package slipway.ui.widget;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// A thin bar that fills by a share; amber from 80 %, red from 95 %. FX thread.
public final class Meter extends Region {
    private final Region track = new Region();
    private final Region fill = new Region();
    private double share;
    private boolean calm;
    private String tone = "";

    public Meter() {
        getStyleClass().add("meter");
        setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
        setAccessibleText(said());
        track.getStyleClass().add("meter-track");
        fill.getStyleClass().add("meter-fill");
        getChildren().addAll(track, fill);
        setMaxWidth(Double.MAX_VALUE);
        setMinWidth(40);
    }

    /// Stays in its own colour however full: for a share that is no danger.
    public void calm() {
        calm = true;
    }

    /// 0 to 1; NaN is empty.
    public void show(double next) {
        double wanted = Double.isNaN(next) ? 0 : Math.clamp(next, 0, 1);
        if (wanted == share) return;
        share = wanted;
        tone(calm || share < 0.8 ? "" : share < 0.95 ? Tone.WARN.style() : Tone.BAD.style());
        setAccessibleText(said());
        requestLayout();
    }

    private String said() {
        return Math.round(share * 100) + " %";
    }

    /// Styles are applied anew with each change of the list, so only where it is another one.
    private void tone(String next) {
        if (next.equals(tone)) return;
        getStyleClass().remove(tone);
        if (!next.isEmpty()) getStyleClass().add(next);
        tone = next;
    }

    @Override
    protected void layoutChildren() {
        track.resizeRelocate(0, 0, getWidth(), getHeight());
        fill.resizeRelocate(0, 0, share == 0 ? 0 : Math.max(getHeight(), getWidth() * share), getHeight());
    }
}
