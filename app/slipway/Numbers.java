package slipway;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

import slipway.rollout.MeasuredFile;
import slipway.rollout.Snapshot;
import slipway.rollout.Split;
import slipway.rollout.SwapReport;
import slipway.traffic.EndpointView;
import slipway.traffic.Gateway;
import slipway.traffic.TrafficPolicy;

/// Glue: what the gateway measures goes to [MeasuredFile] while a rollout in another process asks for it. Called again
/// and again by one task.
final class Numbers {
    private final MeasuredFile file;
    private final Gateway gateway;
    private final Function<String, Snapshot> measured;
    private final Function<String, List<SwapReport>> swaps;

    /// @param measured of an endpoint, since it was opened
    /// @param swaps    of an endpoint whose proof is complete, oldest first
    Numbers(Path state, Gateway gateway, Function<String, Snapshot> measured,
            Function<String, List<SwapReport>> swaps) {
        this.file = new MeasuredFile(state);
        this.gateway = gateway;
        this.measured = measured;
        this.swaps = swaps;
    }

    void publish() {
        if (!file.asked()) return;
        var all = new HashMap<String, MeasuredFile.Numbers>();
        for (EndpointView view : gateway.endpoints().get()) {
            if (view.problem() != null) continue;
            all.put(view.name(), new MeasuredFile.Numbers(split(view.policy()), measured.apply(view.name()),
                    swaps.apply(view.name())));
        }
        file.write(all);
    }

    /// With all mirrors, those that only free mode allows as well.
    static Split split(TrafficPolicy policy) {
        return new Split(policy.weights(), policy.mirrors());
    }
}
