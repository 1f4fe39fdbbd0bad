package slipway.ui.endpoints;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.spec.DeploymentSpec;
import slipway.spec.WorkspaceSpec.EndpointFolder;
import slipway.traffic.EndpointView;

/// An endpoint as its page shows it, put together from the files, the gateway and the deployments. Immutable.
///
/// @param auth  the word in the file
/// @param url   empty where it does not listen
/// @param split   what the files ask for, by the platform’s rules
/// @param mirrors who gets copies of how many percent, those that only free mode allows among them
public record EndpointRow(String name, String auth, String url, @Nullable String key, SplitModel split,
        List<Part> parts, @Nullable Problem problem, boolean readable, Map<String, Integer> mirrors) {

    static final EndpointRow NONE = new EndpointRow("", "", "", null, SplitModel.of(List.of(), Map.of(), Map.of()),
            List.of(), null, true);

    public EndpointRow {
        var some = new LinkedHashMap<>(mirrors);
        some.values().removeIf(percent -> percent == 0);
        mirrors = Collections.unmodifiableMap(some);
    }

    /// With the mirror of the split alone.
    EndpointRow(String name, String auth, String url, @Nullable String key, SplitModel split, List<Part> parts,
            @Nullable Problem problem, boolean readable) {
        this(name, auth, url, key, split, parts, problem, readable, split.mirrorTraffic());
    }

    /// One of its deployments; `state` null where it is not known to run.
    ///
    /// @param replicas that its file asks for, of which `running` run
    /// @param timeout  of a request, as its file has it
    public record Part(String name, String model, String contract, @Nullable DeploymentState state, int replicas,
            int running, Duration timeout) {
        public boolean ready() {
            return state == DeploymentState.READY;
        }
    }

    /// How it fares as a whole.
    public enum State {
        SERVING, DEGRADED, OFF, DOWN
    }

    public static EndpointRow of(EndpointFolder folder, List<EndpointView> views, List<Deployment> deployments) {
        EndpointView view = views.stream().filter(each -> each.name().equals(folder.name())).findFirst().orElse(null);
        List<Part> parts = folder.deployments().stream().map(spec -> part(spec, deployments)).toList();
        List<String> names = parts.stream().map(Part::name).toList();
        var spec = folder.spec();
        SplitModel split = SplitModel.of(names, spec == null ? Map.of() : spec.traffic(),
                spec == null ? Map.of() : spec.mirror());
        String url = view == null || view.port() == 0 ? "" : view.url();
        return new EndpointRow(folder.name(), spec == null ? "" : spec.authMode().word(), url,
                view == null ? null : view.policy().key(), split, parts, view == null ? null : view.problem(),
                spec != null, spec == null ? Map.of() : spec.mirrors());
    }

    public List<String> names() {
        return parts.stream().map(Part::name).toList();
    }

    public long live() {
        return parts.stream().filter(part -> split.weight(part.name) > 0).count();
    }

    public State state() {
        if (url.isEmpty()) return State.DOWN;
        if (split.isOff()) return State.OFF;
        long serving = parts.stream().filter(part -> split.weight(part.name) > 0 && part.ready()).count();
        return serving == live() ? State.SERVING : serving == 0 ? State.DOWN : State.DEGRADED;
    }

    /// The command-line twin of a split.
    public static String command(String endpoint, SplitModel split) {
        var words = new StringBuilder("slipway endpoint update ").append(endpoint).append(" --traffic \"");
        words.append(String.join(" ", split.weights().entrySet().stream().map(entry -> entry.getKey() + "="
                + entry.getValue()).toList())).append('"');
        if (split.mirror() != null) {
            words.append(" --mirror-traffic \"").append(split.mirror()).append('=').append(split.mirrorPercent())
                    .append('"');
        }
        return words.toString();
    }

    private static Part part(DeploymentSpec spec, List<Deployment> deployments) {
        Deployment runs = deployments.stream().filter(each -> each.id().equals(spec.id())).findFirst().orElse(null);
        var ref = spec.model();
        String model = runs != null && runs.model() != null
                ? runs.model().title()
                : ref.name() != null
                        ? ref.name() + (ref.version() == null ? "" : " " + ref.version())
                        : ref.path() == null ? "" : ref.path().getFileName().toString();
        String asked = spec.slipway().contract();
        return new Part(spec.name(), model, runs == null ? asked == null ? "" : asked : runs.contract(),
                runs == null ? null : runs.state(), spec.instanceCount(), runs == null ? 0 : runs.urls().size(),
                spec.requests().timeout());
    }
}
