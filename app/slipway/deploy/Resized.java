package slipway.deploy;

import slipway.base.Problem;

/// What another number of replicas means for the deployment that `of` keeps: its line in the list, and where requests go.
/// Owned by a [Slot]; on the thread of the work, which is that of order number `mine`.
record Resized(Slot slot, Yard yard, String id, Keeper of, int mine) implements Resizing.Told {
    @Override
    public void changed() {
        slot.change(mine, c -> c.resized(of));
        slot.offer(of);
    }

    @Override
    public void failed(Problem problem) {
        yard.activity().failed(problem, "deploy.activity.not-scaled", id, problem.what());
        slot.change(mine, c -> c.problem = problem);
    }

    @Override
    public void gaveUp(Problem problem) {
        slot.giveUp(of, problem);
    }

    @Override
    public Deployment snapshot() {
        return slot.snapshot(of);
    }
}
