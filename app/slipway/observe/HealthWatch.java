package slipway.observe;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.observe.Health.Answer;
import slipway.observe.Health.Kind;
import slipway.observe.Health.Probed;

/// Asks the replicas of one running deployment again and again whether they are alive and ready; owned by whoever
/// runs the deployment. Its loops end with [#close].
public final class HealthWatch implements AutoCloseable {
    private final Supplier<List<URI>> replicas;
    private final Live<Health> health;
    private final List<Tasks.Task> loops;
    private final Check alive;
    private final Check ready;

    /// What is asked and when an answer counts: `path` on every replica, each `period`, waiting at most `timeout`;
    /// thresholds are rounds in a row.
    public record Check(String path, Duration period, Duration timeout, int successThreshold, int failureThreshold) {}

    /// Watches from now on, one period after `first`; where both checks are the same, one question answers both.
    public HealthWatch(Tasks tasks, String name, Supplier<List<URI>> replicas, Check alive, Check ready, Health first) {
        this.replicas = replicas;
        this.health = new Live<>(first);
        this.alive = alive;
        this.ready = ready;
        this.loops = alive.equals(ready)
                ? List.of(loop(tasks, name, ready, Kind.READY, true))
                : List.of(loop(tasks, name, alive, Kind.ALIVE, false), loop(tasks, name, ready, Kind.READY, false));
    }

    public Live<Health> health() {
        return health;
    }

    /// Adds a probe that somebody else made.
    public void note(Probed probed, Answer proved) {
        health.update(now -> now.with(now.alive(), now.ready(), proved, with(now.recent(), probed),
                System.currentTimeMillis()));
    }

    /// A replica was started again: what was proved before says nothing of it.
    public void restarted() {
        health.update(now -> now.with(now.alive(), now.ready(), Answer.UNKNOWN, now.recent(),
                System.currentTimeMillis()));
    }

    /// Asks every replica once now, beside the rounds, and notes what came. It counts in no round, since a threshold
    /// is in rounds a period apart. Blocks for the timeouts at most.
    public List<Probed> now() throws InterruptedException {
        var all = new ArrayList<Probed>();
        if (!alive.equals(ready)) all.addAll(ask(alive, Kind.ALIVE));
        all.addAll(ask(ready, Kind.READY));
        publish(all, Kind.READY, false, null);
        return all;
    }

    private Tasks.Task loop(Tasks tasks, String name, Check check, Kind kind, boolean both) {
        return tasks.quiet("health " + name, progress -> {
            int good = 0;
            int bad = 0;
            while (true) {
                Tasks.pause(check.period);
                List<Probed> round = ask(check, kind);
                if (round.isEmpty()) continue;
                boolean allGood = round.stream().allMatch(Probed::good);
                good = allGood ? good + 1 : 0;
                bad = allGood ? 0 : bad + 1;
                Answer answer = good >= check.successThreshold && good > 0
                        ? Answer.YES
                        : bad >= check.failureThreshold && bad > 0 ? Answer.NO : null;
                publish(round, kind, both, answer);
            }
        });
    }

    private List<Probed> ask(Check check, Kind kind) throws InterruptedException {
        var round = new ArrayList<Probed>();
        for (URI replica : replicas.get())
            round.add(Probe.get(kind, replica.resolve(check.path), check.timeout));
        return round;
    }

    private void publish(List<Probed> round, Kind kind, boolean both,
            @org.jspecify.annotations.Nullable Answer answer) {
        health.update(now -> {
            Answer alive = answer != null && (both || kind == Kind.ALIVE) ? answer : now.alive();
            Answer ready = answer != null && (both || kind == Kind.READY) ? answer : now.ready();
            List<Probed> recent = now.recent();
            for (Probed probed : round)
                recent = with(recent, probed);
            return now.with(alive, ready, now.proved(), recent, System.currentTimeMillis());
        });
    }

    private static List<Probed> with(List<Probed> recent, Probed probed) {
        var next = new ArrayList<Probed>(recent);
        next.add(probed);
        return next.subList(Math.max(0, next.size() - Health.KEPT), next.size());
    }

    @Override
    public void close() {
        loops.forEach(Tasks.Task::cancel);
    }
}
