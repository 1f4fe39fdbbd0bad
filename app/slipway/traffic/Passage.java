package slipway.traffic;

import java.util.ArrayDeque;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;
import slipway.wire.BadMessage;
import slipway.wire.Head;
import slipway.wire.HeadWriter;
import slipway.wire.Name;

/// One request on its way through, from its head to the answer's last byte, on its connection's event loop. Bodies
/// are passed on piece by piece in both directions, each side slowed down to what the other takes.
final class Passage extends Timed implements Upstream.User {
    /// nginx's status for a client that went away before its answer; it is nobody's failure.
    private static final int CLIENT_GONE = 499;
    /// A piece up to this size is copied behind the head: one write for both.
    private static final int SMALL = 4096;
    private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
    private static final byte[] UPGRADE = ascii("connection: upgrade\r\nupgrade: websocket\r\n");
    private static final Name[] NOTHING = {};

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
    private final boolean chunked;
    private final Answer answer;
    private @Nullable String path;
    private @Nullable Replica replica;
    private @Nullable Upstream up;
    private @Nullable MirrorCopy copy;
    private @Nullable ByteBuf out;
    private final ArrayDeque<ByteBuf> early = new ArrayDeque<>(0);
    private @Nullable Collected collected;
    private long sentAt;
    private long answeredAt;
    private long requestBytes;
    private boolean retried;
    private @Nullable Repeat repeat;
    private boolean begunSending;

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
        this.chunked = head.chunked();
        this.answer = new Answer(this);
        this.repeat = Repeat.of(method, length, chunked);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    void begin() {
        lane.add(this);
        if (target.isEmpty() || method.equals("CONNECT")) {
            refuse(400, "bad-request", "");
        } else if (!routing.admits(caller.head().get(Hops.AUTHORIZATION))) {
            refuse(401, "unauthorized", "");
        } else {
            choose(routing);
        }
    }

    private void choose(Routing now) {
        switch (now.choose(caller.head().get(Hops.DEPLOYMENT))) {
            case Routing.Choice.Nobody(int status, String code, String argument) -> refuse(status, code, argument);
            case Routing.Choice.To(Backend chosen, boolean named) -> {
                if (!chosen.enter()) {
                    // withdrawn between the look and the step: what came after it decides
                    choose(endpoint.routing());
                    return;
                }
                backend = chosen;
                if (!named) {
                    endpoint.routed(chosen.target.deployment());
                    Backend mirror = now.mirror();
                    if (mirror != null) copy = MirrorCopy.begin(this, mirror);
                }
                Signature bodies = chosen.target.bodiesFor();
                if (bodies != null && Routes.isPrediction(method, target, chosen.target)) {
                    collect(new Translation(chosen.target, bodies));
                } else {
                    connect(chosen, null);
                }
            }
        }
    }

    /// For a server whose bodies are mapped: nothing is sent before the request is whole.
    private void collect(Translation mapped) {
        Untranslatable refused = Translation.refusal(caller.head(), length);
        if (refused != null) refuse(refused);
        if (over) return;
        collected = new Collected(mapped);
        answer.translate(mapped);
        caller.goOn();
    }

    private void connect(Backend to, @Nullable Replica not) {
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
        if (!retried) {
            retried = true;
            connect(to, chosen);
        } else {
            refuse(502, "refused", to.target.deployment());
        }
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
        if (answer.healthAsked()) sendHealth(upstream, to, chosen);
        else
            send(upstream, chosen);
    }

