package slipway.ui.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import javafx.scene.control.Label;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.requests.Payload;
import slipway.ui.widget.Chip;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.OpenTarget;

/// A body that is a file on disk, streamed when it is sent. Chosen or dropped. FX thread.
final class FileView implements DraftView {
    private static final long AS_TEXT = 1_000_000;

    private final VBox box = new VBox(8);
    private final Label name = Labels.strong("");
    private final Label size = Labels.of("", "muted", "small");
    private final OpenTarget chooser;
    private final Consumer<Path> chosen;

    FileView(OpenTarget chooser, Consumer<Path> chosen) {
        this.chooser = chooser;
        this.chosen = chosen;
        box.setId("body-file");
        box.getStyleClass().add("drop-box");
        var choose = Chip.button("fth-folder", Text.of("requestedit.file.choose"), this::choose);
        choose.setId("file-choose");
        name.setWrapText(true);
        box.getChildren().addAll(Icons.of("fth-file", "icon-large"), name, size, choose, Labels.of(Text.of(
                "requestedit.file.drop"), "muted", "small"));
        droppable(box, this::take);
    }

    static void droppable(Region region, Consumer<Path> take) {
        region.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) event.acceptTransferModes(TransferMode.COPY);
            event.consume();
        });
        region.setOnDragDropped(event -> {
            if (!event.getDragboard().hasFiles()) return;
            take.accept(event.getDragboard().getFiles().getFirst().toPath());
            event.setDropCompleted(true);
            event.consume();
        });
    }

    /// The text of the file that `body` names, where it is short and text.
    static Optional<String> content(String body) {
        return Payload.file(body).flatMap(file -> {
            try {
                return Files.size(file) > AS_TEXT ? Optional.empty() : Optional.of(Files.readString(file));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Region node() {
        return box;
    }

    @Override
    public boolean open(String text) {
        Optional<Path> file = Payload.file(text);
        name.setText(file.map(Path::toString).orElse(Text.of("requestedit.file.none")));
        size.setText(file.map(FileView::told).orElse(""));
        return true;
    }

    private static String told(Path file) {
        try {
            return Text.of("requestedit.file.size", Units.bytes(Files.size(file)));
        } catch (IOException e) {
            return Text.of("requestedit.file.gone");
        }
    }

    private void choose() {
        Path file = chooser.ask(box.getScene() == null ? null : box.getScene().getWindow(), Text.of(
                "requestedit.file.choose"), Text.of("requestedit.file.any"), List.of("*.*"));
        if (file != null) take(file);
    }

    private void take(Path file) {
        chosen.accept(file);
        open(Payload.naming(file));
    }
}
