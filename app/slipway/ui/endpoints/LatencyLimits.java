package slipway.ui.endpoints;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import slipway.base.Text;
import slipway.ui.widget.TimeChart;

/// The lines across the latency chart: the person’s own limit, and the contract’s where the picture reaches near it.
/// Pure; any thread.
final class LatencyLimits {
    /// The contract’s limit shows once the slowest value comes this near to it; sooner, the lines would lie flat.
    private static final double NEAR = 0.2;
    private static final Duration CLOUD = Duration.ofSeconds(60);

    private LatencyLimits() {}

    /// @param own     in milliseconds, NaN for none
    /// @param slowest of what is drawn, in milliseconds
    static List<TimeChart.Limit> of(double own, List<EndpointRow.Part> parts, double slowest) {
        var limits = new ArrayList<TimeChart.Limit>();
        if (!Double.isNaN(own)) limits.add(new TimeChart.Limit(Text.of("endpoints.limit.own"), own, "ink-bad"));
        parts.stream().filter(part -> timeout(part).isPresent()).forEach(part -> {
            double millis = timeout(part).orElse(CLOUD).toMillis();
            var limit = new TimeChart.Limit(part.contract(), millis, "ink-warn");
            if (slowest >= millis * NEAR && !limits.contains(limit)) limits.add(limit);
        });
        return limits;
    }

    /// How long a request may take where the contract says so: Azure ML as the file has it, SageMaker and OCI 60 s.
    static Optional<Duration> timeout(EndpointRow.Part part) {
        return switch (part.contract()) {
            case "azureml" -> Optional.of(part.timeout());
            case "sagemaker", "oci-byoc", "oci-conda" -> Optional.of(CLOUD);
            default -> Optional.empty();
        };
    }
}
