package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

import slipway.observe.Ansi;
import slipway.observe.LogLine;
import slipway.observe.LogSearch;

/// One row of the fixed pool of [LogLines]: time, name of its log, level, and the text in pieces so that matches,
/// colours and links can be marked.
///
/// The pieces stand at whole columns of the monospaced font, so a mark never shifts the text. FX thread.
final class LogRow extends Region {
    static final int LEVEL_COLUMNS = 7;
    static final int FOLD_COLUMNS = 2;
    static final double INSET = 12;

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass HIT = PseudoClass.getPseudoClass("hit");
    private static final PseudoClass LINK = PseudoClass.getPseudoClass("link");
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final PseudoClass WARN = PseudoClass.getPseudoClass("warn");
    private static final PseudoClass FIELD = PseudoClass.getPseudoClass("field");
    private static final int TOOLTIP_CHARACTERS = 2_000;

    private final Label time = label("log-time");
    private final Label part = label("log-part");
    private final Label level = label("log-level");
    private final FontIcon fold = new FontIcon("fth-chevron-right");
    private final List<Label> pieces = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private LogViewModel.@Nullable Row shown;
    private Look look = new Look(LogTimes.LOCAL, List.of(), 8);
    private @Nullable Tooltip tooltip;

    /// What all rows have in common: the names of the logs shown, each with its hue, and the width of a character.
    record Look(LogTimes times, List<String> names, double cell) {
        int timeColumns() {
            return times == LogTimes.OFF ? 0 : LogTimes.COLUMNS + 2;
        }

        int nameColumns() {
            return names.size() < 2 ? 0 : Math.min(20, names.stream().mapToInt(String::length).max().orElse(0)) + 2;
        }

        /// Where the text begins, in pixels.
        double text() {
            return INSET + (timeColumns() + nameColumns() + LEVEL_COLUMNS + FOLD_COLUMNS) * cell;
        }
    }

    LogRow() {
        getStyleClass().add("log-row");
        fold.getStyleClass().add("log-fold");
        fold.setMouseTransparent(true);
        getChildren().addAll(time, part, level, fold);
        pieces.add(label("log-text"));
        getChildren().add(pieces.getFirst());
    }

    /// Shows `row`, or nothing.
    void show(LogViewModel.@Nullable Row row, Look with, boolean selected, boolean current) {
        setVisible(row != null);
        pseudoClassStateChanged(SELECTED, selected);
        pseudoClassStateChanged(CURRENT, current);
        if (row == null || (row.equals(shown) && with.equals(look))) return;
        shown = row;
        look = with;
        LogLine.Level of = row.line().level();
        pseudoClassStateChanged(ERROR, of == LogLine.Level.ERROR);
        pseudoClassStateChanged(WARN, of == LogLine.Level.WARN);
        pseudoClassStateChanged(FIELD, row.fold() == LogViewModel.Fold.FIELD);
        time.setText(row.head() ? with.times().of(row.line().epochMillis()) : "");
        level.setText(row.head() ? of.name() : "");
        showPart(row, with);
        fold.setVisible(row.fold() == LogViewModel.Fold.CLOSED || row.fold() == LogViewModel.Fold.OPEN);
        fold.setIconLiteral(row.fold() == LogViewModel.Fold.OPEN ? "fth-chevron-down" : "fth-chevron-right");
        showPieces(row);
        showTooltip(row);
        requestLayout();
    }

    private void showPart(LogViewModel.Row row, Look with) {
        boolean several = with.names().size() > 1 && row.head();
        part.setText(several ? with.names().get(row.line().part()) : "");
        part.getStyleClass().setAll("log-part", Hues.at(row.line().part()));
    }

    LogViewModel.@Nullable Row row() {
        return isVisible() ? shown : null;
    }

    /// The column of the text at `x`, below 0 before it.
    int column(double x) {
        return (int) Math.floor((x - look.text()) / look.cell());
    }

    private void showPieces(LogViewModel.Row row) {
        columns.clear();
        var edges = new TreeSet<Integer>(List.of(0, row.text().length()));
        row.hits().forEach(hit -> edges.addAll(List.of(hit.from(), hit.to())));
        row.links().forEach(link -> edges.addAll(List.of(link.from(), link.to())));
        row.spans().forEach(span -> edges.addAll(List.of(span.from(), span.to())));
        int used = 0;
        int from = 0;
        for (int to : edges) {
            if (to > from) piece(used++, row, from, to);
            from = to;
        }
        if (used == 0) piece(used++, row, 0, 0);
        for (int i = used; i < pieces.size(); i++)
            pieces.get(i).setVisible(false);
    }

    private void piece(int index, LogViewModel.Row row, int from, int to) {
        if (index == pieces.size()) {
            pieces.add(label("log-text"));
            getChildren().add(pieces.getLast());
        }
        Label piece = pieces.get(index);
        piece.setText(row.text().substring(from, to));
        piece.pseudoClassStateChanged(HIT, covers(row.hits(), from));
        piece.pseudoClassStateChanged(LINK, covers(row.links(), from));
        List<String> styles = styles(row.spans(), from);
        if (!piece.getStyleClass().equals(styles)) piece.getStyleClass().setAll(styles);
        piece.setVisible(true);
        columns.add(from);
    }

    private static boolean covers(List<LogSearch.Hit> hits, int column) {
        return hits.stream().anyMatch(hit -> hit.from() <= column && column < hit.to());
    }

    private static List<String> styles(List<Ansi.Span> spans, int column) {
        for (Ansi.Span span : spans) {
            if (column < span.from() || column >= span.to()) continue;
            var styles = new ArrayList<>(List.of("log-text"));
            if (span.colour() >= 0) styles.add("ansi-" + span.colour());
            if (span.bold()) styles.add("ansi-bold");
            return styles;
        }
        return List.of("log-text");
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
            String all = Ansi.clean(row.line().text());
            tooltip.setText(all.length() > TOOLTIP_CHARACTERS ? all.substring(0, TOOLTIP_CHARACTERS) + "…" : all);
        }
    }

    @Override
    protected void layoutChildren() {
        double height = getHeight();
        double cell = look.cell();
        double x = INSET;
        time.resizeRelocate(x, 0, look.timeColumns() * cell, height);
        x += look.timeColumns() * cell;
        part.resizeRelocate(x, 0, Math.max(0, look.nameColumns() - 1) * cell, height);
        x += look.nameColumns() * cell;
        level.resizeRelocate(x, 0, LEVEL_COLUMNS * cell, height);
        x += LEVEL_COLUMNS * cell;
        fold.relocate(x, (height - fold.getLayoutBounds().getHeight()) / 2);
        x += FOLD_COLUMNS * cell;
        for (int i = 0; i < columns.size(); i++) {
            Label piece = pieces.get(i);
            piece.resizeRelocate(x + columns.get(i) * cell, 0, piece.prefWidth(-1) + 1, height);
        }
    }

    private static Label label(String style) {
        var label = new Label();
        label.getStyleClass().setAll(style);
        label.setMouseTransparent(true);
        return label;
    }
}
