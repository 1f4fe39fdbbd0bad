package slipway.ui.widget;

import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.StackPane;

import slipway.base.Text;

/// Code to read, to select from and to copy whole; to change too, where its owner allows it. FX thread.
public final class CodeBlock extends StackPane {
    private final TextArea area = new TextArea();

    public CodeBlock(String id, Consumer<String> copy) {
        getStyleClass().add("code-block");
        area.setId(id);
        area.setAccessibleText(Text.of("widget.code"));
        area.setEditable(false);
        area.getStyleClass().addAll("mono", "code");
        Button button = Icons.button("fth-copy", Text.of("widget.copy-all"), () -> copy.accept(area.getText()));
        button.setId(id + "-copy");
        StackPane.setAlignment(button, Pos.TOP_RIGHT);
        getChildren().addAll(area, button);
    }

    public void show(String text) {
        if (!text.equals(area.getText())) area.setText(text);
    }

    public String text() {
        return area.getText();
    }

    /// Lets people change it; `changed` is called after each change, also by [#show].
    public void onEdit(Runnable changed) {
        area.setEditable(true);
        area.textProperty().addListener(observed -> changed.run());
    }

    public void rows(int count) {
        area.setPrefRowCount(count);
    }
}
