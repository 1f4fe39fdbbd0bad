package slipway.ui.endpoints;

import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;

import slipway.base.Text;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;

/// An endpoint’s key: dots, readable only while the eye (or Space on it) is held, copied whole. FX thread.
final class KeyLabel extends HBox {
    private static final String DOTS = "••••••••••••";

    private final Label label = Labels.mono(DOTS);
    private final Button eye = Icons.button("fth-eye", Text.of("endpoints.key.reveal"), () -> {});
    private String key = "";

    KeyLabel(Consumer<String> copy) {
        setSpacing(4);
        setAlignment(Pos.CENTER_LEFT);
        setId("endpoint-key");
        eye.getStyleClass().add("tight");
        eye.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> label.setText(key));
        eye.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> label.setText(DOTS));
        eye.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.SPACE) label.setText(key);
        });
        eye.addEventHandler(KeyEvent.KEY_RELEASED, event -> label.setText(DOTS));
        eye.focusedProperty().addListener(observed -> label.setText(DOTS));
        var button = Icons.button("fth-copy", Text.of("endpoints.key.copy"), () -> copy.accept(key));
        button.getStyleClass().add("tight");
        Label name = Labels.of(Text.of("endpoints.key"), "muted", "small");
        getChildren().addAll(name, label, eye, button);
    }

    void show(String next) {
        key = next;
        setVisible(!next.isEmpty());
        setManaged(!next.isEmpty());
    }

    String key() {
        return key;
    }

    String shown() {
        return label.getText();
    }
}
