package slipway.check;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;

/// Waits for a server that was just launched: until it calls itself ready, or it is plain that it never will, or the
/// platform's time is over. One run's own.
final class StartWatch {
    private static final Duration LOOK = Duration.ofMillis(25);
    private static final Duration LATER_LOOK = Duration.ofMillis(250);
    /// How long the same wrong answer, or the wrong port, is taken for a server that is still starting.
    private static final Duration STEADY = Duration.ofSeconds(3);
    private static final int KEPT = 3;
    private static final int WORDS = 8;

    private final Server server;
    private final Client client;
    private final String live;
    private final String ready;
    private final Duration probeLimit;
    private final Deque<Exchange> probes = new ArrayDeque<>();
    private final long begin = System.nanoTime();
    private long wrongSince;
    private int wrongStatus;

    /// @param live route of liveness, `ready` of readiness, which may be the same
    StartWatch(Server server, Client client, String live, String ready, Duration probeTimeout) {
        this.server = server;
        this.client = client;
        this.live = live;
        this.ready = ready;
        // one that is slow is told by another rule
        this.probeLimit = probeTimeout.multipliedBy(3);
    }

    /// @param first what to send the moment that it calls itself ready; null for nothing
    Start await(Duration limit, @Nullable Prediction first) throws InterruptedException {
        long nextLook = STEADY.toNanos();
        while (true) {
            Exchange probe = client.get(server.healthUrl(), live, probeLimit);
            Exchange readiness = ready.equals(live) || probe.status() == 0
                    ? probe
                    : client.get(server.healthUrl(), ready, probeLimit);
            if (probe.status() == 200) probe = readiness;
            keep(probe);
            if (probe.status() == 200) {
                return over(Start.How.READY, first == null ? null : first.send(), null);
            }
            if (!server.running()) return over(Start.How.ENDED, null, null);
            if (probe.status() == 0 && elapsed() > nextLook) {
                nextLook = elapsed() + STEADY.toNanos();
                List<Sockets.Listening> at = server.listening();
                Start.How wrong = misplaced(at);
                if (wrong != null) return over(wrong, null, at);
            }
            if (steadilyWrong(probe, readiness)) return over(Start.How.REFUSING, null, null);
            if (elapsed() > limit.toNanos()) return over(Start.How.LATE, null, server.listening());
            Tasks.pause(elapsed() < Duration.ofSeconds(5).toNanos() ? LOOK : LATER_LOOK);
        }
    }

    /// Sends a prediction.
    @FunctionalInterface
    interface Prediction {
        Exchange send() throws InterruptedException;
    }

    private Start.@Nullable How misplaced(@Nullable List<Sockets.Listening> at) {
        if (at == null || at.isEmpty()) return null;
        List<Sockets.Listening> there = at.stream().filter(one -> one.port() == server.port()).toList();
        if (there.isEmpty()) return Start.How.ELSEWHERE;
        return there.stream().noneMatch(Sockets.Listening::everywhere) ? Start.How.LOOPBACK : null;
    }

    private boolean steadilyWrong(Exchange probe, Exchange readiness) {
        // one that is ready and does not say that it lives never will
        boolean wrong = plain(probe.status()) || readiness.status() == 200;
        if (!wrong || probe.status() != wrongStatus) {
            wrongStatus = wrong ? probe.status() : 0;
            wrongSince = System.nanoTime();
            return false;
        }
        return System.nanoTime() - wrongSince > STEADY.toNanos();
    }

    /// Whether a status that stays is what the server means: a 5xx may be a model that is still loading, and so may be
    /// Triton’s 400.
    private static boolean plain(int status) {
        return (status > 200 && status < 400) || (status > 400 && status < 500);
    }

    private void keep(Exchange probe) {
        if (probes.size() == KEPT) probes.removeFirst();
        probes.addLast(probe);
    }

    private long elapsed() {
        return System.nanoTime() - begin;
    }

    private Start over(Start.How how, @Nullable Exchange first, @Nullable List<Sockets.Listening> at) {
        int code = server.instance() == null ? -1 : server.instance().state().get().exitCode();
        return new Start(how, Duration.ofNanos(elapsed()), List.copyOf(probes), first, at, code,
                server.lastWords(WORDS));
    }
}
