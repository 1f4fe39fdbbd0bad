package slipway.tour;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.load.LoadResult;
import slipway.load.SavedRun;
import slipway.rollout.PlanStep;
import slipway.rollout.Rollout;
import slipway.rollout.RolloutPlan;
import slipway.rollout.RolloutPlan.Then;
import slipway.rollout.RolloutState;
import slipway.rollout.RolloutState.Status;
import slipway.rollout.SwapReport;
import slipway.rollout.Words;
import slipway.rollout.stats.Gates;
import slipway.ui.Parts;
import slipway.ui.Tour;

/// The tour’s visit to the Lab: a short load, started in the window, and a rollout in small steps under it. One thread.
final class Trial {
    private static final String RATE = "300";
    private static final String SECONDS = "16";
    private static final Duration HOLD = Duration.ofMillis(1500);
    private static final Duration STEP_LIMIT = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofSeconds(70);
    private static final Duration LOOK = Duration.ofMillis(200);
    /// Of a tour that shall not take long: three points and twice as slow are told apart in a few hundred requests.
    private static final Gates GATES = new Gates(0.05, 0.03, new TreeMap<>(Map.of(0.5, 2.0, 0.95, 2.0)), 0,
            20_000_000);

    private final Parts parts;
    private final Tour tour;
    private final String endpoint;
    private final String from;
    private final String to;

    Trial(Parts parts, Tour tour, String endpoint, String from, String to) {
        this.parts = parts;
        this.tour = tour;
        this.endpoint = endpoint;
        this.from = from;
        this.to = to;
    }

    /// The traffic must all be at `from`; where it is afterwards, the rollout’s verdict says.
    String run() throws InterruptedException {
        List<SavedRun.Head> before = parts.lab().runs().list();
        tour.open("lab", endpoint);
        tour.type("load-rate", RATE);
        tour.type("load-seconds", SECONDS);
        if (!tour.click("load-go")) throw StudioException.of("tour.no-load", endpoint);
        RolloutState rollout = rollOut();
        LoadResult load = saved(before.size());
        if (load.ok() < load.sent()) throw StudioException.of("tour.load-failed", load.sent() - load.ok(), load.sent());
        long lost = rollout.swaps().stream().mapToLong(SwapReport::lost).sum();
        if (lost > 0) throw StudioException.of("tour.swap-lost", lost);
        return Text.of("tour.trial", load.sent(), Words.outcome(rollout.looks().getLast().verdict().outcome()),
                Words.status(rollout.status()), rollout.swaps().size());
    }

    private RolloutState rollOut() throws InterruptedException {
        var steps = List.of(new PlanStep(true, 30, 100, HOLD, STEP_LIMIT, false), step(20), step(50), step(100));
        Rollout rollout = parts.lab().rollouts().start(new RolloutPlan(endpoint, from, to, steps, GATES, 20,
                Then.ROLL_BACK, Then.PAUSE));
        RolloutState stands = Await.until(rollout.state(),
                state -> state.status().ended() || state.status() == Status.PAUSED, LIMIT, endpoint);
        if (!stands.status().ended()) rollout.rollBack();
        RolloutState ended = Await.until(rollout.state(), state -> state.status().ended(), LIMIT, endpoint);
        if (ended.looks().isEmpty()) throw StudioException.of("tour.no-verdict", to);
        return ended;
    }

    private static PlanStep step(int percent) {
        return new PlanStep(false, percent, 100, HOLD, STEP_LIMIT, false);
    }

    /// What the window kept of the load.
    private LoadResult saved(int before) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (parts.lab().runs().list().size() == before) {
            if (System.nanoTime() > deadline) throw StudioException.of("tour.waited", endpoint, LIMIT.toSeconds());
            Tasks.pause(LOOK);
        }
        return parts.lab().runs().list().getFirst().result();
    }
}