    private void send(Upstream upstream, Replica chosen) {
        Collected whole = collected;
        HeadWriter lines = head(chosen, String.valueOf(path), whole == null ? NOTHING : whole.translation().replaced());
        sentAt = System.nanoTime();
        begunSending = true;
        if (whole != null) {
            byte[] body = whole.sent();
            whole.translation().head(lines, body.length);
            write(upstream, lines.end(), body);
            upstream.sent();
            return;
        }
        if (chunked) lines.raw(CHUNKED);
        else if (length >= 0 || method.equals("POST")) lines.line(Hops.CONTENT_LENGTH, Math.max(0, length));
        if (isTunnel()) {
            lines.raw(UPGRADE);
            upstream.mayTunnel();
        }
        lines.end();
        ByteBuf head = upstream.channel().alloc()
                .directBuffer(lines.size() + (int) Math.clamp(length, 0, SMALL) + 16);
        lines.writeTo(head);
        out = head;
        caller.goOn();
        for (ByteBuf piece = early.poll(); piece != null; piece = early.poll())
            pass(upstream, piece);
        if (requestEnded) {
            endRequest(upstream);
            caller.hold(false);
        } else {
            requestPaused();
            caller.hold(!upstream.ready());
        }
    }

    private HeadWriter head(Replica chosen, String at, Name[] without) {
        HeadWriter lines = lane.lines;
        lines.clear();
        lines.request(method, chosen.prefix + at).raw(chosen.hostLine);
        Hops.forward(caller.head(), lines, caller.peer(), routing.policy.key() != null, without, requestId);
        return lines;
    }

    /// Azure's root means health; where the server has no such page, its own health is asked.
    private void sendHealth(Upstream upstream, Backend to, Replica chosen) {
        HeadWriter lines = head(chosen, to.target.livePath(), NOTHING);
        write(upstream, lines.end(), new byte[0]);
        upstream.sent();
    }

    private static void write(Upstream upstream, HeadWriter lines, byte[] body) {
        ByteBuf all = upstream.channel().alloc().directBuffer(lines.size() + body.length);
        lines.writeTo(all);
        upstream.write(all.writeBytes(body));
    }

    private boolean isTunnel() {
        return caller.canTunnel() && method.equals("GET") && caller.head().hasWord(Hops.UPGRADE, "websocket")
                && caller.head().hasWord(Hops.CONNECTION, "upgrade");
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
        if (copy != null) copy.add(piece);
        if (repeat != null) repeat.keep(piece);
        if (collected != null) {
            if (!collected.add(piece)) refuse(Untranslatable.large());
        } else if (begunSending && upstream != null) {
            pass(upstream, piece);
            if (!upstream.ready()) caller.hold(true);
        } else if (begunSending) {
            piece.release();
        } else {
            early.add(piece);
            caller.hold(true);
        }
    }

    private void pass(Upstream upstream, ByteBuf piece) {
        int size = piece.readableBytes();
        ByteBuf head = out;
        if (chunked) {
            head = head == null ? upstream.channel().alloc().directBuffer(32) : head;
            Framing.size(head, size);
            out = head;
        }
        if (head != null && size <= SMALL) {
            head.writeBytes(piece);
            piece.release();
        } else {
            writeOut(upstream);
            upstream.write(piece);
        }
        if (!chunked) return;
        ByteBuf end = out;
        if (end == null) end = upstream.channel().alloc().directBuffer(32);
        out = Framing.line(end);
    }

    private void writeOut(Upstream upstream) {
        ByteBuf head = out;
        out = null;
        if (head != null) upstream.write(head);
    }

    /// The request's body is whole.
    void requestEnded() {
        requestEnded = true;
        if (over) return;
        if (copy != null) copy.send();
        Collected whole = collected;
        Upstream upstream = up;
        if (whole != null) translate(whole);
        else if (begunSending && upstream != null) endRequest(upstream);
    }

    private void endRequest(Upstream upstream) {
        if (chunked) {
            ByteBuf end = out == null ? upstream.channel().alloc().directBuffer(8) : out;
            out = Framing.end(end);
        }
        writeOut(upstream);
        upstream.sent();
    }

    private void translate(Collected whole) {
        Name[] asked = {Hops.CONTENT_TYPE};
        String type = String.valueOf(caller.head().get(asked[0]));
        lane.work(() -> whole.translation().request(whole.body(), type), (text, failure) -> {
            if (over) return;
            Backend to = backend;
            if (text == null || to == null) {
                refuse(Untranslatable.of(failure));
                return;
            }
            whole.translated(text);
            connect(to, null);
        });
    }

