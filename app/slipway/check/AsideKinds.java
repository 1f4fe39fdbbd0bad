package slipway.check;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.contract.Profile;
import slipway.engine.NetworkLedger;

/// Looks at what the same container does in other circumstances.
final class AsideKinds {
    static final String NO_NETWORK = "no-network";
    static final String NO_CALLS = "no-calls";
    static final String BIND = "bind-to-port";

    static final List<Kind> ALL = List.of(
            Kind.of(NO_NETWORK, List.of("predict"), (bench, rule) -> judged(bench, bench.isolated(), false)),
            Kind.of(NO_CALLS, List.of("predict"), (bench, rule) -> calls(bench.isolated())),
            Kind.of(BIND, List.of("predict"), (bench, rule) -> List.of(rule.text("variable", "PORT")),
                    (bench, rule) -> judged(bench, bench.elsewhere(), true)));

    private AsideKinds() {}

    private static Outcome calls(Bench.@Nullable Beside<Aside> launched) throws InterruptedException {
        if (launched == null) return Outcome.skipped("not-ours");
        Aside aside = launched.get();
        if (aside.refused() != null) return Outcome.skipped("refused", aside.refused());
        List<NetworkLedger.Attempt> attempts = aside.attempts();
        if (attempts == null) return Outcome.skipped("unwatched");
        if (attempts.isEmpty()) return Outcome.kept("no-calls");
        return Outcome.broken("calls", attempts.size(), attempts.stream().limit(5).map(AsideKinds::shown)
                .collect(Collectors.joining(", ")));
    }

    private static String shown(NetworkLedger.Attempt attempt) {
        String name = attempt.name().isEmpty() ? "?" : attempt.name();
        return attempt.kind() + " " + name + (attempt.port() == 0 ? "" : ":" + attempt.port());
    }

    private static Outcome judged(Bench bench, Bench.@Nullable Beside<Aside> launched, boolean port)
            throws InterruptedException {
        if (launched == null) return Outcome.skipped("not-ours");
        Aside aside = launched.get();
        if (aside.refused() != null) return Outcome.skipped("refused", aside.refused());
        Start start = Objects.requireNonNull(aside.start());
        if (port && start.how() == Start.How.ELSEWHERE) {
            return Outcome.broken("stays", bench.port()).with(aside.exchanges());
        }
        return Outcome.of(aside.good(bench), aside.line(), aside.exchanges());
    }

    /// Whether any rule of `profile` looks at `kind`.
    static boolean wanted(Profile profile, String kind) {
        return profile.rules().stream().anyMatch(rule -> rule.check().equals(kind));
    }
}
