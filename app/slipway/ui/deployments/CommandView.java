package slipway.ui.deployments;

import java.nio.file.Path;

import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.spec.DeploymentSpec;
import slipway.ui.Desk;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Labels;

/// The command-line twins of what this page does. FX thread.
final class CommandView extends VBox {
    private final Desk desk;
    private final String base;
    private final VBox body = new VBox();
    private String shown = "";

    CommandView(Desk desk, Path root) {
        this.desk = desk;
        this.base = "slipway --workspace " + quoted(root.toString()) + " ";
        body.getStyleClass().add("detail-body");
        ScrollPane scroll = DetailPane.scrolled(body);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
    }

    void show(DeploymentSpec spec) {
        if (spec.id().equals(shown)) return;
        shown = spec.id();
        body.getChildren().clear();
        add(Text.of("deployments.command.up"), base + "up");
        add(Text.of("deployments.command.logs"), base + "logs " + spec.id() + " -f");
        add(Text.of("deployments.command.ps"), base + "ps");
        add(Text.of("deployments.command.invoke"), base + "invoke " + spec.endpoint() + " --deployment " + spec.name()
                + " --request-file request.json");
    }

    private void add(String what, String command) {
        var block = new VBox(4, Labels.muted(what), new CopyLabel(command, desk.notices()::copied));
        body.getChildren().add(block);
    }

    /// For a POSIX shell.
    static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
