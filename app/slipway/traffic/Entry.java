package slipway.traffic;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;

/// How one request finds its server: by what proves its client, by the rules of traffic and its session, and by its turn
/// where the server takes only so many at once. Same event loop as its passage.
final class Entry implements Gate.Asker {
    private final Passage passage;
    private final Caller caller;
    private @Nullable String givenSession;
    private Gate.@Nullable Place place;
    private long admittedAt;
    /// Until when its turn was promised where it waits, or waited until it was moved; as System.nanoTime.
    private long waitsUntil;
    /// Whether it waited at its deployment before that was offered anew.
    private boolean promised;
    private long largest;
    private boolean routed;

    Entry(Passage passage) {
        this.passage = passage;
        this.caller = passage.caller;
    }

    void begin() {
        Access access = passage.routing.policy.access();
        String unknown = access == null ? null : access.refusal(caller.head().get(Hops.AUTHORIZATION));
        Pace pace = passage.pace;
        if (passage.target.isEmpty() || passage.method.equals("CONNECT")) {
            passage.refuse(400, "bad-request", "");
        } else if (unknown != null) {
            passage.refuse(401, unknown, "");
        } else if (pace == null || !pace.begin(this::chooseLater)) {
            choose(passage.routing, caller.head().get(Hops.DEPLOYMENT));
        }
    }

    private void chooseLater() {
        passage.active = System.nanoTime();
        if (!passage.over) choose(passage.endpoint.routing(), caller.head().get(Hops.DEPLOYMENT));
    }

    private void choose(Routing routes, @Nullable String name) {
        Sessions sessions = routes.sessions;
        switch (routes.choose(name, sessions == null ? null : session(sessions))) {
            case Routing.Choice.Nobody(int status, String code, String argument) ->
                passage.refuse(status, code, argument);
            case Routing.Choice.To(Backend chosen, boolean named) -> {
                if (chosen.enter()) {
                    passage.backend = chosen;
                    go(routes, chosen, named);
                } else {
                    // withdrawn between the look and the step: what came after it decides
                    choose(passage.endpoint.routing(), name);
                }
            }
        }
    }

    private void go(Routing routes, Backend chosen, boolean named) {
        long own = passage.routing.policy.allowance().bodyBytes();
        largest = own > 0 ? own : chosen.target.bodyBytes();
        if (largest > 0 && Math.max(caller.head().length(), passage.requestBytes) > largest) {
            tooLarge();
            return;
        }
        // before any of its own bytes count, also where it was moved; as OCI's load balancer does (A093)
        boolean spent = !promised && chosen.spent();
        if (!named && !routed) {
            routed = true;
            passage.endpoint.routed(chosen.target.deployment());
            if (routes.mirrors() > 0 && !spent) passage.copies = Copies.begin(passage, routes);
        }
        if (spent) {
            passage.refuse(429, "bandwidth", chosen.target.deployment());
            return;
        }
        Fault fault = passage.endpoint.faults().next(chosen.target.deployment());
        passage.fault = fault;
        if (fault == null) goTo(chosen);
        else
            Faults.befall(fault, chosen, passage, this);
    }

    /// Counts a piece; whether the body is not too large with it, which is released where it is.
    boolean takes(ByteBuf piece, long bytes) {
        Backend to = passage.backend;
        if (to != null) to.pass(piece.readableBytes());
        if (largest == 0 || bytes <= largest) return true;
        piece.release();
        tooLarge();
        return false;
    }

    private void tooLarge() {
        passage.refuse(413, "too-large", String.valueOf(largest));
    }

    private void goTo(Backend chosen) {
        Signature bodies = chosen.target.bodiesFor();
        if (bodies != null && Routes.isPrediction(passage.method, passage.target, chosen.target)) {
            passage.collect(new Translation(chosen.target, bodies));
        } else {
            enter(chosen);
        }
    }

    /// Goes on after a while; what comes meanwhile waits.
    void goLater(Backend chosen, long nanos) {
        caller.hold(true);
        passage.lane.later(() -> {
            passage.active = System.nanoTime();
            if (!passage.over) goTo(chosen);
        }, nanos);
    }

    /// The session that the client names, or a new one that it is told with the answer.
    private @Nullable String session(Sessions sessions) {
        String named = sessions.of(caller.head());
        if (named != null || !sessions.begins()) return named;
        if (givenSession == null) givenSession = Hops.requestId(null);
        return givenSession;
    }

    /// The header that tells the client its new session; null for none.
    @Nullable
    String sessionLine() {
        Sessions sessions = passage.routing.sessions;
        return givenSession == null || sessions == null ? null : sessions.given(givenSession);
    }

    /// Where its deployment takes only so many at once, it waits for its turn.
    void enter(Backend to) {
        Gate gate = to.gate;
        if (gate == null) {
            passage.connect(to, null);
            return;
        }
        Gate.Place got = gate.enter(this, promised);
        place = got;
        if (got == null) refuse(gate, "too-many", 503, "too-many-held", to);
        else if (got.isInside()) comeIn(to);
        else
            waitAt(to, got);
    }

    /// As long as anybody waits there, and no shorter than it was promised before it was moved.
    private void waitAt(Backend to, Gate.Place got) {
        long now = System.nanoTime();
        long wait = got.capacity().queueWait().toNanos();
        if (promised) wait = Math.max(wait, waitsUntil - now);
        waitsUntil = now + wait;
        passage.lane.later(() -> waitedLong(got, to), wait);
    }

    private void comeIn(Backend to) {
        admittedAt = System.nanoTime();
        passage.active = admittedAt;
        passage.connect(to, null);
    }

    private void waitedLong(Gate.Place waited, Backend at) {
        if (!passage.over && place == waited && admittedAt == 0) {
            refuse(waited.gate(), "queue-wait", 504, "cold-start", at);
        }
    }

    /// With 429 where its turn did not come, otherwise where its deployment sleeps.
    private void refuse(Gate gate, String busy, int status, String asleep, Backend at) {
        boolean sleeps = gate.capacity.asleep();
        passage.refuse(sleeps ? status : 429, sleeps ? asleep : busy, at.target.deployment());
    }

    /// Whether it waits for a server to be started, and its client may go away meanwhile.
    boolean isHeld() {
        Gate.Place held = place;
        return held != null && held.capacity().asleep();
    }

    @Override
    public void admitted() {
        passage.lane.loop.execute(() -> {
            Backend to = passage.backend;
            if (!passage.over && to != null && admittedAt == 0) comeIn(to);
        });
    }

    @Override
    public void moved() {
        passage.lane.loop.execute(this::move);
    }

    /// Its deployment was withdrawn while it waited: it goes where a new request would go.
    private void move() {
        Backend old = passage.backend;
        if (passage.over || old == null) return;
        place = null;
        passage.active = System.nanoTime();
        passage.letGo(old);
        Routing now = passage.endpoint.routing();
        String name = old.target.deployment();
        Backend next = now.backends.get(name);
        promised = next != null && next.live();
        choose(now, promised ? name : caller.head().get(Hops.DEPLOYMENT));
    }

    /// How long the server may be silent where [#isLimited], in nanoseconds.
    long patienceNanos(long active) {
        Gate.Place limited = place;
        // of all the time since it came in, not of silence; the wait has a limit of its own
        return admittedAt == 0 || limited == null
                ? Long.MAX_VALUE
                : limited.capacity().timeout().toNanos() - (active - admittedAt);
    }

    boolean isLimited() {
        return place != null;
    }

    void leave() {
        if (place != null) place.leave();
    }
}
