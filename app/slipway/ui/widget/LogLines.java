package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

import org.jspecify.annotations.Nullable;

import slipway.observe.LogLine;

/// The lines of a [LogView]: as many rows as fit, made once, and a scroll bar over the whole ring, so that a million
/// lines cost what forty do. FX thread.
final class LogLines extends Region {
    private final ScrollBar bar = new ScrollBar();
    private final Label ruler = new Label("0");
    private final List<LogRow> pool = new ArrayList<>();
    private final Runnable changed;
    private final BiConsumer<LogLine, String> request;
    private final LogMarks marks = new LogMarks();
    private @Nullable LogViewModel model;
    private LogTimes times = LogTimes.LOCAL;
    private boolean drawing;
    private double charWidth = 8;
    private double rowHeight = 20;

    /// `changed` is called when a gesture here moved or selected something, `request` with the line and the id of a request that
    /// was clicked.
    LogLines(Runnable changed, BiConsumer<LogLine, String> request) {
        this.changed = changed;
        this.request = request;
        getStyleClass().add("log-lines");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        bar.setOrientation(Orientation.VERTICAL);
        bar.valueProperty().addListener(observed -> dragged());
        ruler.getStyleClass().setAll("log-text");
        ruler.setVisible(false);
        ruler.fontProperty().addListener(observed -> measure());
        getChildren().addAll(ruler, bar, marks);
        var clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> pressed(event, event.isShiftDown()));
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> pressed(event, true));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    void show(LogViewModel shown) {
        model = shown;
        redraw();
    }

    void times(LogTimes shown) {
        times = shown;
        redraw();
    }

    /// Brings the rows in line with the model.
    void redraw() {
        LogViewModel now = model;
        if (now == null || drawing || getWidth() <= 0) return;
        drawing = true;
        int count = Math.max(1, (int) (getHeight() / rowHeight));
        while (pool.size() < count) {
            var row = new LogRow();
            pool.add(row);
            getChildren().add(getChildren().size() - 2, row);
        }
        var look = new LogRow.Look(times, now.source().parts(), charWidth);
        List<LogViewModel.Row> rows = now.rows(count, columns(look));
        for (int i = 0; i < pool.size(); i++) {
            LogViewModel.Row row = i < rows.size() ? rows.get(i) : null;
            pool.get(i).show(row, look, row != null && now.selected(row.line()),
                    row != null && now.currentMatch(row.line()));
        }
        placeBar(now, count);
        drawing = false;
    }

    private void placeBar(LogViewModel now, int count) {
        long max = Math.max(0, now.size() - count);
        bar.setVisible(max > 0);
        bar.setMax((double) max);
        bar.setVisibleAmount(now.size() == 0 ? 0 : (double) max * count / now.size());
        bar.setBlockIncrement(count);
        bar.setUnitIncrement(1);
        bar.setValue((double) now.topIndex());
        marks.show(now);
    }

    private int columns(LogRow.Look look) {
        return Math.max(10, (int) ((getWidth() - look.text() - bar.prefWidth(-1) - LogRow.INSET) / charWidth));
    }

    private void measure() {
        var sample = new Text("0".repeat(100));
        sample.setFont(ruler.getFont());
        charWidth = sample.getLayoutBounds().getWidth() / 100;
        rowHeight = Math.ceil(sample.getLayoutBounds().getHeight()) + 4;
        requestLayout();
    }

    private void dragged() {
        if (drawing || model == null) return;
        model.scrollTo(Math.round(bar.getValue()));
        moved();
    }

    private void scrolled(ScrollEvent event) {
        if (model == null || event.getDeltaY() == 0) return;
        double lines = -event.getDeltaY() / rowHeight;
        model.scrollBy((long) (lines < 0 ? Math.floor(lines) : Math.ceil(lines)));
        moved();
        event.consume();
    }

    private void pressed(MouseEvent event, boolean extend) {
        if (model == null || event.getX() > getWidth() - bar.getWidth()) return;
        requestFocus();
        LogViewModel.Row row = rowAt(event.getY());
        LogLine line = row == null ? null : row.line();
        boolean menu = event.getButton() == MouseButton.SECONDARY;
        if (line == null || (menu && model.selected(line))) return;
        model.select(line.number(), extend && !menu);
        moved();
    }

    private LogViewModel.@Nullable Row rowAt(double y) {
        int row = (int) (y / rowHeight);
        return row >= 0 && row < pool.size() ? pool.get(row).row() : null;
    }

    private void clicked(MouseEvent event) {
        LogViewModel.Row row = rowAt(event.getY());
        if (model == null || row == null || event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress())
            return;
        String id = link(event);
        if (!id.isEmpty()) {
            request.accept(row.line(), id);
        } else if (event.getClickCount() == 2 || pool.getFirst().column(event.getX()) < 0) {
            unfold(row, row.fold() == LogViewModel.Fold.CLOSED);
        }
    }

    private void unfold(LogViewModel.Row row, boolean open) {
        if (model == null || row.fold() == LogViewModel.Fold.NONE) return;
        // what is looked into must not run away
        if (open) model.follow(false);
        model.unfold(row.line().number(), open);
        moved();
    }

    private void moved(MouseEvent event) {
        setCursor(link(event).isEmpty() ? Cursor.DEFAULT : Cursor.HAND);
    }

    /// The id of the request under the mouse, or empty.
    private String link(MouseEvent event) {
        LogViewModel.Row row = rowAt(event.getY());
        if (row == null || event.getX() > getWidth() - bar.getWidth()) return "";
        int column = pool.getFirst().column(event.getX());
        return row.links().stream().filter(link -> link.from() <= column && column < link.to()).findFirst()
                .map(link -> row.text().substring(link.from(), link.to())).orElse("");
    }

    private void unfoldSelected(boolean open) {
        LogViewModel now = model;
        if (now == null) return;
        pool.stream().map(LogRow::row).filter(row -> row != null && row.line().number() == now.lead()
                && row.fold() != LogViewModel.Fold.NONE).findFirst().ifPresent(row -> unfold(row, open));
    }

    private void key(KeyEvent event) {
        if (model == null || event.isShortcutDown()) return;
        switch (event.getCode()) {
            case UP -> model.moveSelection(-1);
            case DOWN -> model.moveSelection(1);
            case PAGE_UP -> model.scrollBy(-(long) visibleRows());
            case PAGE_DOWN -> model.scrollBy(visibleRows());
            case HOME -> model.scrollTo(0);
            case END -> model.follow(true);
            case RIGHT, ENTER -> unfoldSelected(true);
            case LEFT -> unfoldSelected(false);
            default -> {
                return;
            }
        }
        event.consume();
        moved();
    }

    private int visibleRows() {
        return Math.max(1, (int) (getHeight() / rowHeight) - 1);
    }

    private void moved() {
        redraw();
        changed.run();
    }

    @Override
    protected void layoutChildren() {
        double width = bar.prefWidth(-1);
        bar.resizeRelocate(getWidth() - width, 0, width, getHeight());
        marks.resizeRelocate(getWidth() - width, 0, width, getHeight());
        redraw();
        for (int i = 0; i < pool.size(); i++) {
            pool.get(i).resizeRelocate(0, i * rowHeight, getWidth() - width, rowHeight);
        }
    }
}
