package slipway.ui.settings;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;

import slipway.base.Text;
import slipway.network.Contact;
import slipway.ui.widget.Ago;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// Connections as a table, as high as its rows up to [#MOST]. FX thread.
final class NetworkTable extends TableView<Contact> {
    /// Room for the words that stand in an empty one.
    private static final int LEAST = 2;
    private static final int MOST = 12;
    private static final double ROW = 34;
    private static final double HEAD = 36;

    private final ObservableList<Contact> rows = FXCollections.observableArrayList();

    NetworkTable(String id, String title) {
        setId(id);
        setAccessibleText(title);
        var sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        fixedCellSizeProperty().bind(TextScale.times(ROW));
        var high = Bindings.createDoubleBinding(
                () -> TextScale.of(HEAD + Math.clamp(rows.size(), LEAST, MOST) * ROW), rows, TextScale.factor());
        prefHeightProperty().bind(high);
        minHeightProperty().bind(high);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(Labels.wrapped(Text.of("network.none"), "muted"));
        getColumns().add(column("network.column.who", Comparator.comparing(each -> each.party().who()),
                NetworkTable::who, 140, 240));
        getColumns().add(column("network.column.purpose", Comparator.comparing(Contact::purpose),
                NetworkTable::purpose, 110, 190));
        getColumns().add(column("network.column.first", Comparator.comparing(Contact::first),
                each -> ago(each.first()), 62, 70));
        getColumns().add(column("network.column.last", Comparator.comparing(Contact::last), each -> ago(each.last()),
                62, 70));
        TableColumn<Contact, Contact> times = column("network.column.times", Comparator.comparingLong(Contact::opened),
                each -> Labels.of(Labels.count(each.opened())), 62, 76);
        times.getStyleClass().add("right");
        getColumns().add(times);
        getColumns().add(column("network.column.outcome", Comparator.comparingLong(Contact::failed),
                NetworkTable::outcome, 110, 150));
    }

    void show(List<Contact> contacts) {
        if (!rows.equals(contacts)) rows.setAll(contacts);
    }

    /// In the order in which they stand.
    List<Contact> shown() {
        return List.copyOf(getItems());
    }

    private static Node who(Contact each) {
        return leading(each.party().title(), "mono");
    }

    private static Node purpose(Contact each) {
        Label label = leading(each.purpose().title());
        label.setTooltip(new Tooltip(each.purpose().explained()));
        return label;
    }

    private static Label leading(String text, String... styles) {
        Label label = Labels.of(text, styles);
        label.setMinWidth(0);
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.setTooltip(new Tooltip(text));
        return label;
    }

    private static Node ago(java.time.Instant at) {
        var ago = new Ago();
        ago.show(at);
        return ago;
    }

    private static Node outcome(Contact each) {
        if (each.refused() > 0) return new StatusPill(Tone.WARN, "fth-slash", each.outcome());
        if (each.failed() > 0) return new StatusPill(Tone.BAD, "fth-alert-circle", each.outcome());
        return new StatusPill(Tone.NEUTRAL, "fth-check", each.outcome());
    }

    private static TableColumn<Contact, Contact> column(String title, Comparator<Contact> order,
            Function<Contact, Node> node, double least, double wanted) {
        var column = new TableColumn<Contact, Contact>(Text.of(title));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setComparator(order);
        column.setMinWidth(least);
        column.setPrefWidth(wanted);
        column.setReorderable(false);
        column.setCellFactory(made -> new TableCell<>() {
            @Override
            protected void updateItem(Contact row, boolean empty) {
                super.updateItem(row, empty);
                setGraphic(empty || row == null ? null : node.apply(row));
            }
        });
        return column;
    }
}
