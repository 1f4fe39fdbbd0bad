package slipway.load;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/// What one event loop does of a run: sends each request of its feed when it is due, over its own connections, and
/// notes what became of it. All methods on that loop.
final class Share {
    /// More than this many under way is not load but memory.
    static final int WAITING_LIMIT = 50_000;
    private static final int BATCH = 64;
    private static final long IDLE_NANOS = 20_000_000L;
    private static final long AGAIN_NANOS = 20_000_000L;

    private final EventLoop loop;
    private final Dialer dialer;
    private final Feed feed;
    private final Terms terms;
    private final Log log;
    private final Call.Chain underWay = new Call.Chain();
    private final ArrayDeque<Call> waiting = new ArrayDeque<>();
    private final ArrayDeque<Wire> idle = new ArrayDeque<>();
    private final Set<Channel> channels = new HashSet<>();
    private int dialling;
    private boolean over;
    private boolean serving;
    private Interval now;
    private @Nullable ScheduledFuture<?> wake;

    /// What a share keeps to.
    ///
    /// @param begun of [System#nanoTime]
    /// @param closedUntil nanoseconds after the start at which a closed loop ends, 0 for an open loop
    /// @param answerLimit bytes of each answer’s body to keep; -1 where nobody wants answers
    record Terms(int connections, long timeoutNanos, long begun, long closedUntil, int answerLimit) {}

    /// Gets what is asked for of single answers.
    interface Taker {
        Taker NOBODY = (shot, answer) -> {};

        void take(Shot shot, Answer answer);
    }

    /// Where a share writes down what it saw.
    record Log(int share, Consumer<Interval> full, Supplier<Interval> empty, Taker answers) {}

    Share(EventLoop loop, Dialer dialer, Feed feed, Terms terms, Log log) {
        this.loop = loop;
        this.dialer = dialer;
        this.feed = feed;
        this.terms = terms;
        this.log = log;
        this.now = log.empty().get();
        now.share = log.share();
    }

    void start() {
        if (closed()) {
            for (int i = 0; i < terms.connections(); i++)
                next();
        }
        step();
    }

    void stop() {
        over = true;
        if (wake != null) wake.cancel(false);
        for (Channel channel : Set.copyOf(channels))
            drop(channel);
        channels.clear();
    }

    private static void drop(Channel channel) {
        var _ = channel.close();
    }

    /// The feed has something new.
    void nudge() {
        if (wake != null) wake.cancel(false);
        step();
    }

    private boolean closed() {
        return terms.closedUntil() > 0;
    }

    /// Sends what is due, a few at a time so that answers are read in between, then sleeps until the next is.
    private void step() {
        if (over) return;
        long time = System.nanoTime();
        roll(time);
        if (!closed()) sendDue(time);
        expire(time);
        if (underWay.size() == 0 && ended(time)) {
            finish();
            return;
        }
        // never at once: the loop runs all that is due before it reads a single answer
        long pause = Math.max(1_000, Math.min(nextEvent(), time + IDLE_NANOS) - System.nanoTime());
        wake = loop.schedule(this::step, pause, TimeUnit.NANOSECONDS);
    }

    private void sendDue(long time) {
        for (int i = 0; i < BATCH; i++) {
            long due = feed.due();
            if (due >= Feed.LATER || terms.begun() + due > time) return;
            now.lagNanos = Math.max(now.lagNanos, time - terms.begun() - due);
            issue(new Call(feed.take(), terms.begun() + due));
        }
    }

    private long nextEvent() {
        long next = terms.begun() + (now.number + 1) * Interval.NANOS;
        if (!closed() && feed.due() < Feed.LATER) next = Math.min(next, terms.begun() + feed.due());
        Call oldest = underWay.first();
        return oldest == null ? next : Math.min(next, oldest.due + terms.timeoutNanos());
    }

    private boolean ended(long time) {
        return feed.due() == Feed.END || (closed() && time - terms.begun() >= terms.closedUntil());
    }

