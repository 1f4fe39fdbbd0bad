package slipway.ui.widget;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javafx.scene.layout.Region;

/// Where in the whole log the matches are: a mark beside the scroll bar for each part that has one. FX thread.
final class LogMarks extends Region {
    private static final double MARK = 3;
    private static final double WIDTH = 6;

    private final List<Region> pool = new ArrayList<>();
    private boolean[] shown = new boolean[0];

    LogMarks() {
        setMouseTransparent(true);
        setManaged(false);
    }

    void show(LogViewModel model) {
        boolean[] next = model.search().active() ? model.marks((int) Math.max(1, getHeight() / MARK)) : new boolean[0];
        if (Arrays.equals(next, shown)) return;
        shown = next;
        int used = 0;
        for (int i = 0; i < next.length; i++) {
            if (next[i]) place(used++, i);
        }
        for (int i = used; i < pool.size(); i++)
            pool.get(i).setVisible(false);
    }

    private void place(int index, int bucket) {
        if (index == pool.size()) {
            var mark = new Region();
            mark.getStyleClass().add("log-mark");
            pool.add(mark);
            getChildren().add(mark);
        }
        Region mark = pool.get(index);
        mark.setVisible(true);
        mark.resizeRelocate(getWidth() - WIDTH, bucket * MARK, WIDTH, MARK);
    }

    /// How many parts are marked.
    int count() {
        return (int) pool.stream().filter(Region::isVisible).count();
    }

    @Override
    protected void layoutChildren() {}
}
