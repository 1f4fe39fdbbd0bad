package slipway.check;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.contract.Profile;
import slipway.engine.ContainerSettings;
import slipway.engine.NetworkLedger;
import slipway.engine.NetworkLedger.Attempt;

/// A second launch of the same subject in other circumstances, beside the first: without a network, at another port.
///
/// @param refused  why the engine could not do it; null where it could
/// @param start    null where it was refused
/// @param answer   to one prediction, null where it never became ready
/// @param attempts what it tried to reach; null where nobody watched
record Aside(@Nullable String refused, @Nullable Start start, @Nullable Exchange answer,
        @Nullable List<Attempt> attempts) {
    private static final Duration GRACE = Duration.ofSeconds(1);

    /// Without a way out, and watched for what it tries to reach.
    static Aside isolated(Bench bench, Servers servers) throws InterruptedException {
        try (NetworkLedger ledger = servers.openLedger()) {
            if (ledger == null) {
                return run(bench, servers, new Servers.Way(ContainerSettings.NETWORK_NONE, bench.port()));
            }
            Aside aside = run(bench, servers, new Servers.Way(ledger.network(), bench.port()));
            return new Aside(aside.refused, aside.start, aside.answer,
                    aside.refused == null ? ledger.attempts() : null);
        } catch (StudioException e) {
            return refused(e);
        }
    }

    private static Aside refused(StudioException e) {
        return new Aside(e.problem().what(), null, null, null);
    }

    /// Launches, predicts once, and ends it again. Blocks.
    static Aside run(Bench bench, Servers servers, Servers.Way way) throws InterruptedException {
        Profile profile = bench.profile();
        Server server;
        try {
            server = servers.launch(bench.subject(), bench.contract(), profile, way, Progress.NONE);
        } catch (StudioException e) {
            return refused(e);
        }
        try (Client client = new Client()) {
            Start start = new StartWatch(server, client, profile.live(), bench.model(profile.ready()),
                    profile.health().timeout()).await(profile.health().startLimit(), null);
            if (!start.reached()) return new Aside(null, start, null, null);
            return new Aside(null, start, PredictKinds.patiently(bench, client, server), null);
        } finally {
            if (server.instance() != null) server.instance().stop(GRACE);
        }
    }

    /// Whether it became ready and predicted.
    boolean good(Bench bench) {
        return answer != null && PredictKinds.answered(bench, answer);
    }

    List<Exchange> exchanges() {
        if (answer != null) return List.of(answer);
        return start == null ? List.of() : start.probes();
    }

    /// What to tell of it, in one line.
    String line() {
        if (answer != null) return Client.line(answer);
        if (start == null) return String.valueOf(refused);
        String last = start.words().lines().reduce((one, next) -> next).orElse("");
        return start.how() == Start.How.ENDED || start.probes().isEmpty()
                ? last
                : Client.line(start.probes().getLast());
    }
}