    /// Nothing more has come for now: what was collected goes out.
    void requestPaused() {
        Upstream upstream = up;
        if (upstream == null || !begunSending || requestEnded) return;
        writeOut(upstream);
        lane.flushSoon(upstream.channel());
    }

    /// Its body breaks the protocol.
    void requestBroke(BadMessage why) {
        if (over) caller.cut();
        else if (answer.begun()) {
            finish(why.status(), "bad-request");
            caller.cut();
        } else {
            refuse(why);
        }
    }

    /// Refuses what cannot even be read.
    void refuse(BadMessage why) {
        refuse(why.status(), "bad-request", String.valueOf(why.getMessage()));
    }

    void refuse(Untranslatable why) {
        if (!over) refuse(why.status, why.code, why.argument);
    }

    /// Answers in the place of a server.
    void refuse(int status, String code, String argument) {
        finish(status, code);
        answer.refuse(status, code, argument);
    }

    @Override
    public void upstreamReady() {
        active = System.nanoTime();
        caller.hold(false);
    }

    void callerReady() {
        active = System.nanoTime();
        if (up != null) up.hold(false);
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
        answer.begin(head);
    }

    @Override
    public void answerPiece(ByteBuf piece) {
        active = System.nanoTime();
        if (over) {
            piece.release();
            return;
        }
        answer.piece(piece);
        if (up != null && !caller.ready()) up.hold(true);
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
        answer.end(trailers);
    }

    @Override
    public void upstreamGone(boolean answerBegun) {
        up = null;
        if (over) return;
        if (answer.isTunnel()) {
            finish(101, null);
            caller.cut();
        } else if (!answerBegun && repeat != null && backend != null && replica != null) {
            repeat(repeat, backend, replica);
        } else {
            answer.broken();
        }
    }

    /// Cut before any answer, and asking twice does no harm: once more, from another replica where there is one.
    private void repeat(Repeat kept, Backend to, Replica cut) {
        repeat = null;
        replica = null;
        cut.end();
        ReferenceCountUtil.release(out);
        out = null;
        // a body that is mapped is sent whole in any case
        if (collected == null && begunSending) kept.body().forEach(early::add);
        begunSending = false;
        connect(to, to.pick(cut) == null ? null : cut);
    }

    @Override
    long patienceNanos() {
        return answer.isTunnel() ? endpoint.limits.idleNanos() : endpoint.limits.upstreamTimeout().toNanos();
    }

    @Override
    void expire() {
        if (over) return;
        // a client that keeps its own request back is no failure of the server's
        if (!requestEnded && !answer.begun() && up != null && up.ready()) refuse(408, "slow-request", "");
        else
            answer.late();
    }

    /// Ends it: what it holds is let go, and it is recorded.
    void finish(int status, @Nullable String error) {
        over = true;
        lane.remove(this);
        ByteBuf head = out;
        out = null;
        ReferenceCountUtil.release(head);
        early.forEach(ByteBuf::release);
        early.clear();
        // an unfinished exchange would poison the connection for the next request; closing it also tells the server
        if (up != null) up.abandon();
        up = null;
        if (replica != null) replica.end();
        if (backend != null) backend.leave();
        if (!requestEnded && copy != null) copy.abandon();
        caller.hold(false);
        record(status, error);
    }

    private void record(int status, @Nullable String error) {
        long now = System.nanoTime();
        long upstream = sentAt == 0 ? 0 : (answeredAt == 0 ? now : answeredAt) - sentAt;
        Backend by = backend;
        endpoint.record(new RequestRecord(endpoint.log.take(), requestId, epochMillis, method, Routes.path(target),
                by == null ? "" : by.target.deployment(), by == null ? 0 : by.target.revision(), status, now - begun,
                upstream, requestBytes, answer.bytes(), copy == null ? null : copy.deployment(), false, error));
    }
}
