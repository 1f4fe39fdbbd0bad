package slipway.engine.docker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.engine.ContainerSettings;
import slipway.engine.Workload;

/// The labels by which a workspace knows what is its own at the engine; nothing without them is ever touched.
///
/// @param workspace id of the workspace
/// @param root      its folder, so that others can tell whether it is still there
record ContainerLabels(String workspace, String root) {
    static final String WORKSPACE = "slipway.workspace";
    static final String ROOT = "slipway.root";
    /// The machine that the workspace is on: an engine may serve studios of several.
    static final String HOST = "slipway.host";
    static final String ENDPOINT = "slipway.endpoint";
    static final String DEPLOYMENT = "slipway.deployment";
    static final String REPLICA = "slipway.replica";
    static final String REVISION = "slipway.revision";
    static final String SPEC = "slipway.spec";
    static final String VERSION = "slipway.version";
    /// The ports inside the container, which nothing else of it tells apart.
    static final String PORT = "slipway.port";
    static final String HEALTH_PORT = "slipway.health-port";
    static final String NETWORK = "slipway.network";
    /// What was asked for; absent without any.
    static final String GPUS = "slipway.gpus";
    /// The folder of a model that was copied in, and where it went; absent where it is mounted.
    static final String MODEL = "slipway.model";
    static final String MODEL_PATH = "slipway.model-path";

    /// For the workspace in `root`, recognised again by that folder.
    static ContainerLabels of(Path root) {
        Path folder = root.toAbsolutePath().normalize();
        return new ContainerLabels(ContainerNames.hash(folder.toString()), folder.toString());
    }

    /// For the workspace whose state is kept in `stateFolder`.
    static ContainerLabels ofState(Path stateFolder) {
        Path root = stateFolder.toAbsolutePath().normalize().getParent();
        return of(root == null ? stateFolder : root);
    }

    /// @param copy the model where it is copied and not mounted, which the engine then knows nothing of; else null
    Map<String, String> of(Workload workload, ContainerSettings settings, @Nullable ModelCopy copy) {
        var labels = new LinkedHashMap<>(network());
        labels.putAll(kept(workload.key()));
        labels.put(REPLICA, String.valueOf(workload.replica()));
        labels.put(REVISION, String.valueOf(workload.revision()));
        labels.put(SPEC, settings.specHash());
        labels.put(PORT, String.valueOf(settings.port()));
        labels.put(HEALTH_PORT, String.valueOf(settings.healthPort()));
        labels.put(NETWORK, settings.network());
        String gpus = settings.gpus();
        if (gpus != null) labels.put(GPUS, gpus);
        if (copy != null) {
            labels.put(MODEL, copy.model().toAbsolutePath().normalize().toString());
            labels.put(MODEL_PATH, copy.target());
        }
        return labels;
    }

    /// What a swarm keeps for the deployment `key` carries: by these it is found again.
    Map<String, String> kept(String key) {
        int slash = key.indexOf('/');
        return Map.of(WORKSPACE, workspace, HOST, host(), ENDPOINT, slash < 0 ? "" : key.substring(0, slash),
                DEPLOYMENT, key.substring(slash + 1));
    }

    /// What a network of this workspace carries, and everything else too.
    Map<String, String> network() {
        String version = ContainerLabels.class.getPackage().getImplementationVersion();
        var labels = new LinkedHashMap<String, String>();
        labels.put(WORKSPACE, workspace);
        labels.put(ROOT, root);
        labels.put(HOST, host());
        labels.put(VERSION, version == null ? "dev" : version);
        return labels;
    }

    /// The name of this machine; empty where it has none.
    String host() {
        return HostName.OURS;
    }

    /// Tells this workspace from those of others at one manager: two people may have a folder of the same name.
    String place() {
        return ContainerNames.hash(host() + ":" + workspace);
    }

    Map<String, String> filter() {
        return Map.of(WORKSPACE, workspace);
    }

    /// Whether it was made on this machine: on another one, a workspace in a folder of the same name is not ours.
    boolean madeHere(@Nullable Map<String, String> labels) {
        return labels != null && labels.getOrDefault(HOST, host()).equals(host());
    }

    boolean ours(@Nullable Map<String, String> labels) {
        return labels != null && workspace.equals(labels.get(WORKSPACE));
    }
}
