package slipway.ui.lab;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Twin;
import slipway.compare.Answer;
import slipway.load.LoadPlan;
import slipway.load.ReplayPlan;
import slipway.load.ReplayPlan.Pace;

/// What a person asks of a replay. Immutable.
///
/// @param value  how many times as fast, or requests a second; as the pace has it
/// @param first  the deployment that answers; empty for the endpoint’s split
/// @param second the one that gets the same requests; null for nobody, empty for the split
record ReplayAsk(String recording, Speed speed, double value, String first, @Nullable String second) {
    private static final String DEPLOYMENT = "azureml-model-deployment";

    /// How fast.
    enum Speed {
        ORIGINAL, SCALED, RATE
    }

    /// To `endpoint`, with what it asks of every request; values that cannot be are a [slipway.base.StudioException].
    ReplayPlan plan(LabEndpoint endpoint) {
        var aims = new ArrayList<ReplayPlan.Aim>();
        aims.add(aim(endpoint, first));
        if (second != null) aims.add(aim(endpoint, second));
        Pace pace = switch (speed) {
            case ORIGINAL -> new Pace.Original();
            case SCALED -> new Pace.Scaled(value);
            case RATE -> new Pace.Rate(value);
        };
        return new ReplayPlan(List.copyOf(aims), pace, LoadPlan.Limits.STANDARD, Answer.COMPARED);
    }

    private static ReplayPlan.Aim aim(LabEndpoint endpoint, String deployment) {
        var headers = new LinkedHashMap<>(endpoint.headers());
        if (!deployment.isEmpty()) headers.put(DEPLOYMENT, deployment);
        return new ReplayPlan.Aim(URI.create(endpoint.url()), headers);
    }

    /// The same on the command line.
    String command(LabEndpoint endpoint) {
        Twin twin = Twin.of("replay").add(recording).add(endpoint.name()).addIf(!first.isEmpty(), "--deployment",
                first);
        if (second != null) {
            twin.add("--to-b", endpoint.name()).addIf(!second.isEmpty(), "--deployment-b", second);
        }
        switch (speed) {
            case ORIGINAL -> {
            }
            case SCALED -> twin.add("--speed", "x" + Twin.number(value));
            case RATE -> twin.add("--speed", "rate:" + Twin.number(value));
        }
        return Twin.in(endpoint.root(), twin.toString());
    }
}
