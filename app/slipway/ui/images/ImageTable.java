package slipway.ui.images;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.ui.widget.Ago;
import slipway.ui.widget.Chip;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// The images as a table that draws only the rows in sight. FX thread.
final class ImageTable extends TableView<ImageRow> {
    private final ObservableList<ImageRow> rows = FXCollections.observableArrayList();
    private final TableColumn<ImageRow, ImageRow> digest;
    private final TableColumn<ImageRow, ImageRow> created;
    private final TableColumn<ImageRow, ImageRow> maker;
    private boolean filling;

    ImageTable(Consumer<@Nullable ImageRow> chosen, Consumer<String> copy) {
        setId("images-table");
        setAccessibleText(Text.of("page.images.title"));
        var sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        fixedCellSizeProperty().bind(TextScale.times(38));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        digest = column("images.column.id", Comparator.comparing(ImageRow::id), row -> digest(row, copy), 180, 190);
        created = column("images.column.created", Comparator.comparing(row -> row.image().created()),
                ImageTable::created, 76, 84);
        maker = column("images.column.maker", Comparator.comparing(ImageRow::ours), ImageTable::maker, 92, 100);
        getColumns().add(column("images.column.image", Comparator.comparing(row -> row.image().title()),
                ImageTable::title, 150, 300));
        getColumns().add(digest);
        getColumns().add(right(column("images.column.size", Comparator.comparingLong(row -> row.image().sizeBytes()),
                row -> Labels.of(Units.bytes(row.image().sizeBytes())), 78, 90)));
        getColumns().add(created);
        getColumns().add(column("images.column.use", Comparator.comparingInt(ImageTable::uses), ImageTable::use, 108,
                140));
        getColumns().add(maker);
        getSelectionModel().selectedItemProperty().addListener((observed, old, row) -> {
            if (!filling) chosen.accept(row);
        });
    }

    /// Replaces the rows and keeps the selected image selected, where it is still there.
    void show(List<ImageRow> next) {
        ImageRow before = getSelectionModel().getSelectedItem();
        // the selection goes and comes again while the rows are replaced, which is no choice of the person
        filling = true;
        try {
            rows.setAll(next);
            getSelectionModel().clearSelection();
            if (before == null) return;
            next.stream().filter(before::same).findFirst().ifPresent(getSelectionModel()::select);
        } finally {
            filling = false;
        }
    }

    /// Selects the image with the id, tag or digest `which`.
    void select(String which) {
        rows.stream().filter(row -> row.id().equals(which) || row.image().tags().contains(which)
                || row.image().digests().contains(which)).findFirst().ifPresent(row -> {
                    getSelectionModel().select(row);
                    scrollTo(row);
                });
    }

    @Nullable
    ImageRow chosen() {
        return getSelectionModel().getSelectedItem();
    }

    void narrow(boolean narrow) {
        digest.setVisible(!narrow);
        created.setVisible(!narrow);
        maker.setVisible(!narrow);
    }

    private static Node title(ImageRow row) {
        var name = Labels.strong(row.name());
        name.setMinWidth(0);
        // what tells images apart stands at the end
        name.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        name.setTooltip(new Tooltip(row.image().title()));
        if (row.image().tags().isEmpty()) {
            Label none = Labels.muted(Text.of("images.no-name"));
            return line(Labels.mono(row.name()), none);
        }
        Label tag = Labels.muted(row.tag());
        tag.setMinWidth(0);
        HBox line = line(name, tag);
        int others = row.image().tags().size() - 1;
        if (others > 0) line.getChildren().add(Chip.of("+" + others));
        return line;
    }

    private static Node digest(ImageRow row, Consumer<String> copy) {
        var label = new CopyLabel(copy);
        label.show(row.id(), CopyLabel.shortDigest(row.id()));
        return label;
    }

    private static Node created(ImageRow row) {
        var ago = new Ago();
        ago.show(row.image().created());
        return ago;
    }

    private static int uses(ImageRow row) {
        return row.deployments().size() * 1000 + Math.max(0, row.image().users());
    }

    private static Node use(ImageRow row) {
        if (!row.used()) return Labels.muted(row.unused() ? Text.of("images.use.none") : "–");
        return Labels.of(useText(row));
    }

    /// `2 deployments`, or who else.
    static String useText(ImageRow row) {
        int deployments = row.deployments().size();
        return deployments > 0
                ? Text.of("images.use.deployments", deployments)
                : Text.of("images.use.containers", Math.max(0, row.image().users()));
    }

    private static Node maker(ImageRow row) {
        return row.ours() ? new StatusPill(Tone.ACCENT, "fth-anchor", "Slipway") : Labels.muted("–");
    }

    private static HBox line(Node... nodes) {
        var line = new HBox(6, nodes);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static TableColumn<ImageRow, ImageRow> right(TableColumn<ImageRow, ImageRow> column) {
        column.getStyleClass().add("right");
        return column;
    }

    private static TableColumn<ImageRow, ImageRow> column(String title, Comparator<ImageRow> order,
            Function<ImageRow, Node> node, double least, double wanted) {
        var column = new TableColumn<ImageRow, ImageRow>(Text.of(title));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setComparator(order);
        column.minWidthProperty().bind(TextScale.times(least));
        column.setPrefWidth(wanted);
        column.setReorderable(false);
        column.setCellFactory(made -> new TableCell<>() {
            @Override
            protected void updateItem(ImageRow row, boolean empty) {
                super.updateItem(row, empty);
                setGraphic(empty || row == null ? null : node.apply(row));
            }
        });
        return column;
    }
}
