package slipway.ui.endpoints;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import slipway.base.Deed;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.rollout.SafePlan;
import slipway.rollout.SafeRollout;
import slipway.rollout.SafeState;
import slipway.rollout.SafeStep;
import slipway.ui.Desk;
import slipway.ui.LabParts;

/// A safe rollout as the window works with it: steps and their undoing run as tasks, checks beside the FX thread, and
/// what came of them is followed. Its methods answer at once; any thread.
final class SafeRun {
    private final SafeRollout rollout;
    private final Tasks tasks;
    private final Live<Shown> shown;
    private final AtomicBoolean checking = new AtomicBoolean();
    /// Held for as long as this lives: the rollout has no other followers.
    @SuppressWarnings("unused")
    private final Live.Subscription following;
    private volatile Tasks.@Nullable Task task;

    /// @param check  of the next step; null before the first look
    /// @param failed why the last attempt came to nothing
    /// @param busy   whether a step is being done or undone
    record Shown(SafeState state, SafeRollout.@Nullable Check check, @Nullable Problem failed, boolean busy) {
        /// Whether the next step can be done now.
        boolean possible() {
            return !busy && state.busy() == null && state.next() != null && check != null && check.refused() == null;
        }
    }

    private SafeRun(SafeRollout rollout, Tasks tasks) {
        this.rollout = rollout;
        this.tasks = tasks;
        this.shown = new Live<>(new Shown(rollout.state().get(), null, null, false));
        this.following = rollout.state().onChange(() -> shown.update(old -> new Shown(rollout.state().get(), old.check,
                old.failed, old.busy)));
    }

    /// Begins one. Blocks shortly.
    static SafeRun start(LabParts lab, Tasks tasks, SafePlan plan) {
        return new SafeRun(SafeRollout.start(lab.stage(), lab.state(), plan), tasks);
    }

    /// The newest of `endpoint` that was begun and not finished, also by an earlier studio. Blocks shortly.
    static Optional<SafeRun> unfinished(LabParts lab, Tasks tasks, String endpoint) {
        return SafeRollout.unfinished(lab.stage(), lab.state()).stream()
                .filter(each -> each.state().get().plan().endpoint().equals(endpoint)).findFirst()
                .map(each -> new SafeRun(each, tasks));
    }

    Live<Shown> shown() {
        return shown;
    }

    /// Looks again whether the next step is possible.
    void look() {
        if (shown.get().busy() || !checking.compareAndSet(false, true)) return;
        tasks.quiet("check rollout", progress -> {
            try {
                see(check());
            } finally {
                checking.set(false);
            }
        });
    }

    void next() {
        SafeStep step = shown.get().state().next();
        String title = step == null ? "" : step.title(plan());
        String twin = step == null ? "" : SafeTwin.whole(step, shown.get().state());
        run("endpoints.rollout.task", title, () -> {
            Deed.twin(twin);
            rollout.next();
        });
    }

    void undo() {
        run("endpoints.rollout.undo-task", shown.get().state().done().getLast().step().title(plan()), rollout::undo);
    }

    /// Ends what is being done; the step then stands as not done.
    void stop() {
        Tasks.Task running = task;
        if (running != null) running.cancel();
    }

    private SafePlan plan() {
        return shown.get().state().plan();
    }

    private SafeRollout.Check check() {
        try {
            return rollout.check();
        } catch (StudioException e) {
            return new SafeRollout.Check(e.problem(), null);
        }
    }

    private void see(SafeRollout.Check check) {
        shown.update(old -> new Shown(rollout.state().get(), check, old.failed, old.busy));
    }

    private void run(String title, String step, Desk.Body body) {
        if (shown.get().busy()) return;
        shown.update(old -> new Shown(old.state, old.check, null, true));
        task = tasks.start(title, List.of(step, plan().endpoint()), progress -> {
            Problem failed = null;
            try {
                body.run();
            } catch (RuntimeException e) {
                failed = StudioException.problemOf(e);
                throw e;
            } finally {
                Problem why = failed;
                shown.update(old -> new Shown(rollout.state().get(), null, why, false));
            }
        });
    }
}
