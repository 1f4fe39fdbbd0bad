package slipway.rollout.stats;

import java.util.SplittableRandom;

/// The same traffic judged by rules that hold at every look, by its errors alone, each at 5 % one-sided and looked at
/// after every request: ours, [Msprt] and, at the end of each of its blocks, [SafeBlocks]. One thread.
final class AlwaysValid {
    /// The mixture is as wide as the default gate: one point.
    static final double TAU = 0.01;
    private static final double ENOUGH = Math.log(1 / 0.05);
    /// As for the z test: what is usually asked of a normal approximation.
    private static final int RARE = 10;
    private static final int SOME = 30;

    private final Setting setting;
    private final Counts baseline;
    private final Counts candidate;
    private final ErrorWatch ours;
    private final SafeBlocks blocks;
    /// Requests of the candidate at the first alarm, 0 for none.
    int oursAt;
    int msprtAt;
    int blocksAt;

    AlwaysValid(Setting setting) {
        this.setting = setting;
        baseline = new Counts(setting.buckets());
        candidate = new Counts(setting.buckets());
        ours = new ErrorWatch(candidate, baseline, 0, ENOUGH);
        blocks = new SafeBlocks(setting.period() - 1);
    }

    AlwaysValid run(SplittableRandom random) {
        while (candidate.requests < setting.horizon() && (oursAt == 0 || msprtAt == 0 || blocksAt == 0)) {
            boolean failed = setting.candidate().fails(random.nextLong());
            candidate.add(0, failed);
            ours.firstSaw(0, failed);
            look();
            int others = 0;
            for (int i = 1; i < setting.period(); i++) {
                boolean other = setting.baseline().fails(random.nextLong());
                if (other) others++;
                baseline.add(0, other);
                ours.secondSaw(0, other);
                look();
            }
            blocks.add(failed, others);
            if (blocksAt == 0 && blocks.log() >= ENOUGH) blocksAt = candidate.requests;
        }
        return this;
    }

    private void look() {
        if (oursAt == 0 && ours.decides()) oursAt = candidate.requests;
        if (msprtAt == 0 && ripe() && Msprt.log(candidate, baseline, TAU) >= ENOUGH) msprtAt = candidate.requests;
    }

    private boolean ripe() {
        return candidate.errors + baseline.errors >= RARE && candidate.requests >= SOME && baseline.requests >= SOME;
    }
}
