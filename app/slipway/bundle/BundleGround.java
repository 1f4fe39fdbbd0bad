package slipway.bundle;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import slipway.base.Progress;
import slipway.engine.Images;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;

/// What a bundle is made of, as only the composition root knows it. Blocking; any thread.
public interface BundleGround {
    Workspace workspace();

    /// The engine’s images; a [slipway.base.StudioException] where there is no engine.
    Images images() throws InterruptedException;

    /// Where the model is that `deployment` serves; empty for a server that brings its own.
    Optional<Path> model(DeploymentSpec deployment) throws InterruptedException;

    /// The images that `deployments` need where they run, none for processes. What is not here yet is built or pulled.
    List<ImageNeed> needs(List<DeploymentSpec> deployments, Progress progress) throws InterruptedException;

    /// Whether nobody writes the recording in the folder `recording` any more.
    default boolean finished(Path recording) {
        return true;
    }

    /// An image that is here.
    ///
    /// @param reference   the name and tag by which its deployments find it where the bundle is opened
    /// @param deployments ids of those that need it, at least one
    record ImageNeed(String reference, Images.Local image, List<String> deployments) {
        public ImageNeed {
            deployments = List.copyOf(deployments);
        }
    }
}
