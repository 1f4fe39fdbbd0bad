package slipway.traffic;

import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import slipway.wire.BadMessage;
import slipway.wire.Head;
import slipway.wire.HeadWriter;

/// One request on its way through, from its head to the answer's last byte, on its connection's event loop. Bodies
/// are passed on piece by piece in both directions, each side slowed down to what the other takes.
final class Passage extends Timed implements Upstream.User {
    /// nginx's status for a client that went away before its answer; it is nobody's failure.
    private static final int CLIENT_GONE = 499;

    final Lane lane;
    final Endpoint endpoint;
    final Caller caller;
    final Routing routing;
    final String method;
    final String target;
    final String requestId;
    @Nullable
    Backend backend;
    boolean requestEnded;
    boolean over;
    private final long epochMillis = System.currentTimeMillis();
    private final long begun = System.nanoTime();
    private final long length;
    private final Answer answer;
    final Outgoing outgoing;
    final Entry entry;
    /// Null where any amount may pass.
    final @Nullable Pace pace;
    private @Nullable String path;
    private @Nullable Watch watch;
    @Nullable
    Fault fault;
    private @Nullable Replica replica;
    private @Nullable Upstream up;
    @Nullable
    Copies copies;
    private @Nullable Collected collected;
    private long sentAt;
    private long answeredAt;
    long requestBytes;
    private final Attempts attempts;

    Passage(Lane lane, Caller caller) {
        this.lane = lane;
        this.endpoint = lane.endpoint;
        this.caller = caller;
        this.routing = endpoint.routing();
        Head head = caller.head();
        this.method = head.method();
        this.target = Routes.target(head.target());
        this.requestId = Hops.requestId(head.get(Hops.REQUEST_ID));
        this.length = head.length();
        this.answer = new Answer(this);
        this.attempts = new Attempts(method, length, head.chunked());
        this.outgoing = new Outgoing(this);
        this.pace = routing.bandwidth == null ? null : new Pace(lane, routing.bandwidth);
        this.entry = new Entry(this);
    }

    void begin() {
        lane.add(this);
        watch = Watch.of(endpoint, target, caller.head());
        entry.begin();
    }

    /// Lets a server go before anything was sent to it; what has come is kept for the next.
    void letGo(Backend old) {
        backend = null;
        path = null;
        old.leave();
        Collected before = collected;
        collected = null;
        answer.translate(null);
        if (before != null) outgoing.keep(before.body());
    }

    /// For a server whose bodies are mapped: nothing is sent before the request is whole.
    void collect(Translation mapped) {
        Untranslatable refused = Translation.refusal(caller.head(), length);
        if (refused != null) refuse(refused);
        if (over) return;
        Collected whole = new Collected(mapped);
        collected = whole;
        answer.translate(mapped);
        caller.goOn();
        outgoing.moveTo(whole);
        if (requestEnded) whole.translate(this);
        else
            caller.hold(false);
    }

    void connect(Backend to, @Nullable Replica not) {
        if (path == null) path = Routes.destination(caller.head(), target, to.target);
        if (path == null) {
            refuse(400, "triton-header", "");
            return;
        }
        Replica chosen = to.pick(not);
        if (chosen == null) {
            refuse(502, "refused", to.target.deployment());
            return;
        }
        replica = chosen;
        chosen.begin();
        lane.pool(chosen).take(this, method.equals("HEAD"));
    }

    @Override
    public void refused() {
        Backend to = backend;
        Replica chosen = replica;
        if (over || to == null || chosen == null) return;
        active = System.nanoTime();
        replica = null;
        chosen.end();
        chosen.refused();
        // nothing was sent yet, so another replica may have it
        if (attempts.elsewhere(to)) connect(to, chosen);
        else
            refuse(502, "refused", to.target.deployment());
    }

