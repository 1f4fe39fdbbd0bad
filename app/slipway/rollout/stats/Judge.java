package slipway.rollout.stats;

import java.util.ArrayList;
import java.util.List;

/// Judges a candidate against a baseline; may be asked after every request. Pure, any thread.
public final class Judge {
    private final Gates gates;

    public Judge(Gates gates) {
        this.gates = gates;
    }

    public Verdict judge(Arm baseline, Arm candidate, Agreement agreement) {
        List<Finding> findings = new ArrayList<>();
        return new Verdict(Outcome.OPEN, findings, Math.round(1 / gates.alpha()));
    }
}
