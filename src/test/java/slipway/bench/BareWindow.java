package slipway.bench;

import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

import slipway.ui.FirstFrame;

/// The peer of the start bench: the smallest JavaFX window, of the studio's size.
public final class BareWindow extends Application {
    public static void main(String[] args) {
        launch(BareWindow.class);
    }

    @Override
    public void start(Stage stage) {
        var scene = new Scene(new StackPane(new Label("bare")), 1440, 900);
        stage.setScene(scene);
        stage.show();
        FirstFrame.watch(scene);
    }
}
