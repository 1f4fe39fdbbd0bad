package slipway.ui.deployments;

import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.ui.Desk;
import slipway.ui.widget.CodeBlock;
import slipway.ui.widget.Labels;

/// The deployment's file as it stands on disk. FX thread; the file is read off it.
final class SpecView extends VBox {
    private final Desk desk;
    private final Workspace workspace;
    private final Label place = Labels.of("", "mono", "muted");
    private final CodeBlock code;
    private String asked = "";

    SpecView(Desk desk, Workspace workspace) {
        this.desk = desk;
        this.workspace = workspace;
        code = new CodeBlock("spec-text", desk.notices()::copied);
        getStyleClass().add("detail-body");
        VBox.setVgrow(code, Priority.ALWAYS);
        getChildren().addAll(place, code);
    }

    void show(DeploymentSpec spec) {
        asked = spec.id();
        place.setText("endpoints/" + spec.endpoint() + "/" + spec.name() + ".yml");
        var text = new AtomicReference<>("");
        desk.work().run(() -> text.set(read(spec)), () -> {
            if (asked.equals(spec.id())) code.show(text.get());
        });
    }

    private String read(DeploymentSpec spec) {
        try {
            return workspace.text(spec.endpoint(), spec.name());
        } catch (StudioException e) {
            // a deployment may outlive its file for a moment; that is no failure to interrupt anyone with
            return Text.of("deployments.spec.gone");
        }
    }
}
