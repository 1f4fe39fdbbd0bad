package slipway.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import slipway.base.Tasks;
import slipway.base.Units;
import slipway.contract.Profile;

/// Looks at the server while several want something at once.
final class Pressure {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int PIECES = 9;

    static final List<Kind> ALL = List.of(
            Kind.of("slow-client", List.of("probe-time", "predict-time"), (bench, rule) -> List.of(
                    StartKinds.time(bench.profile().health().timeout())), Pressure::slowClient),
            Kind.of("concurrent", List.of("predict-time"),
                    (bench, rule) -> List.of(rule.number("clients", 8), rule.number("requests", 5)),
                    (bench, rule) -> {
                        Load load = bench.load(rule);
                        List<Exchange> bad = load.predictions().stream()
                                .filter(each -> !PredictKinds.answered(bench, each)).limit(3).toList();
                        return bad.isEmpty()
                                ? Outcome.kept("all-answered", load.predictions().size(),
                                        Units.millis(StartKinds.slowest(load.predictions()).millis()))
                                : Outcome.broken("some-failed", load.failed(bench), load.predictions().size(),
                                        Client.line(bad.getFirst())).with(bad);
                    }),
            Kind.of("probe-under-load", List.of("probe-time", "concurrent"),
                    (bench, rule) -> List.of(bench.profile().live(),
                            StartKinds.time(bench.profile().health().timeout())),
                    (bench, rule) -> {
                        Load load = bench.load(rule);
                        return probed(bench, load.probes(), List.of());
                    }));

    private Pressure() {}

    /// What a burst of predictions came to, and how the health route answered meanwhile.
    record Load(List<Exchange> predictions, List<Exchange> probes) {
        long failed(Bench bench) {
            return predictions.stream().filter(each -> !PredictKinds.answered(bench, each)).count();
        }
    }

    /// `clients` at once, each with `requests` one after the other, each connection its own.
    static Load load(Bench bench, int clients, int requests) throws InterruptedException {
        var predictions = Collections.synchronizedList(new ArrayList<Exchange>());
        var done = new CountDownLatch(clients);
        var senders = new ArrayList<Tasks.Task>();
        for (int i = 0; i < clients; i++) {
            senders.add(bench.tasks().quiet("check load", progress -> {
                try {
                    for (int n = 0; n < requests; n++)
                        predictions.add(bench.client().ask(bench.ask(bench.request())).exchange());
                } finally {
                    done.countDown();
                }
            }));
        }
        try {
            List<Exchange> probes = watch(bench, done, LONGEST);
            return new Load(List.copyOf(predictions), probes);
        } finally {
            senders.forEach(Tasks.Task::cancel);
        }
    }

    /// Asks the health routes again and again until `done`, at least once.
    private static List<Exchange> watch(Bench bench, CountDownLatch done, Duration limit)
            throws InterruptedException {
        var probes = new ArrayList<Exchange>();
        long until = System.nanoTime() + limit.toNanos();
        Duration timeout = bench.profile().health().timeout().multipliedBy(2);
        do {
            String route = bench.twoRoutes() && probes.size() % 2 == 1
                    ? bench.model(bench.profile().ready())
                    : bench.profile().live();
            probes.add(bench.client().get(bench.server().healthUrl(), route, timeout));
        } while (!done.await(LOOK.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                && System.nanoTime() < until);
        return probes;
    }

    /// One body comes in slowly, for longer than a probe may take: the health route answers all the same.
    private static Outcome slowClient(Bench bench, Profile.Rule rule) throws InterruptedException {
        Duration limit = bench.profile().health().timeout();
        var done = new CountDownLatch(1);
        Bench.Beside<Client.Reply> slow = bench.beside("check slow client", () -> {
            try {
                return bench.client().slowly(bench.ask(bench.request()), PIECES, limit.plusMillis(1500));
            } finally {
                done.countDown();
            }
        });
        List<Exchange> probes = watch(bench, done, LONGEST);
        Exchange answer = slow.get().exchange();
        if (!PredictKinds.answered(bench, answer)) return Outcome.of(false, answer);
        return probed(bench, probes, List.of(answer));
    }

    /// Every probe in time, and liveness with 200; what readiness answers is told by the rule about it.
    private static Outcome probed(Bench bench, List<Exchange> probes, List<Exchange> before) {
        Exchange worst = probes.stream()
                .filter(each -> each.path().equals(bench.profile().live()) && each.status() != 200).findFirst()
                .orElse(StartKinds.slowest(probes));
        boolean live = worst.status() == 200 || !worst.path().equals(bench.profile().live());
        boolean kept = live && worst.error() == null
                && worst.millis() <= bench.profile().health().timeout().toMillis();
        var shown = new ArrayList<>(before);
        shown.add(worst);
        return Outcome.of(kept, Client.line(worst), shown);
    }
}
