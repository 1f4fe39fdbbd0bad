package slipway.ui.requests;

import java.util.List;

import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.requests.Pictures;
import slipway.ui.widget.Labels;

/// The images of an answer, small ones enlarged without blurring. FX thread.
final class PicturesView extends ScrollPane {
    private static final double LARGEST = 420;

    private final FlowPane pane = new FlowPane(12, 12);

    PicturesView() {
        setId("answer-images");
        setFitToWidth(true);
        pane.setPadding(new Insets(8, 0, 8, 0));
        getStyleClass().add("edge-to-edge");
        setContent(pane);
    }

    void show(List<Pictures.Picture> pictures) {
        pane.getChildren().setAll(pictures.stream().map(PicturesView::framed).toList());
    }

    private static VBox framed(Pictures.Picture picture) {
        var image = new Image(picture.bytes().stream());
        String size = Units.bytes(picture.bytes().length());
        String where = picture.pointer().isEmpty() ? "" : picture.pointer() + " · ";
        if (image.isError() || image.getWidth() < 1) {
            return new VBox(4, Labels.wrapped(Text.of("answers.image.unknown", picture.format()), "muted"), Labels.of(
                    where + size, "mono", "muted", "small"));
        }
        double most = Math.max(image.getWidth(), image.getHeight());
        // digits of 28 pixels are looked at, not guessed
        double scale = most < 128 ? Math.floor(256 / most) : Math.min(1, LARGEST / most);
        var view = new ImageView(scale < 2 ? image : enlarged(image, (int) scale));
        view.setFitWidth(image.getWidth() * scale);
        view.setPreserveRatio(true);
        Label facts = Labels.of(where + picture.format() + " · " + Math.round(image.getWidth()) + " × " + Math.round(
                image.getHeight()) + " · " + size, "mono", "muted", "small");
        return new VBox(4, view, facts);
    }

    /// Each pixel becomes a square; a view that only stretches may blur them, whatever it is asked for.
    private static Image enlarged(Image image, int times) {
        int width = (int) (image.getWidth() * times);
        int height = (int) (image.getHeight() * times);
        var large = new WritableImage(width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                large.getPixelWriter().setArgb(x, y, image.getPixelReader().getArgb(x / times, y / times));
        return large;
    }
}
