package slipway.ui.models;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.controlsfx.control.GridCell;
import org.controlsfx.control.GridView;
import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.catalog.Model;
import slipway.ui.widget.Chip;
import slipway.ui.widget.Labels;

/// The models as cards, of which only those in sight are drawn; arrows move the selection. FX thread.
final class ModelCards extends StackPane {
    private static final double WIDTH = 250;
    private static final double HEIGHT = 132;
    private static final double GAP = 6;

    private final ObservableList<ModelRow> rows = FXCollections.observableArrayList();
    private final GridView<ModelRow> grid = new GridView<>(rows);
    private final ObjectProperty<@Nullable ModelRow> selected = new SimpleObjectProperty<>();
    private final Label nothing = Labels.muted(Text.of("models.nomatch"));
    private Function<ModelRow, ContextMenu> menu = row -> new ContextMenu();

    ModelCards(Consumer<@Nullable ModelRow> chosen) {
        grid.setId("models-cards");
        grid.setCellWidth(WIDTH);
        grid.setCellHeight(HEIGHT);
        grid.setHorizontalCellSpacing(GAP);
        grid.setVerticalCellSpacing(GAP);
        grid.setCellFactory(made -> new Cell());
        grid.setFocusTraversable(true);
        grid.setAccessibleText(Text.of("page.models.title"));
        grid.addEventFilter(KeyEvent.KEY_PRESSED, this::move);
        getChildren().addAll(grid, nothing);
        selected.addListener((observed, old, row) -> chosen.accept(row));
    }

    void show(List<ModelRow> next) {
        nothing.setVisible(next.isEmpty());
        if (next.equals(rows)) return;
        ModelRow before = selected.get();
        rows.setAll(next);
        if (before == null) return;
        next.stream().filter(row -> row.path().equals(before.path())).findFirst().ifPresent(selected::set);
    }

    void menu(Function<ModelRow, ContextMenu> of) {
        menu = of;
    }

    void select(ModelRow row) {
        selected.set(row);
    }

    private void move(KeyEvent event) {
        int columns = Math.max(1, (int) ((grid.getWidth() - 2 * GAP) / (WIDTH + 2 * GAP)));
        int step = switch (event.getCode()) {
            case LEFT -> -1;
            case RIGHT -> 1;
            case UP -> -columns;
            case DOWN -> columns;
            default -> 0;
        };
        if (step == 0 || rows.isEmpty()) return;
        ModelRow now = selected.get();
        int at = now == null ? -1 : rows.indexOf(now);
        selected.set(rows.get(at < 0 ? 0 : Math.clamp((long) at + step, 0, rows.size() - 1)));
        event.consume();
    }

    /// One card.
    private final class Cell extends GridCell<ModelRow> {
        private Cell() {
            getStyleClass().add("model-card");
            setAccessibleRole(AccessibleRole.LIST_ITEM);
            setOnMousePressed(event -> {
                grid.requestFocus();
                if (getItem() != null) selected.set(getItem());
            });
            setOnContextMenuRequested(event -> {
                if (getItem() != null) menu.apply(getItem()).show(this, event.getScreenX(), event.getScreenY());
            });
            selected.addListener((observed, old, row) -> mark());
        }

        private void mark() {
            pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("selected"), getItem() != null
                    && getItem().equals(selected.get()));
        }

        @Override
        protected void updateItem(@Nullable ModelRow row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(empty || row == null ? null : card(row));
            setAccessibleText(row == null ? "" : row.title());
            mark();
        }
    }

    private static Node card(ModelRow row) {
        Label name = Labels.of(row.name(), "heading");
        name.setMinWidth(0);
        var title = new HBox(6, name, Labels.muted(row.version()), Labels.gap());
        title.setAlignment(Pos.CENTER_LEFT);
        if (row.state() != ModelRow.State.ACTIVE) title.getChildren().add(ModelTable.state(row.state()));
        var card = new VBox(6, title);
        Model model = row.model();
        if (model == null) {
            card.getChildren().add(Labels.wrapped(row.problem() == null ? "" : row.problem().what(), "muted"));
            return card;
        }
        var chips = new HBox(6, Chip.of(model.format()));
        chips.setAlignment(Pos.CENTER_LEFT);
        if (model.framework() != null) {
            Label framework = Labels.muted(model.framework());
            framework.setMinWidth(0);
            chips.getChildren().add(framework);
        }
        Label signature = Labels.mono(row.signature());
        signature.setMinWidth(0);
        var foot = new HBox(8, Labels.muted(Units.bytes(row.sizeBytes())), Labels.gap());
        foot.setAlignment(Pos.CENTER_LEFT);
        if (row.worst() != ModelFilter.Worst.NONE) foot.getChildren().add(ModelTable.findings(row));
        card.getChildren().addAll(chips, signature);
        if (!row.tags().isEmpty()) card.getChildren().add(tags(row.tags()));
        card.getChildren().add(foot);
        return card;
    }

    private static Node tags(List<String> tags) {
        var line = new FlowPane(4, 4);
        line.setPrefHeight(20);
        line.setMaxHeight(20);
        tags.stream().limit(3).forEach(tag -> line.getChildren().add(Labels.of(tag, "tag")));
        if (tags.size() > 3) line.getChildren().add(Labels.muted("+" + (tags.size() - 3)));
        return line;
    }
}
