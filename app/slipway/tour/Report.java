package slipway.tour;

import java.util.List;
import java.util.Map;

/// What the tour saw, in the shape of `report.json` that scripts rely on. Scores, counts and times are measured, never
/// copied from what was asked for.
public record Report(boolean ok, String engine, String startedAt, List<StepRun> steps, List<ModelScore> models,
        List<Split> splits, List<Mirror> mirrors, Map<String, Latency> latencyMs, List<Picture> pages) {

    /// One step of the tour; `detail` says what was seen, or why it failed.
    public record StepRun(String name, long ms, boolean ok, String detail) {}

    /// A model's held-out score through its served HTTP route beside the one its card states.
    public record ModelScore(String name, String version, String metric, double card, double served, int rows) {
        /// Whether the served score is the card's, to the card's own digits.
        boolean good() {
            return Math.abs(card - served) < 0.0005 + 1e-9;
        }
    }

    public record Split(String endpoint, long requests, Map<String, Integer> asked, Map<String, Long> counted,
            long failed) {
        /// Smooth weighted round robin is off by at most one request a deployment.
        boolean good() {
            return failed == 0 && asked.entrySet().stream().allMatch(entry -> Math.abs(
                    counted.getOrDefault(entry.getKey(), 0L) - requests * entry.getValue() / 100.0) <= 1.0);
        }
    }

    public record Mirror(String endpoint, String to, int asked, long requests, long counted, long dropped) {
        boolean good() {
            return Math.abs(counted + dropped - requests * asked / 100.0) <= 1.0;
        }
    }

    public record Latency(double p50, double p99) {}

    public record Picture(String page, String theme, String png) {}
}
