package slipway.ui;

import org.jspecify.annotations.Nullable;

import slipway.catalog.Model;

/// Opens the dialog that deploys a model; implemented beside the Deployments page, called from others. FX thread.
@FunctionalInterface
public interface DeployDialogs {
    /// With `model` chosen already, or none.
    void open(@Nullable Model model);
}
