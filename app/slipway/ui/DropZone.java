package slipway.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;

/// Takes files and folders dropped anywhere on the window, and says so over it while they are dragged. What is dropped
/// on a node that takes files by itself does not come here. Owned by [Shell]; FX thread.
final class DropZone extends StackPane {
    private @Nullable Consumer<Path> taker;

    DropZone(Node window) {
        var hint = new VBox(Icons.of("fth-download", "icon-large"), Labels.heading(Text.of("shell.drop")));
        hint.getStyleClass().add("drop-hint");
        hint.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().setAll(hint);
        getStyleClass().add("drop-zone");
        setId("drop-zone");
        setMouseTransparent(true);
        setVisible(false);
        window.addEventHandler(DragEvent.DRAG_OVER, this::over);
        window.addEventHandler(DragEvent.DRAG_EXITED, event -> setVisible(false));
        window.addEventHandler(DragEvent.DRAG_DROPPED, this::dropped);
    }

    /// From now on `next` gets each of the files; until then nothing can be dropped.
    void give(Consumer<Path> next) {
        taker = next;
    }

    private void over(DragEvent event) {
        if (taker == null || !event.getDragboard().hasFiles()) return;
        event.acceptTransferModes(TransferMode.COPY);
        setVisible(true);
        event.consume();
    }

    private void dropped(DragEvent event) {
        setVisible(false);
        if (taker == null || !event.getDragboard().hasFiles()) return;
        event.getDragboard().getFiles().stream().map(File::toPath).forEach(taker);
        event.setDropCompleted(true);
        event.consume();
    }
}
