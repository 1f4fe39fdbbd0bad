package slipway.deploy;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Units;
import slipway.engine.Replicas;
import slipway.observe.LogBuffer;
import slipway.spec.DeploymentSpec;

/// Changes how many replicas of a proved revision run, those that stay untouched. The number may change while it is at
/// it. Owned by a [Slot], at work in its turn.
final class Resizing {
    private final Yard yard;
    private final LogBuffer log;
    private final Retirement retirement;
    private @Nullable Keeper under;
    private int wanted;

    /// What the slot does when something has changed; on the thread of the work.
    interface Told {
        /// Other servers run now, and requests go to them from then on.
        void changed();

        /// It could not be done; what runs goes on, and what sleeps sleeps on.
        void failed(Problem problem);

        /// It slept and could not be started too often.
        void gaveUp(Problem problem);

        /// As it is offered now.
        Deployment snapshot();
    }

    Resizing(Yard yard, LogBuffer log, Retirement retirement) {
        this.yard = yard;
        this.log = log;
        this.retirement = retirement;
    }

    /// Has `keeper` keep `count` replicas of `spec`. False where that is done already or work under way sees to it.
    synchronized boolean begins(Keeper keeper, DeploymentSpec spec, int count) {
        keeper.follow(spec);
        wanted = count;
        if (under == keeper || keeper.size() == count) return false;
        under = keeper;
        return true;
    }

    /// How many `keeper` has, or is to have when the work under way is done.
    synchronized int wanted(Keeper keeper) {
        return under == keeper ? wanted : keeper.size();
    }

    /// Works until as many run as are wanted, and says so.
    void run(Keeper keeper, Progress progress, Told told) throws InterruptedException {
        long began = System.nanoTime();
        int before = keeper.size();
        try {
            for (int next = next(keeper); next >= 0; next = next(keeper)) {
                Replicas several = keeper.several();
                if (several != null) order(keeper, several, next, told);
                else if (next > keeper.size()) grow(keeper, next, progress, told);
                else
                    shrink(keeper, next, told);
            }
            yard.activity().did("", Units.nanos(System.nanoTime() - began), "deploy.activity.scaled",
                    List.of(keeper.plan().spec().id(), before, keeper.size()));
        } catch (StudioException e) {
            told.failed(e.problem());
            if (keeper.size() == 0 && !keeper.mayWakeAgain()) {
                told.gaveUp(Problem.of("deploy.never-wakes", keeper.plan().spec().id(), Keeper.QUICK_DEATHS,
                        e.problem().what()).withDetail(e.problem().detail()));
            }
            throw e;
        }
    }

    /// Work on `keeper` has ended, however it did.
    synchronized void ended(Keeper keeper) {
        if (under == keeper) under = null;
    }

    /// -1 where all is done; from then on new wishes need new work.
    private synchronized int next(Keeper keeper) {
        if (wanted != keeper.size()) return wanted;
        ended(keeper);
        return -1;
    }

    /// The engine starts and ends by itself, and tells of those that take requests as they come and go. What it cannot
    /// have is taken back, what came of it stays.
    private void order(Keeper keeper, Replicas several, int count, Told told) throws InterruptedException {
        int before = several.wanted();
        Deployment last = told.snapshot();
        keeper.enough(Math.min(before, count));
        several.want(count);
        try {
            if (count == 0) sleep(last, told);
            several.resize();
            if (count > 0) several.settle(seen -> {});
            told.changed();
        } catch (StudioException e) {
            takeBack(several, before, Math.min(count, several.members().get().size()), e);
            told.changed();
            throw e;
        } finally {
            keeper.enough(Integer.MAX_VALUE);
        }
    }

    /// Requests from now on wait until one is started again, those under way end.
    private void sleep(Deployment last, Told told) throws InterruptedException {
        told.changed();
        yard.routes().get().shrink(last);
    }

    private static void takeBack(Replicas several, int before, int there, StudioException why)
            throws InterruptedException {
        several.want(Math.max(before, there));
        try {
            several.resize();
        } catch (StudioException e) {
            why.addSuppressed(e);
        }
    }

    private void grow(Keeper keeper, int count, Progress progress, Told told) throws InterruptedException {
        new Deployer(keeper.plan(), log, yard.archive()).more(keeper.size(), count, progress, ready -> {
            keeper.add(ready);
            told.changed();
        });
    }

    /// Nothing new goes to those that are left over, what they have under way ends, then they stop.
    private void shrink(Keeper keeper, int count, Told told) throws InterruptedException {
        Deployment before = told.snapshot();
        var over = keeper.cut(count);
        retirement.of(keeper.plan().spec().id(), () -> {
            told.changed();
            yard.routes().get().shrink(before);
        }, () -> keeper.end(over));
    }
}
