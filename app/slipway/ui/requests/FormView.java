package slipway.ui.requests;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import atlantafx.base.theme.Styles;
import org.jspecify.annotations.Nullable;

import slipway.contract.SampleRequest;
import slipway.contract.Tensor;
import slipway.requests.TableBody;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// One row of a model's inputs as fields that know their types. FX thread.
final class FormView implements DraftView {
    private final GridPane grid = new GridPane(12, 8);
    private final Region node = DetailPane.scrolled(grid);
    private final Map<String, TextField> fields = new LinkedHashMap<>();
    private final Supplier<@Nullable ModelForm> form;
    private final Supplier<SampleRequest> like;
    private final Consumer<SampleRequest> changed;

    /// @param like the request as it is now: the new body takes its form
    FormView(Supplier<@Nullable ModelForm> form, Supplier<SampleRequest> like, Consumer<SampleRequest> changed) {
        this.form = form;
        this.like = like;
        this.changed = changed;
        grid.setId("body-form");
        grid.setPadding(new javafx.geometry.Insets(4, 8, 8, 0));
        var names = new ColumnConstraints();
        names.minWidthProperty().bind(TextScale.times(90));
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        var types = new ColumnConstraints();
        types.setMinWidth(Region.USE_PREF_SIZE);
        grid.getColumnConstraints().addAll(names, values, types);
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public boolean open(String text) {
        ModelForm now = form.get();
        if (now == null || now.signature().inputs().isEmpty()) return false;
        Optional<Map<String, String>> words = now.read(text, like.get().contentType());
        if (words.isEmpty()) return false;
        // a form has one row: more would be lost
        if (TableBody.read(text, like.get().contentType()).map(table -> table.rows().size() > 1).orElse(false)) {
            return false;
        }
        fields.clear();
        grid.getChildren().clear();
        int row = 0;
        for (Tensor each : now.signature().inputs()) {
            var field = new TextField(words.get().getOrDefault(each.name(), ""));
            field.setId("field-" + row);
            field.getStyleClass().add("mono");
            field.setAccessibleText(each.name());
            field.textProperty().addListener(observed -> typed(now));
            fields.put(each.name(), field);
            Label name = Labels.of(each.name());
            Label type = Labels.of(type(each), "mono", "muted", "small");
            grid.addRow(row++, name, field, type);
        }
        return true;
    }

    /// Without the dimension of rows: a form has one.
    private static String type(Tensor tensor) {
        List<Object> shape = tensor.shape();
        boolean rows = !shape.isEmpty() && shape.getFirst().toString().equals("-1");
        if (!rows) return tensor.shown();
        return shape.size() == 1
                ? tensor.type()
                : new Tensor(tensor.name(), tensor.type(), shape.subList(1, shape.size())).shown();
    }

    private void typed(ModelForm now) {
        var words = new LinkedHashMap<String, String>();
        for (Tensor each : now.signature().inputs()) {
            TextField field = fields.get(each.name());
            if (field == null) return;
            field.pseudoClassStateChanged(Styles.STATE_DANGER, ModelForm.fault(each, field.getText()) != null);
            words.put(each.name(), field.getText());
        }
        now.write(words, like.get().form()).ifPresent(changed);
    }
}
