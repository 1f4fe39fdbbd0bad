package slipway.load;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// What a load run saw. Latencies in milliseconds from the moment a request was due, so a stalled server cannot hide
/// (coordinated omission corrected). `errors` by kind: a status (`503`) or a word (`connect`, `certificate`, `cut`,
/// `timeout`, `queue`: too many waited to be sent). `rate` is answers a second. As JSON it is what `load --json` prints.
@JsonPropertyOrder({"sent", "ok", "errors", "rate", "latencyMs", "perDeployment"})
public record LoadResult(long sent, long ok, Map<String, Long> errors, double rate,
        @JsonProperty("latencyMs") Latency latency, Map<String, PerDeployment> perDeployment) {

    /// Of all answers, errors included.
    @JsonPropertyOrder({"p50", "p90", "p99", "p999", "max"})
    public record Latency(double p50, double p90, double p99, double p999, double max) {}

    /// Of the answers that named this deployment in `x-slipway-deployment`.
    @JsonPropertyOrder({"requests", "latencyMs"})
    public record PerDeployment(long requests, @JsonProperty("latencyMs") Latency latency) {}
}
