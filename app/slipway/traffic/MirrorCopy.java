package slipway.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

import slipway.wire.Head;
import slipway.wire.HeadWriter;

/// The copy of one request for the mirror (A201): collected while the request passes, sent once it is whole, its
/// answer read and thrown away. Whatever becomes of it, the client does not notice. Same event loop as the request.
final class MirrorCopy extends Timed implements Upstream.User {
    private final Lane lane;
    private final Endpoint endpoint;
    private final Backend mirror;
    private final String method;
    private final String target;
    private final String requestId;
    private final byte[] lines;
    private final String path;
    private final boolean framed;
    private final @Nullable Bandwidth bandwidth;
    private final ByteBuf body;
    private final @Nullable Watch watch;
    private long reserved;
    private long bodyBytes;
    private long begun;
    private long answerBytes;
    private int status;
    private @Nullable Replica replica;
    private @Nullable Upstream up;
    private Gate.@Nullable Place place;
    private boolean over;

    private MirrorCopy(Passage of, Backend mirror) {
        this.lane = of.lane;
        this.endpoint = of.endpoint;
        this.mirror = mirror;
        this.method = of.method;
        this.target = of.target;
        this.requestId = of.requestId;
        Head head = of.caller.head();
        String mapped = Routes.destination(head, target, mirror.target);
        this.path = mapped == null ? target : mapped;
        this.bandwidth = of.routing.bandwidth;
        this.framed = head.chunked() || head.length() >= 0 || method.equals("POST");
        this.lines = of.outgoing.forwarded();
        this.watch = Watch.of(endpoint, target, head);
        this.body = PooledByteBufAllocator.DEFAULT.directBuffer(Math.clamp(head.length(), 16, 1 << 16));
    }

    /// Null where there is no room for it, or the mirror is leaving.
    static @Nullable MirrorCopy begin(Passage of, Backend mirror) {
        if (!mirror.enter()) return null;
        if (of.endpoint.copyBegins()) return new MirrorCopy(of, mirror);
        mirror.leave();
        of.endpoint.copyDropped(mirror.target.deployment());
        return null;
    }

    String deployment() {
        return mirror.target.deployment();
    }

    /// Copies the piece: kept as it is, a few bytes would hold a whole buffer of the socket's.
    void add(ByteBuf piece) {
        if (over) return;
        int size = piece.readableBytes();
        if (endpoint.copyGrows(size)) {
            reserved += size;
            bodyBytes += size;
            body.writeBytes(piece, piece.readerIndex(), size);
            if (watch != null) watch.request(piece);
        } else {
            abandon();
        }
    }

    /// Not enough room, or the request never became whole.
    void abandon() {
        if (over) return;
        endpoint.copyDropped(deployment());
        release();
    }

    void send() {
        if (over) return;
        begun = System.nanoTime();
        active = begun;
        Replica chosen = mirror.pick(null);
        if (chosen == null) {
            finish(0, "refused");
            return;
        }
        lane.add(this);
        Fault fault = endpoint.faults().next(deployment());
        switch (fault == null ? null : fault.kind()) {
            case null -> go(chosen);
            case Fault.Failure(int code) -> finish(code, "fault");
            case Fault.Drop() -> finish(0, "fault");
            case Fault.Delay d -> lane.later(() -> go(chosen), delay(fault));
            case Fault.SlowStart s -> lane.later(() -> go(chosen), delay(fault));
        }
    }

    private long delay(@Nullable Fault fault) {
        return fault == null ? 0 : Faults.delayNanos(fault, mirror);
    }

    private void go(Replica chosen) {
        if (over || !enters()) return;
        active = System.nanoTime();
        replica = chosen;
        chosen.begin();
        lane.pool(chosen).take(this, method.equals("HEAD"));
    }

    /// Where its server takes only so much, live requests wait or are refused; a copy is dropped.
    private boolean enters() {
        Gate gate = mirror.gate;
        if (!mirror.spent()) {
            if (gate == null) return true;
            place = gate.pass();
        }
        if (place == null) abandon();
        return place != null;
    }

    @Override
    public void connected(Upstream upstream) {
        Replica chosen = replica;
        if (over || chosen == null) {
            upstream.giveBack();
            return;
        }
        up = upstream;
        active = System.nanoTime();
        HeadWriter head = lane.lines;
        head.clear();
        head.request(method, chosen.prefix + path).raw(chosen.hostLine).raw(lines)
                .line(Hops.MIRROR, "true");
        if (framed) head.line(Hops.CONTENT_LENGTH, bodyBytes);
        head.end();
        boolean small = bodyBytes <= 4096;
        ByteBuf out = upstream.channel().alloc().directBuffer(head.size() + (small ? (int) bodyBytes : 0));
        head.writeTo(out);
        if (small) out.writeBytes(body, body.readerIndex(), body.readableBytes());
        mirror.pass((int) bodyBytes);
        upstream.expect(bodyBytes);
        upstream.write(out);
        if (!small) upstream.write(body.retainedDuplicate());
        upstream.sent();
    }

    @Override
    public void refused() {
        if (replica != null) replica.refused();
        finish(0, "refused");
    }

    @Override
    public void answered(Head head) {
        active = System.nanoTime();
        status = head.status();
        if (watch != null) watch.answered(head);
    }

    @Override
    public void answerPiece(ByteBuf piece) {
        active = System.nanoTime();
        answerBytes += piece.readableBytes();
        if (watch != null) watch.answer(piece);
        if (bandwidth != null) bandwidth.pass(piece.readableBytes());
        mirror.pass(piece.readableBytes());
        piece.release();
    }

    @Override
    public void answerEnded(byte[] trailers) {
        up = null;
        finish(status, null);
    }

    @Override
    public void answerPaused() {
        // nobody waits for it
    }

    @Override
    public void upstreamReady() {
        // all of it was written at once
    }

    @Override
    public void upstreamGone(boolean answerBegun) {
        up = null;
        finish(0, "cut");
    }

    @Override
    long patienceNanos() {
        return endpoint.limits.upstreamTimeout().toNanos();
    }

    @Override
    void expire() {
        finish(0, "timeout");
    }

    private void finish(int code, @Nullable String error) {
        if (over) return;
        long total = System.nanoTime() - begun;
        var request = new RequestRecord(endpoint.log.take(), requestId, System.currentTimeMillis(), method,
                Routes.path(target), deployment(), mirror.target.revision(), code, total, total, bodyBytes,
                answerBytes, null, true, error);
        endpoint.record(request);
        mirror.copied.add(request);
        if (watch != null) watch.ended(request);
        release();
    }

    private void release() {
        over = true;
        lane.remove(this);
        body.release();
        if (watch != null) watch.drop();
        if (up != null) up.abandon();
        up = null;
        if (replica != null) replica.end();
        if (place != null) place.leave();
        mirror.leave();
        endpoint.copyEnded(reserved);
    }
}
