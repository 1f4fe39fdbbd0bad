package slipway.rollout;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.rollout.SafeState.Done;
import slipway.rollout.SafeState.Undo;
import slipway.rollout.stats.Arm;
import slipway.rollout.stats.Judge;
import slipway.rollout.stats.Verdict;

/// Azure's eight steps from blue to green, one at a time and by a person: a check before each, and a way back after
/// each. [#next] and [#undo] block until it is so; one at a time, any thread.
public final class SafeRollout {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss")
            .withZone(ZoneOffset.UTC);

    private final SafeStage stage;
    private final SafePlan plan;
    private final SafeFiles files;
    private final Live<SafeState> state;
    private final ReentrantLock turn = new ReentrantLock();
    /// When the current split was set; what came before an earlier studio ended counts as one with it.
    private Snapshot mark = Snapshot.NOTHING;

    /// Whether a step can be done now: not at all, or with something that the person should know first.
    public record Check(@Nullable Problem refused, @Nullable Problem warned) {
        static final Check GOOD = new Check(null, null);
    }

    private SafeRollout(SafeStage stage, SafeFiles files, SafeState first) {
        this.stage = stage;
        this.plan = first.plan();
        this.files = files;
        this.state = new Live<>(first);
    }

    /// Begins one; nothing is done before the first [#next].
    public static SafeRollout start(SafeStage stage, Path stateFolder, SafePlan plan) {
        Instant now = stage.now();
        var first = new SafeState(plan.endpoint() + "-" + STAMP.format(now), plan, List.of(), null, now, List.of());
        var rollout = new SafeRollout(stage, new SafeFiles(stateFolder), first);
        rollout.files.save(first);
        return rollout;
    }

    /// Those that were begun and not finished, newest first.
    public static List<SafeRollout> unfinished(SafeStage stage, Path stateFolder) {
        var files = new SafeFiles(stateFolder);
        return files.all().stream().filter(each -> each.next() != null)
                .map(each -> new SafeRollout(stage, files, each)).toList();
    }

    public Live<SafeState> state() {
        return state;
    }

    /// Whether the next step can be done now; good once there is none.
    public Check check() {
        SafeStep next = state.get().next();
        if (next == null) return Check.GOOD;
        boolean copies = next == SafeStep.LIVE_SHARE;
        boolean judged = copies || next == SafeStep.LIVE_ALL;
        Arm green = judged ? arm(plan.green(), copies) : Arm.NOTHING;
        return new SafeChecks(stage, plan).before(next, left(), judged ? verdict(green) : NOTHING, green.requests());
    }

    private static final Verdict NOTHING = new Verdict(slipway.rollout.stats.Outcome.OPEN, List.of(), 0);

    /// What the judge says of green since the last change of the traffic.
    private Verdict verdict(Arm green) {
        var agreement = stage.snapshot(plan.endpoint(), plan.green()).agreement(mark);
        return new Judge(plan.gates()).judge(arm(plan.blue(), false), green, agreement);
    }

    private Arm arm(String deployment, boolean copies) {
        long revision = stage.standing(plan.endpoint(), deployment).revision();
        return stage.snapshot(plan.endpoint(), plan.green()).arm(deployment, revision, copies, mark);
    }

    private @Nullable Split left() {
        return state.get().done().isEmpty() ? null : state.get().done().getLast().after();
    }

