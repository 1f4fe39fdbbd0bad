package slipway.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import slipway.base.Progress;
import slipway.contract.Launch;
import slipway.contract.Profile;
import slipway.contract.ServingContract;
import slipway.engine.ContainerSettings;
import slipway.engine.Engine;
import slipway.engine.Images;
import slipway.engine.Instance;
import slipway.engine.NetworkLedger;
import slipway.engine.Workload;
import slipway.observe.LogBuffer;

/// Launches a subject as a contract’s platform would: its arguments, port, mount and environment. Any thread.
final class Servers {
    /// The endpoint that containers and logs of checks stand under.
    static final String ENDPOINT = "check";
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Engine engine;
    private final @Nullable String runtimeImage;

    /// @param runtimeImage our sample server's image, for what watches a network; null where it cannot be made here
    Servers(Engine engine, @Nullable String runtimeImage) {
        this.engine = engine;
        this.runtimeImage = runtimeImage;
    }

    /// Null where the engine cannot watch a network.
    @Nullable
    NetworkLedger openLedger() throws InterruptedException {
        return engine.openLedger(runtimeImage, Progress.NONE);
    }

    /// What differs from the usual launch.
    ///
    /// @param network as in [ContainerSettings]
    /// @param port    inside the container
    record Way(String network, int port) {}

    Server launch(Subject subject, ServingContract contract, Profile profile, Way way, Progress progress)
            throws InterruptedException {
        long number = NUMBERS.incrementAndGet();
        String key = ENDPOINT + "/" + contract.id() + "-" + ProcessHandle.current().pid() + "-" + number;
        Images.Local image = subject.image();
        Path folder = subject.artifact();
        Workload workload = image == null
                ? new Workload(key, 0, number, List.of(), environment(subject, contract, String.valueOf(folder), 0),
                        folder, 0, 0, null)
                : new Workload(key, 0, number, List.of(), environment(subject, contract, profile.modelPath(),
                        way.port()), folder, 0, 0, null, settings(image, profile, way));
        Instance instance = engine.launch(workload, progress);
        var log = new LogBuffer();
        instance.follow(log::add);
        return new Server(instance, null, way.port(), log, engine.mountsAsIs());
    }

    private static ContainerSettings settings(Images.Local image, Profile profile, Way way) {
        return new ContainerSettings(image.id(), List.of(), profile.arguments(), way.port(), way.port(),
                profile.modelPath(), 0, null, way.network(), null, "", false);
    }

    private static Map<String, String> environment(Subject subject, ServingContract contract, String path, int port) {
        return contract.environment(new Launch(ENDPOINT, contract.id(), subject.modelName(), subject.modelVersion(),
                path, port));
    }

    /// A folder to mount: a single file is mounted as the file that it is.
    static @Nullable Path mounted(@Nullable Path artifact) {
        return artifact == null || !Files.exists(artifact) ? null : artifact.toAbsolutePath().normalize();
    }
}
