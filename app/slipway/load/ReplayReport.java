package slipway.load;

import java.util.List;

/// A replay so far or at its end: how many requests both or the one have answered, how many of them with the same
/// status on both sides (all where there is one), and what a load run would tell of each side, in the plan’s order.
public record ReplayReport(long answered, long sameStatus, List<LoadReport> sides) {
    public ReplayReport {
        sides = List.copyOf(sides);
    }
}
