package slipway.ui.exports;

import java.util.List;
import java.util.Objects;

import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.spec.DeploymentSpec;
import slipway.ui.Asker;
import slipway.ui.Command;
import slipway.ui.ExportDialogs;
import slipway.ui.Theme;

/// The one window for exports, over the window in use; opening it for something else shows that instead. FX thread.
public final class ExportWindow implements ExportDialogs {
    private static final String SHEET = Objects.requireNonNull(ExportWindow.class.getResource("/css/exports.css"))
            .toExternalForm();
    private static final double WIDEST = 1_240;
    private static final double HIGHEST = 860;
    private static final double LEAST_WIDTH = 760;
    private static final double LEAST_HEIGHT = 520;
    /// Of the window behind that stays in view.
    private static final double EDGE = 64;

    private final ExportGround ground;
    private @Nullable Stage stage;

    public ExportWindow(ExportGround ground) {
        this.ground = ground;
    }

    @Override
    public void open(String endpoint, @Nullable String deployment) {
        close();
        Window owner = Asker.focused();
        var window = new Stage();
        stage = window;
        var what = new Exportable(endpoint, deployment);
        var pane = new ExportPane(ground, what, window::hide);
        var root = new StackPane(pane);
        root.getStylesheets().add(SHEET);
        window.initOwner(owner);
        window.setTitle(Text.of("exportview.title", what.title()));
        window.setMinWidth(LEAST_WIDTH);
        window.setMinHeight(LEAST_HEIGHT);
        window.setScene(place(window, root, owner));
        // before the lists, which keep Escape to themselves
        window.getScene().addEventFilter(KeyEvent.KEY_PRESSED, pane::key);
        Theme.dress(window.getScene());
        // what nobody sees must not go on following the files
        window.setOnHidden(event -> root.getChildren().clear());
        window.show();
    }

    /// One for each endpoint and one for each deployment, for the palette.
    public List<Command> commands() {
        String group = Text.of("shell.group.do");
        return ground.workspace().spec().get().endpoints().stream().flatMap(folder -> java.util.stream.Stream.concat(
                java.util.stream.Stream.of(command(group, folder.name(), null)),
                folder.deployments().stream().map(DeploymentSpec::name).map(name -> command(group, folder.name(),
                        name))))
                .toList();
    }

    private Command command(String group, String endpoint, @Nullable String deployment) {
        String title = Text.of("exportview.command", new Exportable(endpoint, deployment).title());
        return new Command(group, title, "fth-upload-cloud", "", () -> open(endpoint, deployment));
    }

    private void close() {
        Stage before = stage;
        if (before != null) before.hide();
        stage = null;
    }

    /// In the middle over `owner`, somewhat smaller than it.
    private static Scene place(Stage window, StackPane root, @Nullable Window owner) {
        if (owner == null) return new Scene(root, LEAST_WIDTH, LEAST_HEIGHT);
        double width = Math.clamp(owner.getWidth() - EDGE, LEAST_WIDTH, WIDEST);
        double height = Math.clamp(owner.getHeight() - EDGE, LEAST_HEIGHT, HIGHEST);
        window.setX(Math.max(0, owner.getX() + (owner.getWidth() - width) / 2));
        window.setY(Math.max(0, owner.getY() + (owner.getHeight() - height) / 2));
        return new Scene(root, width, height);
    }
}
