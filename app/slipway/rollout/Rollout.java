package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.StudioException;
import slipway.rollout.RolloutPlan.Then;
import slipway.rollout.RolloutState.Status;
import slipway.rollout.stats.Outcome;

/// One rollout under way. [#run] is its story, on one thread; the rest may be called from any thread, is answered at
/// once and takes effect at the next look.
public final class Rollout {
    /// How often the evidence is looked at.
    static final Duration LOOK = Duration.ofMillis(250);

    private static final System.Logger LOG = System.getLogger(Rollout.class.getName());

    private final Stage stage;
    private final Consumer<RolloutState> keeper;
    private final Live<RolloutState> state;
    private final AtomicReference<@Nullable Wish> wish = new AtomicReference<>();
    private final Evidence evidence;
    private Instant stepFrom = Instant.EPOCH;
    private Instant limitFrom = Instant.EPOCH;
    private Instant pausedFrom = Instant.EPOCH;
    private Instant savedAt = Instant.EPOCH;
    /// On the way back, which is tried again when it fails.
    private boolean back;

    /// What a person asks for.
    private enum Wish {
        PAUSE, RESUME, ROLL_BACK, GIVE_UP, ABORT
    }

    private interface Part {
        void run() throws InterruptedException;
    }

    /// @param keeper saves a state; called on the story's thread
    Rollout(Stage stage, RolloutState first, Consumer<RolloutState> keeper) {
        this.stage = stage;
        this.keeper = keeper;
        this.state = new Live<>(first);
        this.evidence = new Evidence(stage, first.plan());
    }

    public Live<RolloutState> state() {
        return state;
    }

    public void pause() {
        wish.set(Wish.PAUSE);
    }

    /// Goes on; where the split was changed meanwhile, it is set again as the step wants it.
    public void resume() {
        wish.set(Wish.RESUME);
    }

    /// Back to the split from before the rollout, whatever the traffic is now.
    public void rollBack() {
        wish.set(Wish.ROLL_BACK);
    }

    /// As [#rollBack] where no person asked for it: there is none to decide.
    public void giveUp() {
        wish.set(Wish.GIVE_UP);
    }

    /// Ends it and leaves the traffic as it is.
    public void abort() {
        wish.set(Wish.ABORT);
    }

    private RolloutState now() {
        return state.get();
    }

    private RolloutPlan plan() {
        return now().plan();
    }

    private PlanStep step() {
        return plan().steps().get(now().step());
    }

    /// The whole story, until the rollout has ended; an interruption and the end of its studio leave it to be resumed.
    void run() throws InterruptedException {
        try {
            attempt(() -> enter(now().step()));
            while (!now().status().over()) {
                stage.pause(LOOK);
                attempt(this::look);
            }
        } catch (InterruptedException e) {
            leave();
            throw e;
        }
    }

    /// The traffic stays as it is.
    private void leave() {
        say("rollout.log.interrupted");
        change(now().with(Status.INTERRUPTED, null));
    }

    /// What fails is said and leaves the rollout paused, the traffic as it is.
    private void attempt(Part part) throws InterruptedException {
        try {
            part.run();
        } catch (RuntimeException e) {
            if (stage.ended()) {
                leave();
                return;
            }
            if (now().paused() == PauseReason.FAULT) return;
            LOG.log(System.Logger.Level.WARNING, now().id(), e);
            say("rollout.log.fault", StudioException.problemOf(e).what());
            // not saved: that may be what failed
            state.set(now().with(Status.PAUSED, PauseReason.FAULT));
        }
    }

    private void enter(int index) throws InterruptedException {
        PlanStep next = plan().steps().get(index);
        Split wanted = next.of(now().before(), plan().candidate());
        if (!stage.split(plan().endpoint()).equals(wanted)) stage.setSplit(plan().endpoint(), wanted);
        evidence.begin(next);
        Instant at = stage.now();
        stepFrom = at;
        limitFrom = at;
        say("rollout.log.step", index + 1, plan().steps().size(), wanted.words());
        change(now().with(Status.RUNNING, null).atStep(index,
                new StepState(StepState.Status.RUNNING, at, null, 0)));
    }

    private void look() throws InterruptedException {
        if (stage.ended()) {
            leave();
            return;
        }
        Wish asked = wish.getAndSet(null);
        if (asked != null && obeyed(asked)) return;
        PauseReason reason = now().paused();
        if (reason != null && !reason.guarded() && !back) return;
        Split there = stage.split(plan().endpoint());
        boolean ours = there.equals(step().of(now().before(), plan().candidate()));
        if (back && (ours || there.equals(now().before()))) {
            toBefore();
            return;
        }
        if (!ours) {
            back = false;
            say("rollout.log.edited", there.words());
            pause(PauseReason.EDITED);
            return;
        }
        Standing standing = stage.standing(plan().endpoint(), plan().candidate());
        switch (standing.health()) {
            case READY -> judge(standing);
            // on its way: nothing can be said of it, but the limit of the step
            case STARTING -> overtime();
            case UNHEALTHY -> fail("rollout.log.unhealthy", plan().candidate());
            case GONE -> fail("rollout.log.gone", plan().candidate());
        }
    }

