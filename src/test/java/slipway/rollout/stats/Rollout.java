package slipway.rollout.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// One simulated rollout that is looked at after every request and stops at the first answer. One thread.
final class Rollout {
    /// @param requests to the candidate until the answer, or the horizon where it stays open
    record End(Outcome outcome, int requests) {}

    private final Setting setting;
    private final SplittableRandom random;
    private final Counts baseline;
    private final Counts candidate;
    private final Watch[] worse;
    private final Watch[] fine;
    private final List<Watch> notYetFine;

    /// @param untilFine whether “no worse” ends it too
    Rollout(Setting setting, Gates gates, boolean untilFine, SplittableRandom random) {
        this.setting = setting;
        this.random = random;
        baseline = new Counts(setting.buckets());
        candidate = new Counts(setting.buckets());
        double enough = Math.log((1 + gates.latency().size()) / gates.alpha());
        List<Watch> tooMuch = new ArrayList<>();
        List<Watch> littleEnough = new ArrayList<>();
        tooMuch.add(new ErrorWatch(candidate, baseline, gates.errorMargin(), enough));
        littleEnough.add(new ErrorWatch(baseline, candidate, -gates.errorMargin(), enough));
        for (Map.Entry<Double, Double> gate : gates.latency().entrySet()) {
            tooMuch.add(new QuantileWatch(candidate, baseline, gate.getKey(), gate.getValue(), enough));
            littleEnough.add(new QuantileWatch(baseline, candidate, gate.getKey(), 1 / gate.getValue(), enough));
        }
        worse = tooMuch.toArray(Watch[]::new);
        fine = untilFine ? littleEnough.toArray(Watch[]::new) : new Watch[0];
        notYetFine = new ArrayList<>(List.of(fine));
    }

    End run() {
        int wait = 0;
        while (candidate.requests < setting.horizon()) {
            if (wait-- == 0) {
                wait = setting.period(candidate.requests) - 1;
                toCandidate();
            } else {
                toBaseline();
            }
            for (Watch watch : worse)
                if (watch.decides()) return new End(Outcome.WORSE, candidate.requests);
            if (fine.length > 0 && isFine()) return new End(Outcome.NO_WORSE, candidate.requests);
        }
        return new End(Outcome.OPEN, candidate.requests);
    }

    private void toCandidate() {
        long bits = random.nextLong();
        int bucket = setting.candidate().bucket(bits);
        boolean failed = setting.candidate().fails(bits);
        candidate.add(bucket, failed);
        for (Watch watch : worse)
            watch.firstSaw(bucket, failed);
        for (Watch watch : fine)
            watch.secondSaw(bucket, failed);
    }

    private void toBaseline() {
        long bits = random.nextLong();
        int bucket = setting.baseline().bucket(bits);
        boolean failed = setting.baseline().fails(bits);
        baseline.add(bucket, failed);
        for (Watch watch : worse)
            watch.secondSaw(bucket, failed);
        for (Watch watch : fine)
            watch.firstSaw(bucket, failed);
    }

    /// All at the same look; those that were fine once are not read again before the others are.
    private boolean isFine() {
        for (int i = notYetFine.size() - 1; i >= 0; i--)
            if (notYetFine.get(i).decides()) notYetFine.remove(i);
        return notYetFine.isEmpty() && Arrays.stream(fine).allMatch(Watch::decides);
    }

    /// What [Judge] would say now.
    Verdict judged(Gates gates) {
        return new Judge(gates).judge(baseline.arm(), candidate.arm(), Agreement.NONE);
    }
}
