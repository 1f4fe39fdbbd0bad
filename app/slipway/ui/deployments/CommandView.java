package slipway.ui.deployments;

import java.nio.file.Path;
import java.util.List;

import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Quoted;
import slipway.base.Text;
import slipway.engine.ContainerFacts;
import slipway.spec.DeploymentSpec;
import slipway.ui.Desk;
import slipway.ui.widget.CodeBlock;
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
        this.base = "slipway --workspace " + Quoted.shell(root.toString()) + " ";
        body.getStyleClass().add("detail-body");
        ScrollPane scroll = DetailPane.scrolled(body);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
    }

    /// `containers` are what runs now; the command of the first stands for all.
    void show(DeploymentSpec spec, List<ContainerFacts> containers) {
        String run = containers.isEmpty() ? "" : containers.getFirst().command();
        String key = spec.id() + " " + run;
        if (key.equals(shown)) return;
        shown = key;
        body.getChildren().clear();
        if (!run.isEmpty()) {
            var code = new CodeBlock("docker-run", desk.notices()::copied);
            code.rows((int) Math.min(14, run.lines().count() + 1));
            code.show(run);
            body.getChildren().add(new VBox(4, Labels.muted(Text.of("deployments.command.docker")), code));
        }
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
}