    @Override
    public void connected(Upstream upstream) {
        active = System.nanoTime();
        if (over) {
            upstream.giveBack();
            return;
        }
        up = upstream;
        Backend to = backend;
        Replica chosen = replica;
        if (to == null || chosen == null) return;
        // Azure's root means health; where the server has no such page, its own health is asked
        if (answer.healthAsked()) {
            outgoing.whole(upstream, outgoing.head(chosen, to.target.livePath(), Outgoing.NOTHING), new byte[0]);
        } else {
            send(upstream, chosen);
        }
    }

    private void send(Upstream upstream, Replica chosen) {
        Collected whole = collected;
        sentAt = System.nanoTime();
        if (whole != null) {
            HeadWriter lines = outgoing.head(chosen, String.valueOf(path), whole.translation().replaced());
            whole.translation().head(lines, whole.sent().length);
            outgoing.whole(upstream, lines, whole.sent());
            return;
        }
        outgoing.begin(upstream, outgoing.head(chosen, String.valueOf(path), Outgoing.NOTHING));
        caller.goOn();
        if (requestEnded) {
            outgoing.end(upstream);
            caller.hold(false);
        } else {
            outgoing.pause(upstream);
            caller.hold(!upstream.ready() || (pace != null && pace.requestPaused()));
        }
    }

    /// The next piece of the request's body, which is the passage's from now on.
    void requestPiece(ByteBuf piece) {
        active = System.nanoTime();
        int size = piece.readableBytes();
        requestBytes += size;
        Upstream upstream = up;
        if (over || size == 0) {
            piece.release();
            return;
        }
        if (!entry.takes(piece, requestBytes)) return;
        if (copies != null) copies.add(piece);
        attempts.keep(piece);
        if (watch != null) watch.request(piece);
        take(upstream, piece);
        if (pace != null && pace.request(copies == null ? size : size * (1 + copies.count()), this::resumeRequest)) {
            caller.hold(true);
        }
    }

    private void take(@Nullable Upstream upstream, ByteBuf piece) {
        if (collected != null) {
            if (!collected.add(piece)) refuse(Untranslatable.large());
        } else if (outgoing.begun() && upstream != null) {
            outgoing.pass(upstream, piece);
            if (!upstream.ready()) caller.hold(true);
        } else if (outgoing.begun()) {
            piece.release();
        } else {
            outgoing.keep(piece);
            caller.hold(true);
        }
    }

    /// The request's body is whole.
    void requestEnded() {
        requestEnded = true;
        if (over) return;
        if (copies != null) copies.send();
        Collected whole = collected;
        Upstream upstream = up;
        if (whole != null) whole.translate(this);
        else if (outgoing.begun() && upstream != null) outgoing.end(upstream);
        // whoever reads nothing does not see its client go
        if (entry.isHeld()) caller.hold(false);
    }

    /// What was collected is in the server’s words now.
    void translated() {
        Backend to = backend;
        if (!over && to != null) entry.enter(to);
    }

    /// Nothing more has come for now: what was collected goes out.
    void requestPaused() {
        Upstream upstream = up;
        if (upstream != null && outgoing.begun() && !requestEnded) outgoing.pause(upstream);
    }

    /// Its body breaks the protocol.
    void requestBroke(BadMessage why) {
        if (over) caller.cut();
        else
            refuse(why);
    }

    /// Refuses what cannot even be read.
    void refuse(BadMessage why) {
        refuse(why.status(), "bad-request", String.valueOf(why.getMessage()));
    }

    void refuse(Untranslatable why) {
        if (!over) refuse(why.status, why.code, why.argument);
    }

    /// Answers in the place of a server; where that has begun to answer, nothing can be said any more.
    void refuse(int status, String code, String argument) {
        finish(status, code);
        if (answer.begun()) caller.cut();
        else
            answer.refuse(status, code, argument);
    }

    @Override
    public void upstreamReady() {
        active = System.nanoTime();
        if (pace == null || !pace.requestPaused()) caller.hold(false);
    }

    private void resumeRequest() {
        active = System.nanoTime();
        if (!over && (up == null ? collected != null : up.ready())) caller.hold(false);
    }

    private void resumeAnswer() {
        active = System.nanoTime();
        if (!over && up != null && caller.ready()) up.hold(false);
    }

