package slipway;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.base.Tasks;
import slipway.base.Twin;
import slipway.deploy.WorkloadFaults;
import slipway.spec.EndpointSpec;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec.EndpointFolder;
import slipway.traffic.Allowance;
import slipway.traffic.EndpointView;
import slipway.traffic.Gateway;
import slipway.traffic.Spread;
import slipway.traffic.TrafficPolicy;

/// Glue: what the workspace's files say of an endpoint becomes a listener of the gateway with its policy, at once and
/// after every edit. One caller at a time (the workspace's signal runs through [#follow]'s own task).
final class Endpoints {
    /// How long requests under way may take when an endpoint is taken away.
    static final long DRAIN_MILLIS = 10_000;

    private final Workspace workspace;
    private final Gateway gateway;
    private final Addresses addresses;
    private final Targets targets;
    private final Activity activity;
    private final Swaps swaps;
    private final RequestLogs logs;
    private final WorkloadFaults faults;
    private final Set<String> open = new HashSet<>();
    private final Map<String, TrafficPolicy> said = new java.util.HashMap<>();

    Endpoints(Workspace workspace, Gateway gateway, Addresses addresses, Targets targets,
            Activity activity, Swaps swaps, RequestLogs logs, WorkloadFaults faults) {
        this.workspace = workspace;
        this.gateway = gateway;
        this.addresses = addresses;
        this.targets = targets;
        this.activity = activity;
        this.swaps = swaps;
        this.logs = logs;
        this.faults = faults;
    }

    /// Opens what the files want now, gives open ones their policy, closes what they no longer name.
    synchronized void follow(Tasks tasks) {
        List<EndpointFolder> wanted = workspace.spec().get().endpoints();
        for (EndpointFolder folder : wanted) {
            EndpointSpec spec = folder.spec();
            if (spec == null) continue;
            apply(folder.name(), spec);
            logs.follow(folder.name(), spec.slipway().logs());
        }
        for (String name : List.copyOf(open)) {
            if (wanted.stream().anyMatch(folder -> folder.name().equals(name))) continue;
            open.remove(name);
            said.remove(name);
            logs.follow(name, EndpointSpec.Logs.NONE);
            Gateway.Drain drain = gateway.withdraw(name);
            tasks.quiet("close endpoint " + name, progress -> drain.run());
            activity.add(Activity.Outcome.NEUTRAL, "", "studio.endpoint-closed", name);
        }
    }

    private void apply(String name, EndpointSpec spec) {
        TrafficPolicy policy = policy(name, spec);
        if (policy.equals(said.get(name))) return;
        if (open.add(name)) {
            EndpointView view = listen(name, policy);
            targets.listening(name);
            faults.opened(name);
            if (view.problem() == null) {
                activity.add(Activity.Outcome.GOOD, "", "studio.endpoint-open", name, view.url());
            } else {
                activity.add(Activity.Outcome.BAD, "", "studio.endpoint-failed", name);
            }
        } else {
            long before = System.nanoTime();
            swaps.at(name, () -> gateway.setPolicy(name, policy));
            told(name, said.get(name), policy, slipway.base.Units.nanos(System.nanoTime() - before));
        }
        said.put(name, policy);
    }

    /// Says what of the policy is new: the split, the keys, or another setting.
    private void told(String name, @Nullable TrafficPolicy before, TrafficPolicy now, String took) {
        if (before == null || !shown(before).equals(shown(now))) {
            activity.did(command(name, before, now), took, "studio.traffic-set", List.of(name, shown(now)));
        } else if (before.withAccess(null).equals(now.withAccess(null))) {
            activity.did("", took, "studio.endpoint-access", List.of(name));
        } else {
            activity.did("", took, "studio.endpoint-settings", List.of(name));
        }
    }

    /// A mirror that is gone is said to get nothing.
    static String command(String name, @Nullable TrafficPolicy before, TrafficPolicy now) {
        var copies = new LinkedHashMap<String, Integer>();
        if (before != null) before.mirrors().keySet().forEach(each -> copies.put(each, 0));
        copies.putAll(now.mirrors());
        Twin twin = Twin.of("endpoint update").add(name).addIf(now.free(), "--mode", "free")
                .addIf(!now.weights().isEmpty(), "--traffic", split(now.weights()));
        return twin.addIf(!copies.isEmpty(), now.free() ? "--mirrors" : "--mirror-traffic", split(copies)).toString();
    }

    /// `blue=90 green=10`
    private static String split(Map<String, Integer> shares) {
        return shares.entrySet().stream().map(share -> share.getKey() + "=" + share.getValue())
                .collect(Collectors.joining(" "));
    }

    /// On the port it had; where another program took that meanwhile, on a new one, which is said.
    private EndpointView listen(String name, TrafficPolicy policy) {
        EndpointView view = gateway.open(name, addresses.port(name), policy);
        if (view.problem() == null) return view;
        int taken = addresses.port(name);
        EndpointView moved = gateway.open(name, addresses.another(name), policy);
        if (moved.problem() == null) {
            activity.add(Activity.Outcome.NEUTRAL, "", "studio.endpoint-moved", name, taken, moved.port());
        }
        return moved;
    }

    private TrafficPolicy policy(String name, EndpointSpec spec) {
        var slipway = spec.slipway();
        return new TrafficPolicy(spec.traffic(), spec.mirrors(), slipway.free(), spread(name, slipway),
                allowance(slipway), addresses.access(name, spec.authMode()));
    }

    private static Allowance allowance(EndpointSpec.Extension slipway) {
        Integer mbps = slipway.bandwidthMbps();
        Integer body = slipway.maxBodyMb();
        return new Allowance(mbps == null ? 0 : mbps, body == null ? 0 : body * 1_000_000L);
    }

    /// Without a seed of its own an endpoint draws from its name: the same draws at every start.
    private static Spread spread(String name, EndpointSpec.Extension slipway) {
        Integer seed = slipway.seed();
        Spread spread = slipway.random() ? Spread.random(seed == null ? name.hashCode() : seed) : Spread.EXACT;
        EndpointSpec.Sticky sticky = slipway.sticky();
        return sticky == null ? spread : spread.withSticky(new Spread.Sticky(sticky.cookie(), sticky.name()));
    }

    /// `blue=90 green=10, copies 10 % to shadow`
    private static String shown(TrafficPolicy policy) {
        var text = new StringBuilder();
        policy.weights().forEach((deployment, weight) -> text.append(text.isEmpty() ? "" : " ").append(deployment)
                .append('=').append(weight));
        policy.mirrors().forEach((deployment, percent) -> text.append(" · ").append(deployment).append(" ← ")
                .append(percent).append(" %"));
        return text.toString();
    }
}