    /// Does the next step; refused with its reason where [#check] does. Without a next one nothing happens.
    public void next() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            SafeStep step = state.get().next();
            if (step == null) return;
            Check check = check();
            if (check.refused() != null) throw new StudioException(check.refused());
            change(state.get().busyWith(step));
            try {
                Split before = stage.split(plan.endpoint());
                change(state.get().did(perform(step, before)));
            } finally {
                if (state.get().busy() != null) change(state.get().busyWith(null));
            }
        } finally {
            turn.unlock();
        }
    }

    private Done perform(SafeStep step, Split before) throws InterruptedException {
        int replicas = stage.standing(plan.endpoint(), plan.blue()).replicas();
        return switch (step) {
            case DEFINE_BLUE -> {
                boolean ran = deployed(plan.blue());
                traffic(new Split(Map.of(plan.blue(), 100), Map.of()));
                yield done(step, new Undo(before, replicas, ran, null), "rollout.safe.did-define", plan.blue());
            }
            case SCALE_BLUE -> {
                stage.scale(plan.endpoint(), plan.blue(), plan.replicas());
                yield done(step, new Undo(before, replicas, true, null), "rollout.safe.did-scale", plan.blue(),
                        plan.replicas());
            }
            case DEPLOY_GREEN ->
                done(step, new Undo(before, replicas, deployed(plan.green()), null), "rollout.safe.did-deploy",
                        plan.green());
            case TEST_GREEN -> tried(step, new Undo(before, replicas, true, null));
            case MIRROR -> shared(step, before.mirrored(plan.green(), plan.mirrorPercent()), before, replicas);
            case LIVE_SHARE -> shared(step, before.towards(plan.green(), plan.livePercent()), before, replicas);
            case LIVE_ALL -> shared(step, before.towards(plan.green(), 100), before, replicas);
            case DELETE_BLUE -> {
                String file = stage.delete(plan.endpoint(), plan.blue());
                yield done(step, new Undo(before, replicas, true, file), "rollout.safe.did-delete", plan.blue());
            }
        };
    }

    /// Deploys it where it is not ready yet; answers whether it was.
    private boolean deployed(String deployment) throws InterruptedException {
        boolean ran = stage.standing(plan.endpoint(), deployment).health() == Standing.Health.READY;
        if (!ran) stage.deploy(plan.endpoint(), deployment);
        return ran;
    }

    private Done tried(SafeStep step, Undo undo) throws InterruptedException {
        SafeStage.Tried tried = stage.tryAlone(plan.endpoint(), plan.green(), plan.samples());
        if (tried.right() < plan.samples()) {
            throw new StudioException(
                    Problem.of("rollout.safe-wrong", plan.green(), tried.right(), plan.samples())
                            .withDetail(tried.wrong()));
        }
        return done(step, undo, "rollout.safe.did-test", tried.right(), tried.sent());
    }

    private Done shared(SafeStep step, Split next, Split before, int replicas) throws InterruptedException {
        traffic(next);
        return done(step, new Undo(before, replicas, true, null), "rollout.safe.did-split", next.words());
    }

    private void traffic(Split next) throws InterruptedException {
        stage.setSplit(plan.endpoint(), next);
        mark = stage.snapshot(plan.endpoint(), plan.green());
    }

    private Done done(SafeStep step, Undo undo, String key, Object... args) {
        return new Done(step, stage.now(), said(key, args), stage.split(plan.endpoint()), undo);
    }

    /// Takes the last step back; refused where the traffic was changed by somebody else since.
    public void undo() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            if (state.get().done().isEmpty()) return;
            Done last = state.get().done().getLast();
            Split now = stage.split(plan.endpoint());
            if (!last.after().equals(now)) {
                throw StudioException.of("rollout.safe-edited", now.words(), last.after().words());
            }
            change(state.get().busyWith(last.step()));
            try {
                revert(last.step(), last.undo());
                change(state.get().undid(said("rollout.safe.undid", last.step().title(plan))));
            } finally {
                if (state.get().busy() != null) change(state.get().busyWith(null));
            }
        } finally {
            turn.unlock();
        }
    }

    private void revert(SafeStep step, Undo undo) throws InterruptedException {
        switch (step) {
            case DEFINE_BLUE -> {
                traffic(undo.before());
                if (!undo.ran()) stage.stop(plan.endpoint(), plan.blue());
            }
            case SCALE_BLUE -> stage.scale(plan.endpoint(), plan.blue(), undo.replicas());
            case DEPLOY_GREEN -> {
                if (!undo.ran()) stage.stop(plan.endpoint(), plan.green());
            }
            case TEST_GREEN -> mark = stage.snapshot(plan.endpoint(), plan.green());
            case MIRROR, LIVE_SHARE, LIVE_ALL -> traffic(undo.before());
            case DELETE_BLUE -> {
                String file = undo.file();
                if (file != null) stage.bringBack(plan.endpoint(), plan.blue(), file);
            }
        }
    }

    private Said said(String key, Object... args) {
        return new Said(stage.now(), key, Arrays.stream(args).map(String::valueOf).toList());
    }

    private void change(SafeState next) {
        state.set(next);
        files.save(next);
    }
}
