package slipway.rollout;

import java.util.List;

import slipway.rollout.stats.Agreement;
import slipway.rollout.stats.Arm;

/// All that was measured of an endpoint up to one moment; two of them give the evidence between.
///
/// @param agreement of mirrored answers with live ones
public record Snapshot(List<Measured> measured, Agreement agreement) {
    public static final Snapshot NOTHING = new Snapshot(List.of(), Agreement.NONE);

    public Snapshot {
        measured = List.copyOf(measured);
    }

    /// What `deployment` did in its `revision` since `mark`, its live requests or its copies.
    Arm arm(String deployment, long revision, boolean copies, Snapshot mark) {
        Measured now = of(deployment, revision, copies);
        if (now == null) return Arm.NOTHING;
        Measured then = mark.of(deployment, revision, copies);
        Measured part = then == null ? now : now.since(then);
        return new Arm(part.requests(), part.errors(), part.counted());
    }

    Agreement agreement(Snapshot mark) {
        return agreement.since(mark.agreement);
    }

    private @org.jspecify.annotations.Nullable Measured of(String deployment, long revision, boolean copies) {
        for (Measured each : measured) {
            if (each.deployment().equals(deployment) && each.revision() == revision && each.copies() == copies) {
                return each;
            }
        }
        return null;
    }
}
