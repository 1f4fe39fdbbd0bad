package slipway.engine.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.bundle.BundleGround;
import slipway.bundle.BundleOpening;
import slipway.bundle.BundleWish;
import slipway.bundle.BundleWriter;
import slipway.engine.Images;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.testkit.NeedsDocker;
import slipway.testkit.PrivateDaemon;
import slipway.testkit.TestDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// An image goes through a bundle from an engine to one that has never seen it, where no network is.
@NeedsDocker(NeedsDocker.What.OWN)
class BundleEngineIT {
    private static final BundleWish ALL = new BundleWish(List.of(), true, false);

    @TempDir
    private Path folder;

    @Test
    void theImageIsThereWithItsNameAndRuns() throws Exception {
        Path root = Files.createDirectories(folder.resolve("ws"));
        Path file = folder.resolve("demo.slipway");
        try (OwnEngine own = OwnEngine.open(PrivateDaemon.Setup.PLAIN)) {
            Images images = own.engine().images();
            Images.Local image = images.find(TestDocker.busybox()).orElseThrow();
            var ground = new Ground(Workspace.open(root, own.tasks()), images, image);
            assertEquals(1, BundleWriter.write(ground, ALL, file, Progress.NONE).manifest().images().size());

            Path into = folder.resolve("opened");
            assertTrue(open(file, into, images).there(), "it is there and not loaded again");
            images.remove(TestDocker.busybox(), true);
            assertTrue(images.find(image.id()).isEmpty());
            assertFalse(open(file, into, images).there());
            assertEquals(image.id(), images.find(TestDocker.busybox()).orElseThrow().id());
            assertEquals("hello", own.daemon().docker("run", "--rm", "--network=none", TestDocker.busybox(), "echo",
                    "hello").text());
            assertFalse(own.daemon().inside("ip", "route").text().contains("default"), "nothing could be pulled");
        }
    }

    private static BundleOpening.Loaded open(Path file, Path into, Images images) throws InterruptedException {
        return BundleOpening.open(file, into, true, () -> images, Progress.NONE).images().getFirst();
    }

    private record Ground(Workspace workspace, Images images, Images.Local image) implements BundleGround {
        @Override
        public Optional<Path> model(DeploymentSpec deployment) {
            return Optional.empty();
        }

        @Override
        public List<ImageNeed> needs(List<DeploymentSpec> deployments, Progress progress) {
            return List.of(new ImageNeed(TestDocker.busybox(), image, List.of("iris/blue")));
        }
    }
}
