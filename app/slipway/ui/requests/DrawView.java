package slipway.ui.requests;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.contract.SampleRequest;
import slipway.requests.Payload;
import slipway.ui.widget.Chip;
import slipway.ui.widget.Labels;
import slipway.ui.widget.OpenTarget;

/// A picture as the body: drawn or read into the model’s input where that is a picture of one channel, else the image
/// file as it is. FX thread.
final class DrawView implements DraftView {
    private static final double SHOWN = 260;

    private final VBox box = new VBox(8);
    private final StackPane picture = new StackPane();
    private final Supplier<@Nullable ModelForm> form;
    private final Supplier<SampleRequest> like;
    private final Consumer<SampleRequest> drawn;
    private final Consumer<Path> chosen;
    private final OpenTarget chooser;
    private @Nullable DrawPad pad;

    DrawView(Supplier<@Nullable ModelForm> form, Supplier<SampleRequest> like, Consumer<SampleRequest> drawn,
            OpenTarget chooser, Consumer<Path> chosen) {
        this.form = form;
        this.like = like;
        this.drawn = drawn;
        this.chooser = chooser;
        this.chosen = chosen;
        box.setId("body-image");
        box.getStyleClass().add("drop-box");
        var clear = Chip.button("fth-x", Text.of("requestedit.image.clear"), this::clear);
        clear.setId("pad-clear");
        var undo = Chip.button("fth-corner-up-left", Text.of("requestedit.image.undo"), this::undo);
        undo.setId("pad-undo");
        box.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (!event.isShortcutDown() || event.getCode() != KeyCode.Z) return;
            undo();
            event.consume();
        });
        var choose = Chip.button("fth-image", Text.of("requestedit.image.choose"), this::choose);
        choose.setId("image-choose");
        var buttons = new HBox(8, choose, undo, clear);
        buttons.setAlignment(javafx.geometry.Pos.CENTER);
        box.getChildren().addAll(picture, buttons, Labels.of(Text.of("requestedit.image.drop"), "muted", "small"));
        FileView.droppable(box, this::take);
    }

    @Override
    public Region node() {
        return box;
    }

    @Override
    public boolean open(String text) {
        ModelForm now = form.get();
        Optional<int[]> sides = now == null ? Optional.empty() : now.picture();
        pad = null;
        if (now == null || sides.isEmpty()) {
            show(Payload.file(text).orElse(null));
            return true;
        }
        int height = sides.get()[0];
        int width = sides.get()[1];
        var next = new DrawPad(height, width, pixels -> now.draw(pixels, like.get().form()).ifPresent(drawn));
        now.pixels(text, height, width).ifPresent(next::show);
        pad = next;
        picture.getChildren().setAll(next);
        return true;
    }

    private void show(@Nullable Path file) {
        if (file == null) {
            picture.getChildren().setAll(Labels.wrapped(Text.of("requestedit.image.none"), "muted"));
            return;
        }
        var view = new ImageView(new Image(file.toUri().toString(), SHOWN, SHOWN, true, true, true));
        picture.getChildren().setAll(view);
    }

    private void clear() {
        DrawPad now = pad;
        if (now != null) now.clear();
    }

    private void undo() {
        DrawPad now = pad;
        if (now != null) now.undo();
    }

    private void choose() {
        Path file = chooser.ask(box.getScene() == null ? null : box.getScene().getWindow(), Text.of(
                "requestedit.image.choose"), Text.of("requestedit.image.files"),
                List.of("*.png", "*.jpg", "*.jpeg",
                        "*.gif", "*.bmp"));
        if (file != null) take(file);
    }

    private void take(Path file) {
        DrawPad now = pad;
        if (now != null) {
            now.read(file);
            return;
        }
        chosen.accept(file);
        show(file);
    }

    /// What a file of this name is, for the header.
    static String type(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String end = name.substring(name.lastIndexOf('.') + 1);
        return switch (end) {
            case "png", "gif", "bmp", "webp" -> "image/" + end;
            case "jpg", "jpeg" -> "image/jpeg";
            case "json" -> "application/json";
            case "csv" -> "text/csv";
            case "txt" -> "text/plain";
            case "npy" -> "application/x-npy";
            case "wav" -> "audio/wav";
            default -> "application/octet-stream";
        };
    }
}
