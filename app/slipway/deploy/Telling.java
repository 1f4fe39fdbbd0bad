package slipway.deploy;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import slipway.base.Activity.Outcome;
import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Twin;
import slipway.engine.Instance;
import slipway.observe.LogBuffer;
import slipway.spec.DeploymentSpec;

/// Tells the stories of one deployment, each when it is its turn, and says how one ended that did not end well. Owned
/// by a [Slot]; on the thread of the order.
final class Telling {
    private final Slot slot;
    private final Yard yard;
    private final String id;
    private final LogBuffer log;
    private final ReentrantLock turn;

    /// What a story is told of, with the keys of its words: as a task under way, and how it ended.
    enum Order {
        DEPLOY("deploy.task.deploy", "deploy.activity.ready", "deploy.activity.cancelled",
                "deploy.activity.failed"),
        BACK("deploy.task.back", "deploy.activity.back",
                "deploy.activity.back-cancelled", "deploy.activity.not-back");

        private final String task;
        private final String good;
        private final String cancelled;
        private final String failed;

        Order(String task, String good, String cancelled, String failed) {
            this.task = task;
            this.good = good;
            this.cancelled = cancelled;
            this.failed = failed;
        }

        String task() {
            return task;
        }

        String good() {
            return good;
        }

        /// The command line that does the same as what made `plan` run.
        String twin(Plan plan, Deployer.Proved proved) {
            return this == BACK
                    ? Twin.of("endpoint rollback").add(plan.spec().id()).toString()
                    : plan.twin(proved.instances());
        }
    }

    Telling(Slot slot, Yard yard, String id, LogBuffer log, ReentrantLock turn) {
        this.slot = slot;
        this.yard = yard;
        this.id = id;
        this.log = log;
        this.turn = turn;
    }

    void tell(int mine, long revision, Progress progress, Order order, StoryBoard.Story story)
            throws InterruptedException {
        var board = new StoryBoard(progress, steps -> slot.change(mine, c -> c.story = steps));
        long firstLine = log.next();
        try {
            turn.lockInterruptibly();
            try {
                story.tell(board);
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            board.failed(Text.of("deploy.cancelled"));
            slot.settle(mine, DeploymentState.STOPPED, null, firstLine);
            yard.activity().add(Outcome.NEUTRAL, "", order.cancelled, id);
            throw e;
        } catch (RuntimeException e) {
            Problem cause = StudioException.problemOf(e);
            // who went back wants to know what runs now
            boolean back = order == Order.BACK;
            Problem problem = back
                    ? Problem.of("deploy.back-failed", id, revision, cause.what(), cause.why())
                            .withDetail(cause.detail())
                    : cause;
            board.failed(cause.what());
            slot.settle(mine, DeploymentState.FAILED, problem, firstLine);
            yard.activity().failed(problem, order.failed, id, cause.what());
            throw back ? new StudioException(problem, e) : e;
        }
    }

    /// The story of what an earlier studio left running.
    void adopt(int mine, DeploymentSpec spec, List<Instance> instances, Progress progress)
            throws InterruptedException {
        long revision = slot.now().revision();
        try {
            tell(mine, revision, progress, Order.DEPLOY, board -> {
                board.begin("resolve");
                Plan plan = yard.preflight().plan(spec, yard.engineOf().apply(spec), revision)
                        .adopting(instances.getFirst());
                board.done("resolve", plan.title());
                board.skipped("launch", Text.of("deploy.launch.adopted"));
                var deployer = new Deployer(plan, log, yard.archive());
                instances.forEach(instance -> yard.archive().follow(instance, log, true));
                slot.keep(plan, deployer.verify(instances, board), mine, Order.DEPLOY);
                yard.activity().add(Outcome.GOOD, "", "deploy.activity.adopted", id);
            });
        } catch (InterruptedException e) {
            Deployer.stopAll(instances);
            throw e;
        } catch (StudioException e) {
            Deployer.stopAll(instances);
            slot.again(mine);
        }
    }
}
