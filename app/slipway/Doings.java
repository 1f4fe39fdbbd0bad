package slipway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec;
import slipway.traffic.EndpointView;
import slipway.traffic.Fault;
import slipway.traffic.Gateway;

/// Glue: enters into the activity log what changes in the workspace's files and in the gateway's faults, by whomever:
/// in the window, on the command line or with an editor. One caller, again and again.
final class Doings {
    private final Workspace workspace;
    private final Gateway gateway;
    private final Activity activity;
    private @Nullable Map<String, DeploymentSpec> files;
    private @Nullable WorkspaceSpec seen;
    private final Map<String, List<Fault>> faults = new HashMap<>();

    Doings(Workspace workspace, Gateway gateway, Activity activity) {
        this.workspace = workspace;
        this.gateway = gateway;
        this.activity = activity;
    }

    void look() {
        lookAtFiles();
        // what is on when one opens again is said again
        faults.keySet().retainAll(gateway.endpoints().get().stream().map(EndpointView::name).toList());
        for (EndpointView endpoint : gateway.endpoints().get()) {
            if (endpoint.problem() == null) lookAtFaults(endpoint.name());
        }
    }

    private void lookAtFiles() {
        WorkspaceSpec spec = workspace.spec().get();
        if (spec.equals(seen)) return;
        seen = spec;
        var now = new TreeMap<String, DeploymentSpec>();
        spec.endpoints().forEach(folder -> folder.deployments().forEach(each -> now.put(each.id(), each)));
        Map<String, DeploymentSpec> before = files;
        files = now;
        if (before == null) return;
        now.forEach((id, each) -> {
            DeploymentSpec old = before.get(id);
            if (old == null) activity.did("", "studio.file-created", id);
            else if (!old.equals(each) && !onlyRecorded(old, each)) activity.did("", "studio.file-changed", id);
        });
        before.keySet().stream().filter(id -> !now.containsKey(id))
                .forEach(id -> activity.did("", "studio.file-deleted", id));
    }

    /// The studio writes down the digest of what it made; that is nobody's doing.
    private static boolean onlyRecorded(DeploymentSpec old, DeploymentSpec now) {
        return now.equals(old.withImageDigest(now.slipway().imageDigest()));
    }

    private void lookAtFaults(String endpoint) {
        List<Fault> now = gateway.faults(endpoint);
        List<Fault> before = faults.put(endpoint, now);
        if (Objects.requireNonNullElse(before, List.of()).equals(now)) return;
        if (now.isEmpty()) {
            activity.did("", "studio.fault-off", endpoint);
        } else {
            activity.did("", "studio.fault-set", endpoint, now.stream().map(Fault::words)
                    .collect(Collectors.joining(", ")));
        }
    }
}
