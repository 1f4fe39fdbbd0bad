package slipway.ui.models;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.controlsfx.control.GridCell;
import org.controlsfx.control.GridView;
import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.ui.widget.Icons;
import slipway.ui.widget.KeyMenu;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// The models as cards, of which only those in sight are drawn; arrows move the selection. FX thread.
final class ModelCards extends StackPane {
    private static final double WIDTH = 250;
    private static final double HEIGHT = 132;
    private static final double GAP = 6;
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    private final ObservableList<ModelRow> rows = FXCollections.observableArrayList();
    private final GridView<ModelRow> grid = new GridView<>(rows);
    private final ObjectProperty<@Nullable ModelRow> selected = new SimpleObjectProperty<>();
    private final Label nothing = Labels.muted(Text.of("models.nomatch"));
    private Function<ModelRow, ContextMenu> menu = row -> new ContextMenu();

    ModelCards(Consumer<@Nullable ModelRow> chosen) {
        grid.setId("models-cards");
        grid.cellWidthProperty().bind(TextScale.times(WIDTH));
        grid.cellHeightProperty().bind(TextScale.times(HEIGHT));
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
        KeyMenu.of(grid, () -> Optional.ofNullable(selected.get()).map(of));
    }

    void select(ModelRow row) {
        selected.set(row);
    }

    private void move(KeyEvent event) {
        int columns = Math.max(1, (int) ((grid.getWidth() - 2 * GAP) / (TextScale.of(WIDTH) + 2 * GAP)));
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
        private final Content content = new Content();

        private Cell() {
            getStyleClass().add("model-card");
            setGraphic(content);
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
            pseudoClassStateChanged(SELECTED, getItem() != null
                    && getItem().equals(selected.get()));
        }

        @Override
        protected void updateItem(@Nullable ModelRow row, boolean empty) {
            super.updateItem(row, empty);
            boolean shown = !empty && row != null;
            if (!empty && row != null) content.show(row);
            // taken out and put in again, its nodes would all be styled anew
            content.setVisible(shown);
            setAccessibleText(row == null ? "" : row.title());
            mark();
        }
    }

    /// The nodes of one card.
    private static final class Content extends VBox {
        private final List<ModelPart> parts = List.of(ModelPart.title("heading"), ModelPart.format(),
                ModelPart.signature(), ModelPart.size(), ModelPart.findings(""));
        private final Label tags = Labels.muted("");

        private Content() {
            super(6);
            var foot = new HBox(8, parts.get(3).node(), Labels.gap(), parts.get(4).node());
            foot.setAlignment(Pos.CENTER_LEFT);
            tags.setGraphic(Icons.of("fth-tag"));
            tags.setMinWidth(0);
            getChildren().addAll(parts.get(0).node(), parts.get(1).node(), parts.get(2).node(), tags, foot);
        }

        private void show(ModelRow row) {
            parts.forEach(part -> part.show().accept(row));
            ModelPart.visible(tags, !row.tags().isEmpty());
            tags.setText(String.join(", ", row.tags()));
        }
    }
}
