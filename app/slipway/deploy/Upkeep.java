package slipway.deploy;

import java.time.Duration;

import slipway.base.Activity.Outcome;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.observe.Health;

/// What the news of a [Keeper] mean for the deployment that it keeps: its state, its line in the activity log, and
/// where requests go. Owned by a [Slot]; on the keeper's threads.
final class Upkeep implements Keeper.Owner {
    private final Slot slot;
    private final Yard yard;
    private final String id;

    Upkeep(Slot slot, Yard yard, String id) {
        this.slot = slot;
        this.yard = yard;
        this.id = id;
    }

    @Override
    public void health(Keeper from, Health health) {
        if (!slot.kept(from)) return;
        DeploymentState before = slot.now().state();
        slot.change(c -> {
            c.health = health;
            if (c.state != DeploymentState.READY && c.state != DeploymentState.UNHEALTHY) return;
            c.state(from.complete() && health.good() ? DeploymentState.READY : DeploymentState.UNHEALTHY);
            if (c.state == DeploymentState.READY && Reach.says(c.problem)) c.problem = null;
        });
        DeploymentState after = slot.now().state();
        if (before == DeploymentState.READY && after == DeploymentState.UNHEALTHY) unhealthy(from, health);
        if (before == DeploymentState.UNHEALTHY && after == DeploymentState.READY)
            yard.activity().add(Outcome.GOOD, "", "deploy.activity.recovered", id);
    }

    /// One that runs and is not reached may have moved to another port.
    private void unhealthy(Keeper from, Health health) {
        yard.activity().add(Outcome.BAD, "", "deploy.activity.unhealthy", id);
        if (health.recent().isEmpty() || health.recent().getLast().status() != 0) return;
        from.explain(seen -> slot.change(c -> {
            if (slot.kept(from) && c.state == DeploymentState.UNHEALTHY && c.problem == null) c.problem = seen;
        }));
    }

    @Override
    public void down(Keeper from, StudioException death, Duration pause) {
        if (!slot.kept(from)) return;
        yard.activity().failed(death.problem(), "deploy.activity.died", id, death.problem().what());
        slot.change(c -> {
            c.restarts++;
            if (c.state != DeploymentState.READY && c.state != DeploymentState.UNHEALTHY) return;
            c.instances(from.running());
            c.state(DeploymentState.UNHEALTHY);
            c.problem = death.problem();
        });
        slot.offer(from);
    }

    @Override
    public void up(Keeper from) {
        if (!slot.kept(from)) return;
        yard.activity().add(Outcome.GOOD, "", "deploy.activity.restarted", id);
        slot.change(c -> {
            if (c.state != DeploymentState.READY && c.state != DeploymentState.UNHEALTHY) return;
            c.instances(from.running());
            c.goesOn(from);
            c.problem = null;
        });
        slot.offer(from);
    }

    @Override
    public void moved(Keeper from) {
        if (!slot.kept(from)) return;
        slot.change(c -> {
            // the next one says itself where it runs
            if (!slot.kept(from)) return;
            if (c.state == DeploymentState.ASLEEP) c.resized(from);
            else
                c.instances(from.running());
        });
        slot.offer(from);
        health(from, from.health());
    }

    @Override
    public void gaveUp(Keeper from, StudioException death) {
        slot.giveUp(from, Problem.of("deploy.keeps-dying", id, Keeper.QUICK_DEATHS, death.problem().what())
                .withDetail(death.problem().detail()));
    }
}
