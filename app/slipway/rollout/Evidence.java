package slipway.rollout;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import slipway.rollout.stats.Arm;
import slipway.rollout.stats.Judge;
import slipway.rollout.stats.QuantileInterval;
import slipway.rollout.stats.Verdict;

/// What was measured since the current step of a rollout began, and what the judge says of it. Its rollout's thread.
final class Evidence {
    private final Stage stage;
    private final RolloutPlan plan;
    private final Judge judge;
    private @Nullable Snapshot start;
    private Snapshot mark = Snapshot.NOTHING;
    private @Nullable PlanStep step;
    private long candidateRevision;
    private long seen = -1;
    private boolean warming;

    Evidence(Stage stage, RolloutPlan plan) {
        this.stage = stage;
        this.plan = plan;
        this.judge = new Judge(plan.gates());
    }

    /// From here on, for the candidate as it is deployed now.
    void begin(PlanStep next) {
        step = next;
        mark = stage.snapshot(plan.endpoint(), plan.candidate());
        if (start == null) start = mark;
        candidateRevision = stage.standing(plan.endpoint(), plan.candidate()).revision();
        seen = -1;
        warming = plan.warmUp() > 0;
    }

    boolean isOfAnother(long revision) {
        return revision != candidateRevision;
    }

    /// The verdict now; null where nothing new was seen since the last look.
    @Nullable
    Look look(int index) {
        PlanStep current = step;
        if (current == null) return null;
        Snapshot now = stage.snapshot(plan.endpoint(), plan.candidate());
        Arm candidate = now.arm(plan.candidate(), candidateRevision, current.mirror(), mark);
        Arm baseline = Arm.NOTHING;
        if (warming) {
            if (candidate.requests() >= plan.warmUp()) {
                warming = false;
                mark = now;
            }
            candidate = Arm.NOTHING;
        } else {
            baseline = baseline(now, current);
        }
        Snapshot first = start == null ? mark : start;
        // agreement is only measured while there are copies, so it counts over the whole rollout
        var agreement = now.agreement(first);
        long news = baseline.requests() + candidate.requests() + agreement.compared();
        if (news == seen) return null;
        seen = news;
        Verdict verdict = judge.judge(baseline, candidate, agreement);
        return new Look(stage.now(), index, baseline.requests(), candidate.requests(), verdict,
                around(verdict, baseline));
    }

    /// Findings stand in the order of the gates, errors before them.
    private Map<String, QuantileInterval> around(Verdict verdict, Arm baseline) {
        var around = new TreeMap<String, QuantileInterval>();
        int index = 1;
        for (double quantile : plan.gates().latency().keySet()) {
            String measure = verdict.findings().get(index++).measure();
            if (baseline.requests() == 0) continue;
            around.put(measure, QuantileInterval.of(baseline.latencies(), quantile, plan.gates().alpha()));
        }
        return around;
    }

    /// Side by side as long as the baseline has live traffic; after it, what it did earlier in this rollout, or else
    /// since its endpoint was opened, has to serve.
    private Arm baseline(Snapshot now, PlanStep current) {
        long revision = stage.standing(plan.endpoint(), plan.baseline()).revision();
        if (current.mirror() || current.percent() < 100) return now.arm(plan.baseline(), revision, false, mark);
        Arm earlier = now.arm(plan.baseline(), revision, false, start == null ? mark : start);
        return earlier.requests() > 0 ? earlier : now.arm(plan.baseline(), revision, false, Snapshot.NOTHING);
    }
}
