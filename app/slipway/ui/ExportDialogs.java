package slipway.ui;

import org.jspecify.annotations.Nullable;

import slipway.export.ExportSource;

/// Opens the window that shows an endpoint as other platforms’ files; implemented beside it, called from pages. FX
/// thread.
@FunctionalInterface
public interface ExportDialogs {
    /// The endpoint with all its deployments, or `deployment` of it alone.
    void open(String endpoint, @Nullable String deployment);

    /// What is exported, as the composition root knows it. Any thread but the window’s.
    @FunctionalInterface
    interface Source {
        /// As the files say now; blocks. Fails where there is none of that name and where a file of it cannot be read.
        ExportSource of(String endpoint, @Nullable String deployment) throws InterruptedException;
    }
}