    private boolean obeyed(Wish asked) throws InterruptedException {
        boolean paused = now().status() == Status.PAUSED;
        switch (asked) {
            case PAUSE -> {
                if (paused) return true;
                say("rollout.log.paused");
                pause(PauseReason.PERSON);
            }
            case RESUME -> {
                if (!paused) return false;
                back = false;
                goOn();
            }
            case ROLL_BACK -> {
                say("rollout.log.by-hand");
                toBefore();
            }
            case GIVE_UP -> {
                say("rollout.log.by-itself");
                toBefore();
            }
            case ABORT -> {
                say("rollout.log.aborted", stage.split(plan().endpoint()).words());
                end(Status.ABORTED);
            }
        }
        return true;
    }

    private void goOn() throws InterruptedException {
        PauseReason reason = now().paused();
        say("rollout.log.resumed");
        if (reason == PauseReason.PLAN) {
            advance();
        } else if (reason != null && reason.guarded()) {
            Instant at = stage.now();
            // a step that was paused holds as long as one that was not
            stepFrom = stepFrom.plus(Duration.between(pausedFrom, at));
            limitFrom = at;
            change(now().with(Status.RUNNING, null));
        } else {
            enter(now().step());
        }
    }

    private void judge(Standing standing) throws InterruptedException {
        if (evidence.isOfAnother(standing.revision())) {
            say("rollout.log.revision", plan().candidate(), standing.revision());
            pause(PauseReason.REVISION);
            return;
        }
        Look look = evidence.look(now().step());
        if (look != null) {
            state.set(now().looked(look));
            if (Duration.between(savedAt, stage.now()).toSeconds() >= 10) save();
        }
        Look newest = now().look();
        Outcome outcome = newest == null ? Outcome.OPEN : newest.verdict().outcome();
        if (outcome == Outcome.WORSE && newest != null) {
            fail("rollout.log.worse", plan().candidate(), Words.measures(newest.verdict(), Outcome.WORSE));
        } else if (now().status() == Status.RUNNING) {
            if (newest != null && passes(newest, outcome)) pass();
            else
                overtime();
        }
    }

    /// Never on no data: the verdict must be there, and as many requests as the step asks for.
    private boolean passes(Look look, Outcome outcome) {
        return outcome != Outcome.OPEN && look.candidate() >= step().least()
                && Duration.between(stepFrom, stage.now()).compareTo(step().hold()) >= 0;
    }

    private void pass() throws InterruptedException {
        int index = now().step();
        StepState passed = now().steps().get(index);
        say("rollout.log.passed", index + 1, passed.requests());
        change(now().atStep(index,
                new StepState(StepState.Status.PASSED, passed.began(), stage.now(), passed.requests())));
        if (step().person()) pause(PauseReason.PLAN);
        else
            advance();
    }

    private void advance() throws InterruptedException {
        int next = now().step() + 1;
        if (next < plan().steps().size()) {
            enter(next);
        } else {
            say("rollout.log.done", stage.split(plan().endpoint()).words());
            change(now().beyond());
            end(Status.DONE);
        }
    }

    private void overtime() throws InterruptedException {
        if (now().status() != Status.RUNNING
                || Duration.between(limitFrom, stage.now()).compareTo(step().limit()) < 0)
            return;
        Look look = now().look();
        say("rollout.log.limit", now().step() + 1, look == null ? 0 : look.candidate(), step().least());
        if (plan().onLimit() == Then.PAUSE) pause(PauseReason.LIMIT);
        else
            toBefore();
    }

    private void fail(String key, Object... args) throws InterruptedException {
        say(key, args);
        if (plan().onWorse() == Then.PAUSE) pause(PauseReason.WORSE);
        else
            toBefore();
    }

    private void toBefore() throws InterruptedException {
        back = true;
        stage.setSplit(plan().endpoint(), now().before());
        int index = now().step();
        StepState failed = now().steps().get(index);
        change(now().atStep(index,
                new StepState(StepState.Status.FAILED, failed.began(), stage.now(), failed.requests())));
        say("rollout.log.rolled-back", now().before().words());
        end(Status.ROLLED_BACK);
    }

    private void pause(PauseReason reason) {
        pausedFrom = stage.now();
        change(now().with(Status.PAUSED, reason));
    }

    private void end(Status how) {
        change(now().ended(how, stage.now()));
    }

    private void say(String key, Object... args) {
        state.set(now().said(new Said(stage.now(), key, Arrays.stream(args).map(String::valueOf).toList())));
    }

    private void change(RolloutState next) {
        state.set(next.swapped(stage.swaps(plan().endpoint(), next.started())));
        save();
    }

    private void save() {
        savedAt = stage.now();
        keeper.accept(now());
    }
}
