package slipway.ui.endpoints;

import java.util.Objects;

import javafx.scene.Node;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.stage.Modality;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.ui.Theme;
import slipway.ui.widget.DialogButtons;

/// A window beside the page, which can be worked on meanwhile; one of its kind is open at a time. FX thread.
final class SideDialog {
    private final String id;
    private final double width;
    private final double height;
    private @Nullable Dialog<ButtonType> open;

    /// @param id     of its pane
    /// @param width  of its pane at first, in pixels
    /// @param height likewise
    SideDialog(String id, double width, double height) {
        this.id = id;
        this.width = width;
        this.height = height;
    }

    /// Shows `content` over `owner`; what is open for something else is closed.
    void show(@Nullable Window owner, String title, Node content) {
        close();
        var dialog = new Dialog<ButtonType>();
        open = dialog;
        dialog.initOwner(owner);
        dialog.initModality(Modality.NONE);
        dialog.setTitle(title);
        dialog.setHeaderText(null);
        dialog.setResizable(true);
        var pane = dialog.getDialogPane();
        pane.getButtonTypes().setAll(DialogButtons.close());
        pane.setContent(content);
        pane.setPrefSize(width, height);
        pane.setId(id);
        pane.getStylesheets().add(Objects.requireNonNull(SideDialog.class.getResource("/css/endpoints.css"))
                .toExternalForm());
        Theme.dress(pane.getScene());
        dialog.show();
    }

    void close() {
        Dialog<ButtonType> before = open;
        if (before != null) before.close();
        open = null;
    }
}
