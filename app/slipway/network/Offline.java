package slipway.network;

import java.util.Map;

import slipway.base.Problem;

/// Whether anything may leave this machine; immutable.
///
/// @param kept   the person’s setting
/// @param forced what says so for this run alone, `--offline` or `SLIPWAY_OFFLINE`; empty for nothing
public record Offline(boolean kept, String forced) {
    public static final Offline NOT = new Offline(false, "");
    static final String VARIABLE = "SLIPWAY_OFFLINE";

    /// Whether only this machine’s own addresses are connected to.
    public boolean on() {
        return kept || !forced.isEmpty();
    }

    /// What the environment says.
    static Offline in(Map<String, String> environment) {
        String said = environment.getOrDefault(VARIABLE, "").strip();
        return said.isEmpty() || said.equals("0") || said.equalsIgnoreCase("false")
                ? NOT
                : new Offline(false, VARIABLE);
    }

    Problem problem(Party party) {
        return forced.isEmpty()
                ? Problem.of("network.offline", party.who())
                : Problem.of("network.offline-forced", party.who(), forced);
    }
}
