package slipway.ui.requests;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.requests.BinaryTensors;
import slipway.requests.BinaryTensors.Input;
import slipway.ui.widget.Labels;

/// The inputs of an Open Inference Protocol request, and whether they go in binary. FX thread.
final class TensorsView implements DraftView {
    private final TableView<Input> table = new TableView<>();
    private final CheckBox binary = new CheckBox(Text.of("requestedit.tensors.binary"));
    private final VBox box;
    private final BooleanSupplier asked;

    /// @param asked whether the headers ask for binary now
    TensorsView(BooleanSupplier asked, Consumer<Boolean> ask) {
        this.asked = asked;
        table.setId("body-tensors");
        table.getStyleClass().addAll("dense", "body-grid");
        column(Text.of("requestedit.tensors.name"), Input::name);
        column(Text.of("requestedit.tensors.type"), Input::datatype);
        column(Text.of("requestedit.tensors.shape"), Input::shape);
        column(Text.of("requestedit.tensors.bytes"), input -> Units.bytes(input.bytes()));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        binary.setId("tensors-binary");
        binary.setOnAction(event -> ask.accept(binary.isSelected()));
        VBox.setVgrow(table, Priority.ALWAYS);
        box = new VBox(8, binary, Labels.wrapped(Text.of("requestedit.tensors.rule"), "muted", "small"), table);
    }

    @Override
    public Region node() {
        return box;
    }

    @Override
    public boolean open(String text) {
        List<Input> inputs = BinaryTensors.inputs(text);
        if (inputs.isEmpty() || inputs.stream().anyMatch(each -> each.datatype().isEmpty())) return false;
        table.getItems().setAll(inputs);
        binary.setSelected(asked.getAsBoolean());
        return true;
    }

    private void column(String title, Function<Input, String> value) {
        var column = new TableColumn<Input, String>(title);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(value.apply(cell.getValue())));
        column.setSortable(false);
        table.getColumns().add(column);
    }
}
