package slipway.ui.deployments;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.catalog.CatalogView;
import slipway.catalog.Model;
import slipway.engine.Engine;
import slipway.engine.Images;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec;
import slipway.ui.Desk;
import slipway.ui.Theme;
import slipway.ui.widget.CodeBlock;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.DialogButtons;
import slipway.ui.widget.FolderTarget;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Sheets;
import slipway.ui.widget.TextScale;

/// Deploys a model: the form, the file it will become, and the writing of it. FX thread; files are written off it.
final class DeployDialog {
    private static final System.Logger LOG = System.getLogger(DeployDialog.class.getName());
    /// Fits a window of 1024×700.
    private static final double WIDTH = 940;
    private static final double HEIGHT = 640;

    private final Desk desk;
    private final Workspace workspace;
    private final Fleet fleet;
    private final DeployFields fields;
    private final ContainerFields container;
    private final RecipeView recipe;
    private final CodeBlock preview;
    private final Dialog<ButtonType> dialog = new Dialog<>();
    private final Button ok;

    DeployDialog(Desk desk, CatalogView catalog, Workspace workspace, Fleet fleet, List<Engine> engines,
            FolderTarget browse, @Nullable Model model) {
        this.desk = desk;
        this.workspace = workspace;
        this.fleet = fleet;
        Engine docker = engines.stream().filter(each -> each.id().equals(DeployForm.DOCKER)).findFirst().orElse(null);
        container = new ContainerFields(docker == null ? List.of() : docker.info().gpus(), browse);
        fields = new DeployFields(catalog, workspace.spec().get(), engines.stream().map(Engine::info).toList(),
                container, model);
        recipe = new RecipeView(desk);
        offerImages(docker == null ? null : docker.images());
        preview = new CodeBlock("deploy-preview", desk.notices()::copied);
        var deploy = new ButtonType(Text.of("deploy-form.ok"), ButtonBar.ButtonData.OK_DONE);
        dialog.setTitle(Text.of("deploy-form.title"));
        dialog.setHeaderText(null);
        dialog.setResizable(true);
        dialog.getDialogPane().getButtonTypes().setAll(DialogButtons.cancel(), deploy);
        dialog.getDialogPane().setContent(content());
        dialog.getDialogPane().setPrefSize(WIDTH, HEIGHT);
        dialog.getDialogPane().setId("deploy-dialog");
        Sheets.wear(dialog.getDialogPane(), "deployments");
        Theme.dress(dialog.getDialogPane().getScene());
        ok = (Button) Objects.requireNonNull(dialog.getDialogPane().lookupButton(deploy));
        ok.setId("deploy-ok");
        ok.getStyleClass().add("success");
        dialog.setOnHidden(event -> {
            if (deploy.equals(dialog.getResult())) deploy(fields.form());
        });
        fields.onChange(this::check);
        check();
    }

    void show(@Nullable Window owner) {
        dialog.initOwner(owner);
        dialog.show();
    }

    private HBox content() {
        var both = new VBox(8, fields, container);
        both.setPadding(new javafx.geometry.Insets(0, 12, 0, 0));
        ScrollPane form = DetailPane.scrolled(both);
        form.prefWidthProperty().bind(TextScale.times(450));
        form.setMinWidth(450);
        VBox.setVgrow(preview, Priority.ALWAYS);
        VBox.setVgrow(recipe, Priority.ALWAYS);
        recipe.managedProperty().bind(recipe.visibleProperty());
        var file = new VBox(8, Labels.strong(Text.of("deploy-form.preview")), preview, recipe);
        file.setPrefWidth(420);
        HBox.setHgrow(file, Priority.ALWAYS);
        var content = new HBox(24, form, file);
        content.getStyleClass().add("deploy-content");
        return content;
    }

    private void check() {
        DeployForm form = fields.form();
        Map<DeployForm.Field, String> faults = form.faults(workspace.spec().get());
        fields.showFaults(faults);
        ok.setDisable(!faults.isEmpty());
        recipe.setVisible(form.docker() && form.container().source() == ContainerForm.Source.RECIPE);
        if (recipe.isVisible()) recipe.show(form.model(), form.contract());
        preview.show(faults.isEmpty() ? text(form) : missing(faults));
    }

    /// What is here can be chosen by name; where the engine does not say, the name is written.
    private void offerImages(@Nullable Images images) {
        if (images == null) return;
        var tags = new AtomicReference<List<String>>(List.of());
        desk.work().run(() -> {
            try {
                tags.set(images.list().stream().flatMap(image -> image.tags().stream()).sorted().toList());
            } catch (StudioException e) {
                LOG.log(System.Logger.Level.DEBUG, "no images to offer", e);
            }
        }, () -> container.images(tags.get()));
    }

    /// The reasons too: the field may be out of sight.
    private static String missing(Map<DeployForm.Field, String> faults) {
        var text = new StringBuilder(Text.of("deploy-form.preview.none"));
        faults.values().forEach(reason -> text.append("\n# – ").append(reason));
        return text.toString();
    }

    private String text(DeployForm form) {
        return "# endpoints/" + form.endpoint() + "/" + form.name() + ".yml\n" + workspace.preview(form.deployment());
    }

    private void deploy(DeployForm form) {
        Runnable dockerfile = recipe.isVisible() ? recipe.unkept() : () -> {};
        desk.work().run(() -> {
            dockerfile.run();
            write(form);
        }, () -> {
            desk.notices().done(Text.of("deploy-form.done", form.deployment().id()));
            desk.navigator().open("deployments", form.deployment().id());
        });
    }

    private void write(DeployForm form) {
        WorkspaceSpec before = workspace.spec().get();
        boolean first = form.newEndpoint(before);
        if (first) workspace.createEndpoint(form.endpointSpec());
        workspace.createDeployment(form.deployment());
        // the first deployment of a new endpoint gets its traffic, or the endpoint would answer nobody
        if (first) workspace.setTraffic(form.endpoint(), Map.of(form.name(), 100));
        DeploymentSpec written = workspace.spec().get().deployment(form.endpoint(), form.name())
                .orElse(form.deployment());
        fleet.deploy(written);
    }

    /// Calls `changed` after every change of `value`.
    static void watch(ObservableValue<?> value, Runnable changed) {
        value.addListener(observed -> changed.run());
    }
}