    private void issue(Call call) {
        now.sent++;
        if (underWay.size() >= WAITING_LIMIT) {
            call.ended = true;
            note(call, "queue");
            return;
        }
        underWay.add(call);
        Wire wire = waiting.isEmpty() ? idleWire() : null;
        if (wire == null) {
            waiting.add(call);
            dial();
        } else {
            send(wire, call);
        }
    }

    private void send(Wire wire, Call call) {
        wire.send(call, terms.answerLimit() < 0 ? null : new Answer.Draft(terms.answerLimit()));
    }

    /// The one used last: it is the least likely to be closed by now.
    private @Nullable Wire idleWire() {
        while (true) {
            Wire wire = idle.pollLast();
            if (wire == null || wire.open()) return wire;
        }
    }

    private @Nullable Call waitingCall() {
        while (true) {
            Call call = waiting.poll();
            if (call == null || !call.ended) return call;
        }
    }

    /// As many connections as there are requests without one, within the limit.
    private void dial() {
        while (!over && dialling < waiting.size() && channels.size() + dialling < terms.connections()) {
            dialling++;
            dialer.dial(loop, this::connected, this::refused);
        }
    }

    private Wire connected(Channel channel) {
        dialling--;
        var wire = new Wire(this, channel);
        if (over) drop(channel);
        else
            channels.add(channel);
        return wire;
    }

    private void refused(String word) {
        dialling--;
        Call call = waitingCall();
        if (call != null) failed(call, word);
        if (!over) dial();
    }

    /// `wire` can take a request: it is new or has had its answer.
    void free(Wire wire) {
        if (over) return;
        idle.addLast(wire);
        if (closed() && waiting.isEmpty()) next();
        else if (!waiting.isEmpty() && !serving) {
            // after all answers that are here have been read: sending first would be told as the server’s time
            serving = true;
            loop.execute(this::serve);
        }
    }

    private void serve() {
        serving = false;
        Wire wire = over ? null : idleWire();
        while (wire != null) {
            Call call = waitingCall();
            if (call == null) {
                idle.addLast(wire);
                return;
            }
            send(wire, call);
            wire = idleWire();
        }
    }

    /// A wire had its answer and cannot take another request.
    void spent() {
        if (closed()) next();
    }

    void gone(Wire wire, Channel channel) {
        channels.remove(channel);
        idle.remove(wire);
        if (!over) dial();
    }

    /// A closed loop’s next request.
    private void next() {
        long time = System.nanoTime();
        if (over || ended(time)) return;
        issue(new Call(feed.take(), time));
    }

    void answered(Call call, AnswerReader reader, Answer.@Nullable Draft draft) {
        if (call.ended) return;
        end(call);
        long time = System.nanoTime();
        long latency = time - call.due;
        long service = time - call.sentAt;
        now.answered(reader.deployment(), reader.status(), latency, service);
        if (draft != null) {
            log.answers().take(call.shot, draft.answer(reader.status(), reader.deployment(), latency, service));
        }
    }

    void failed(Call call, String word) {
        if (call.ended) return;
        end(call);
        note(call, word);
        // a closed loop goes on, but not as fast as a dead server refuses
        if (closed() && !over) {
            var _ = loop.schedule(this::next, AGAIN_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void note(Call call, String word) {
        long latency = System.nanoTime() - call.due;
        now.failed(word, latency);
        if (terms.answerLimit() >= 0) log.answers().take(call.shot, Answer.failed(word, latency));
    }

    private void end(Call call) {
        call.ended = true;
        underWay.remove(call);
    }

    private void expire(long time) {
        Call oldest = underWay.first();
        while (oldest != null && time - oldest.due >= terms.timeoutNanos()) {
            failed(oldest, "timeout");
            if (oldest.wire != null) oldest.wire.close();
            oldest = underWay.first();
        }
        while (!waiting.isEmpty() && waiting.peek().ended)
            waiting.poll();
    }

    private void roll(long time) {
        long number = (time - terms.begun()) / Interval.NANOS;
        if (number <= now.number) return;
        log.full().accept(now);
        now = log.empty().get();
        now.share = log.share();
        now.number = number;
    }

    private void finish() {
        now.last = true;
        log.full().accept(now);
        stop();
    }
}