    void callerReady() {
        active = System.nanoTime();
        if (up != null && (pace == null || !pace.answerPaused())) up.hold(false);
    }

    void callerGone() {
        if (!over) finish(answer.isTunnel() ? 101 : CLIENT_GONE, answer.isTunnel() ? null : "client-gone");
    }

    /// A piece of a plain stream, once the answer was 101.
    void fromCaller(ByteBuf piece) {
        active = System.nanoTime();
        if (over || up == null) {
            piece.release();
            return;
        }
        requestBytes += piece.readableBytes();
        up.write(piece);
        lane.flushSoon(up.channel());
        if (!up.ready()) caller.hold(true);
    }

    @Override
    public void answered(Head head) {
        active = System.nanoTime();
        if (over || answer.isHealthInstead(head)) return;
        if (watch != null) watch.answered(head);
        answer.begin(head);
    }

    @Override
    public void answerPiece(ByteBuf piece) {
        active = System.nanoTime();
        if (over) {
            piece.release();
            return;
        }
        if (watch != null) watch.answer(piece);
        boolean paused = pace != null && pace.answer(piece.readableBytes(), this::resumeAnswer);
        answer.piece(piece);
        if (up != null && (paused || !caller.ready())) up.hold(true);
    }

    @Override
    public void answerPaused() {
        answer.flush();
    }

    @Override
    public void answerEnded(byte[] trailers) {
        up = null;
        answeredAt = System.nanoTime();
        if (over) return;
        Backend to = backend;
        if (answer.asksHealth() && to != null && replica != null) {
            lane.pool(replica).take(this, false);
            return;
        }
        answer.end(pace == null ? trailers : pace.trailers(trailers));
    }

    @Override
    public void upstreamGone(boolean answerBegun) {
        up = null;
        if (over) return;
        if (answer.isTunnel()) {
            finish(101, null);
            caller.cut();
        } else if (answerBegun || !repeated(backend, replica)) {
            answer.broken();
        }
    }

    /// Cut before any answer: once more, from another replica where there is one.
    private boolean repeated(@Nullable Backend to, @Nullable Replica cut) {
        List<ByteBuf> body = to == null || cut == null ? null : attempts.again(to, cut);
        if (to == null || cut == null || body == null) return false;
        replica = null;
        cut.end();
        outgoing.again(body);
        connect(to, to.size() > 1 ? cut : null);
        return true;
    }

    @Override
    long patienceNanos() {
        if (entry.isLimited() && !answer.begun()) return entry.patienceNanos(active);
        return answer.isTunnel() ? endpoint.limits.idleNanos() : endpoint.limits.upstreamTimeout().toNanos();
    }

    @Override
    void expire() {
        if (over) return;
        if (entry.isLimited() && !answer.begun()) {
            refuse(408, "request-timeout", answer.name());
        } else {
            // a client that keeps its own request back is no failure of the server's
            answer.late(!requestEnded && up != null && up.ready());
        }
    }

    /// Ends it: what it holds is let go, and it is recorded.
    void finish(int status, @Nullable String error) {
        over = true;
        lane.remove(this);
        outgoing.release();
        // an unfinished exchange would poison the connection for the next request; closing it also tells the server
        if (up != null) up.abandon();
        up = null;
        if (replica != null) replica.end();
        entry.leave();
        if (backend != null) backend.leave();
        if (!requestEnded && copies != null) copies.abandon();
        caller.hold(false);
        record(status, error);
    }

    private void record(int status, @Nullable String error) {
        long now = System.nanoTime();
        long upstream = sentAt == 0 ? 0 : (answeredAt == 0 ? now : answeredAt) - sentAt;
        Backend by = backend;
        var request = new RequestRecord(endpoint.log.take(), requestId, epochMillis, method, Routes.path(target),
                by == null ? "" : by.target.deployment(), by == null ? 0 : by.target.revision(), status, now - begun,
                upstream, requestBytes, answer.bytes(), copies == null ? null : copies.names(), false, error);
        endpoint.record(request);
        if (by != null) by.live.add(request);
        if (watch != null) watch.ended(request);
    }
}
