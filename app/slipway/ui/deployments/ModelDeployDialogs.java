package slipway.ui.deployments;

import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.deploy.Deployments;
import slipway.engine.Engines;
import slipway.spec.Workspace;
import slipway.ui.DeployDialogs;
import slipway.ui.Desk;
import slipway.ui.widget.FolderTarget;

/// Opens a [DeployDialog] over the window in use; made once by the shell. FX thread.
public record ModelDeployDialogs(Desk desk, Catalog catalog, Workspace workspace,
        Deployments deployments, Engines engines) implements DeployDialogs {
    @Override
    public void open(@Nullable Model model) {
        Window owner = Window.getWindows().stream().filter(Window::isFocused).findFirst()
                .orElse(Window.getWindows().isEmpty() ? null : Window.getWindows().getFirst());
        new DeployDialog(desk, catalog.view().get(), workspace, Fleet.of(deployments, engines), engines.all(),
                FolderTarget.CHOOSER, model).show(owner);
    }
}
