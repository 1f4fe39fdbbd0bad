package slipway.rollout;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import slipway.base.Deed;
import slipway.base.Live;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.rollout.RolloutState.Status;

/// All rollouts of a workspace: those under way here, and those that are kept. Any thread; the calls block shortly.
public final class Rollouts {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss")
            .withZone(ZoneOffset.UTC);

    private final Tasks tasks;
    private final Stage stage;
    private final RolloutFiles files;
    private final Live<List<RolloutState>> all;
    private final Map<String, Rollout> running = new HashMap<>();
    private final Map<String, Tasks.Task> stories = new HashMap<>();

    public Rollouts(Tasks tasks, Stage stage, Path stateFolder) {
        this.tasks = tasks;
        this.stage = stage;
        this.files = new RolloutFiles(stateFolder);
        this.all = new Live<>(List.copyOf(files.all()));
    }

    /// Reads the files again, for what other processes do.
    public synchronized void refresh() {
        var next = new ArrayList<RolloutState>();
        for (RolloutState state : files.all()) {
            Rollout here = running.get(state.id());
            next.add(here == null ? state : here.state().get());
        }
        all.set(List.copyOf(next));
    }

    /// Newest first.
    public Live<List<RolloutState>> all() {
        return all;
    }

    /// The rollout under way here, by its id.
    public synchronized Optional<Rollout> running(String id) {
        return Optional.ofNullable(running.get(id));
    }

    /// Checks that `plan` can begin now, and begins it.
    public synchronized Rollout start(RolloutPlan plan) {
        files.all().stream()
                .filter(state -> state.plan().endpoint().equals(plan.endpoint()) && !state.status().ended()).findFirst()
                .ifPresent(state -> {
                    throw StudioException.of("rollout.unfinished", plan.endpoint(), state.plan().candidate());
                });
        Split before = stage.split(plan.endpoint());
        check(plan, before);
        String id = plan.endpoint() + "-" + STAMP.format(stage.now());
        for (int i = 2; all.get().stream().map(RolloutState::id).toList().contains(id); i++)
            id = plan.endpoint() + "-" + STAMP.format(stage.now()) + "-" + i;
        return launch(RolloutState.of(id, plan, before, stage.now()), RolloutTwin.of(plan));
    }

    private void check(RolloutPlan plan, Split before) {
        int sum = before.live().values().stream().mapToInt(Integer::intValue).sum();
        if (sum != 100 || before.share(plan.baseline()) == 0) {
            throw StudioException.of("rollout.no-baseline", plan.baseline(), plan.endpoint());
        }
        Standing standing = stage.standing(plan.endpoint(), plan.candidate());
        if (standing.health() != Standing.Health.READY) {
            throw StudioException.of("rollout.not-ready", plan.candidate());
        }
        PlanStep first = plan.steps().getFirst();
        int live = before.share(plan.candidate());
        if (live >= (first.mirror() ? 1 : first.percent())) {
            throw StudioException.of("rollout.live-already", plan.candidate(), live, first.percent());
        }
    }

    /// Goes on with an interrupted rollout at the step where it was: its weights are set and its evidence begins anew.
    public synchronized Rollout resume(String id) {
        RolloutState left = left(id);
        return launch(left.with(Status.RUNNING, null)
                .said(new Said(stage.now(), "rollout.log.resumed", List.of())),
                RolloutTwin.resume(left.plan().endpoint()));
    }

    /// Ends an interrupted rollout with the split from before it.
    public synchronized void rollBack(String id) throws InterruptedException {
        RolloutState left = left(id);
        stage.setSplit(left.plan().endpoint(), left.before());
        keep(left.said(new Said(stage.now(), "rollout.log.rolled-back", List.of(left.before().words())))
                .ended(Status.ROLLED_BACK, stage.now()));
    }

    /// Ends an interrupted rollout and leaves the traffic as it is.
    public synchronized void abort(String id) {
        RolloutState left = left(id);
        String words = stage.split(left.plan().endpoint()).words();
        keep(left.said(new Said(stage.now(), "rollout.log.aborted", List.of(words))).ended(Status.ABORTED,
                stage.now()));
    }

    /// Leaves what is under way here to be resumed, and waits at most five seconds for it. A studio that ends does so
    /// while its servers still run: a rollout would take one that stops for one that failed.
    public void leave() throws InterruptedException {
        List<Tasks.Task> left;
        synchronized (this) {
            left = List.copyOf(stories.values());
        }
        left.forEach(Tasks.Task::cancel);
        Instant end = Instant.now().plusSeconds(5);
        for (Tasks.Task story : left)
            story.await(Duration.between(Instant.now(), end));
    }

    /// Forgets a rollout that has ended.
    public synchronized void delete(String id) {
        if (all.get().stream().anyMatch(state -> state.id().equals(id) && !state.status().ended())) {
            throw StudioException.of("rollout.delete-running", id);
        }
        files.delete(id);
        all.update(list -> list.stream().filter(state -> !state.id().equals(id)).toList());
    }

    private RolloutState left(String id) {
        return files.all().stream().filter(state -> state.id().equals(id) && state.status() == Status.INTERRUPTED)
                .filter(state -> !running.containsKey(id)).findFirst()
                .orElseThrow(() -> StudioException.of("rollout.not-interrupted", id));
    }

    private Rollout launch(RolloutState first, String twin) {
        var rollout = new Rollout(stage, first, files::save);
        files.save(first);
        show(first);
        running.put(first.id(), rollout);
        Live.Subscription news = rollout.state().onChange(() -> show(rollout.state().get()));
        List<Object> about = List.of(first.plan().endpoint(), first.plan().candidate());
        Tasks.Task story = tasks.start("rollout.task", about, progress -> {
            Deed.twin(twin);
            try {
                rollout.run();
            } finally {
                news.close();
                forget(first.id());
            }
            rollout.state().get().throwIfGivenUp();
        });
        stories.put(first.id(), story);
        return rollout;
    }

    private synchronized void forget(String id) {
        running.remove(id);
        stories.remove(id);
    }

    private void keep(RolloutState state) {
        files.save(state);
        show(state);
    }

    private void show(RolloutState state) {
        all.update(list -> {
            var next = new ArrayList<>(list.stream().filter(each -> !each.id().equals(state.id())).toList());
            next.add(state);
            next.sort(Comparator.comparing(RolloutState::started).reversed());
            return List.copyOf(next);
        });
    }
}
