package slipway.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.base.JsonTree;
import slipway.base.Units;
import slipway.contract.Profile;

/// Looks at how the server starts and what its health routes answer while nothing else goes on.
final class StartKinds {
    private static final int PROBES = 5;
    /// What must hold for anything that is asked of the server.
    static final List<String> REACHED = List.of("starts", "listens", "binds-all", "start-time");

    static final List<Kind> ALL = List.of(
            Kind.of("starts", List.of("command-given", "serve-command"), (bench, rule) -> List.of(command(bench)),
                    StartKinds::starts),
            Kind.of("listens", List.of("starts"), (bench, rule) -> List.of(bench.port()), StartKinds::listens),
            Kind.of("binds-all", List.of("listens"), StartKinds::bindsAll),
            Kind.of("start-time", List.of("starts"),
                    (bench, rule) -> List.of(time(bench.profile().health().startLimit())), StartKinds::startTime),
            Kind.of("live", REACHED, (bench, rule) -> List.of(bench.profile().live()),
                    (bench, rule) -> {
                        Exchange probe = bench.probe();
                        return Outcome.of(probe.status() == 200, probe);
                    }),
            Kind.of("get-200", REACHED, (bench, rule) -> List.of(rule.text("path", "/")),
                    (bench, rule) -> {
                        Exchange got = get(bench, rule).exchange();
                        return Outcome.of(got.status() == 200, got);
                    }),
            Kind.of("answer-members", REACHED,
                    (bench, rule) -> List.of(rule.text("path", "/"), String.join(", ", rule.texts("keys"))),
                    (bench, rule) -> members(get(bench, rule), rule.texts("keys"))),
            Kind.of("probe-time", List.of("live"),
                    (bench, rule) -> List.of(bench.profile().live(), time(bench.profile().health().timeout())),
                    StartKinds::probeTime),
            Kind.of("probe-empty", List.of("live"), (bench, rule) -> List.of(bench.profile().live()),
                    (bench, rule) -> {
                        Exchange probe = bench.probe();
                        return probe.body().isEmpty()
                                ? Outcome.kept("empty").with(List.of(probe))
                                : Outcome.of(false, "“" + probe.body().replace("\n", "\\n") + "”", List.of(probe));
                    }),
            Kind.of("readiness-honest", List.of("predict"), StartKinds::honest));

    private StartKinds() {}

    private static Outcome starts(Bench bench, Profile.Rule rule) {
        Start start = bench.start();
        if (start == null) return Outcome.skipped("not-launched", bench.subject().target().name());
        if (start.how() != Start.How.ENDED) return Outcome.kept("runs");
        String words = start.words().isBlank() ? "" : start.words().lines().reduce((a, b) -> b).orElse("");
        return start.exitCode() < 0
                ? Outcome.of(false, words, List.of())
                : Outcome.broken("ended", start.exitCode(), words);
    }

    private static Outcome listens(Bench bench, Profile.Rule rule) {
        Start start = started(bench);
        return switch (start.how()) {
            case ELSEWHERE -> Outcome.broken("listens-at", sockets(start), bench.port());
            case READY, REFUSING, LOOPBACK -> Outcome.kept("port", bench.port());
            // what is late is told by the rule about the time
            case LATE, ENDED -> start.answered() ? Outcome.kept("port", bench.port()) : Outcome.skipped("late");
        };
    }

    private static Outcome bindsAll(Bench bench, Profile.Rule rule) {
        Start start = started(bench);
        return switch (start.how()) {
            case LOOPBACK -> Outcome.broken("loopback", bench.port());
            case READY, REFUSING -> Outcome.kept("reached", bench.port());
            case LATE, ENDED, ELSEWHERE -> Outcome.skipped("late");
        };
    }

    private static Outcome startTime(Bench bench, Profile.Rule rule) {
        Start start = started(bench);
        if (start.how() == Start.How.ELSEWHERE || start.how() == Start.How.LOOPBACK) {
            return Outcome.unreached(ruleOf(bench, start.how() == Start.How.ELSEWHERE ? "listens" : "binds-all"));
        }
        if (start.how() == Start.How.LATE) {
            List<Exchange> probes = start.probes();
            return Outcome.broken("late", Units.nanos(start.took().toNanos()), Client.line(probes.getLast()))
                    .with(probes);
        }
        // a server that refuses is not slow
        return Outcome.kept(start.how() == Start.How.READY ? "ready" : "answers", Units.nanos(start.took().toNanos()));
    }

    private static String ruleOf(Bench bench, String kind) {
        return bench.profile().rules().stream().filter(rule -> rule.check().equals(kind)).findFirst()
                .map(bench.profile()::idOf).orElse(kind);
    }

    /// Of liveness and, where it is another route, of readiness.
    private static Outcome probeTime(Bench bench, Profile.Rule rule) throws InterruptedException {
        while (bench.probes().size() < PROBES) {
            bench.probe();
        }
        var probes = new ArrayList<>(bench.probes());
        for (int i = 0; i < PROBES && bench.twoRoutes(); i++)
            probes.add(bench.readiness());
        Exchange slowest = slowest(probes);
        boolean kept = slowest.error() == null
                && slowest.millis() <= bench.profile().health().timeout().toMillis();
        return Outcome.of(kept, Client.line(slowest), List.of(slowest));
    }

    /// Whether the first prediction after the first 200 was answered, which later ones are.
    private static Outcome honest(Bench bench, Profile.Rule rule) {
        Exchange first = started(bench).first();
        if (first == null) return Outcome.skipped("no-first");
        // what is refused for its form says nothing of readiness
        return Outcome.of(first.status() > 0 && first.status() < 500, first);
    }

    static Exchange slowest(List<Exchange> probes) {
        return probes.stream().max((one, other) -> Double.compare(weight(one), weight(other))).orElseThrow();
    }

    /// An answer that never came is the slowest of all.
    private static double weight(Exchange exchange) {
        return exchange.error() == null ? exchange.millis() : Double.MAX_VALUE;
    }

    static Client.Reply get(Bench bench, Profile.Rule rule) throws InterruptedException {
        return bench.client().ask(new Client.Ask(bench.server().url(), "GET", bench.model(rule.text("path", "/")),
                null, null, Duration.ofSeconds(10)));
    }

    private static Outcome members(Client.Reply reply, List<String> keys) {
        if (reply.exchange().status() != 200) return Outcome.of(false, reply.exchange());
        Map<?, ?> object = object(reply);
        List<String> missing = keys.stream().filter(key -> object == null || object.get(key) == null).toList();
        return missing.isEmpty()
                ? Outcome.of(true, reply.exchange())
                : Outcome.broken("members-missing", String.join(", ", missing)).with(List.of(reply.exchange()));
    }

    /// The JSON object of an answer; null where it is none.
    static @Nullable Map<?, ?> object(Client.Reply reply) {
        try {
            Object value = reply.json();
            return value instanceof Map<?, ?> map ? map : null;
        } catch (JsonTree.Malformed e) {
            return null;
        }
    }

    private static String sockets(Start start) {
        var at = start.listening();
        return at == null ? "?" : at.stream().map(one -> ":" + one.port()).distinct().collect(Collectors.joining(", "));
    }

    private static String command(Bench bench) {
        return String.join(" ", bench.contract().arguments());
    }

    private static Start started(Bench bench) {
        return Objects.requireNonNull(bench.start());
    }

    static String time(Duration time) {
        return Units.nanos(time.toNanos());
    }
}
