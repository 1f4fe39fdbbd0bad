package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

import org.jspecify.annotations.Nullable;

import slipway.observe.LogLine;

/// One row of the fixed pool of [LogLines]: time, level, and the text in pieces so that matches can be marked.
///
/// The pieces stand at whole columns of the monospaced font, so a mark never shifts the text. FX thread.
final class LogRow extends Region {
    static final int TIME_COLUMNS = 14;
    static final int LEVEL_COLUMNS = 7;
    static final double INSET = 12;

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass HIT = PseudoClass.getPseudoClass("hit");
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final PseudoClass WARN = PseudoClass.getPseudoClass("warn");
    private static final int TOOLTIP_CHARACTERS = 2_000;

    private final Label time = label("log-time");
    private final Label level = label("log-level");
    private final List<Label> pieces = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private LogViewModel.@Nullable Row shown;
    private boolean times;
    private double charWidth = 8;
    private @Nullable Tooltip tooltip;

    LogRow() {
        getStyleClass().add("log-row");
        getChildren().addAll(time, level);
        pieces.add(label("log-text"));
        getChildren().add(pieces.getFirst());
    }

    /// Shows `row`, or nothing; `cell` is the width of a character.
    void show(LogViewModel.@Nullable Row row, boolean withTime, double cell, boolean selected, boolean current) {
        setVisible(row != null);
        pseudoClassStateChanged(SELECTED, selected);
        pseudoClassStateChanged(CURRENT, current);
        if (row == null || (row.equals(shown) && withTime == times && cell == charWidth)) return;
        shown = row;
        times = withTime;
        charWidth = cell;
        LogLine.Level of = row.line().level();
        pseudoClassStateChanged(ERROR, of == LogLine.Level.ERROR);
        pseudoClassStateChanged(WARN, of == LogLine.Level.WARN);
        time.setVisible(withTime);
        time.setText(row.head() ? LogText.time(row.line().epochMillis()) : "");
        level.setText(row.head() ? of.name() : "");
        showPieces(row);
        showTooltip(row);
        requestLayout();
    }

    @Nullable
    LogLine line() {
        return isVisible() && shown != null ? shown.line() : null;
    }

    private void showPieces(LogViewModel.Row row) {
        columns.clear();
        int used = 0;
        int from = 0;
        for (LogSearch.Hit hit : row.hits()) {
            if (hit.from() > from) piece(used++, row.text().substring(from, hit.from()), from, false);
            piece(used++, row.text().substring(hit.from(), hit.to()), hit.from(), true);
            from = hit.to();
        }
        if (from < row.text().length() || used == 0) piece(used++, row.text().substring(from), from, false);
        for (int i = used; i < pieces.size(); i++)
            pieces.get(i).setVisible(false);
    }

    private void piece(int index, String text, int column, boolean hit) {
        if (index == pieces.size()) {
            pieces.add(label("log-text"));
            getChildren().add(pieces.getLast());
        }
        Label piece = pieces.get(index);
        piece.setText(text);
        piece.pseudoClassStateChanged(HIT, hit);
        piece.setVisible(true);
        columns.add(column);
    }

    private void showTooltip(LogViewModel.Row row) {
        if (tooltip != null && !row.cut()) {
            Tooltip.uninstall(this, tooltip);
            tooltip = null;
        } else if (row.cut()) {
            if (tooltip == null) {
                tooltip = new Tooltip();
                tooltip.setWrapText(true);
                tooltip.setMaxWidth(720);
                Tooltip.install(this, tooltip);
            }
            String all = LogText.clean(row.line().text());
            tooltip.setText(all.length() > TOOLTIP_CHARACTERS ? all.substring(0, TOOLTIP_CHARACTERS) + "…" : all);
        }
    }

    @Override
    protected void layoutChildren() {
        double x = INSET;
        double height = getHeight();
        if (times) {
            time.resizeRelocate(x, 0, TIME_COLUMNS * charWidth, height);
            x += TIME_COLUMNS * charWidth;
        }
        level.resizeRelocate(x, 0, LEVEL_COLUMNS * charWidth, height);
        x += LEVEL_COLUMNS * charWidth;
        for (int i = 0; i < columns.size(); i++) {
            Label piece = pieces.get(i);
            piece.resizeRelocate(x + columns.get(i) * charWidth, 0, piece.prefWidth(-1) + 1, height);
        }
    }

    private static Label label(String style) {
        var label = new Label();
        label.getStyleClass().setAll(style);
        label.setMouseTransparent(true);
        return label;
    }
}
