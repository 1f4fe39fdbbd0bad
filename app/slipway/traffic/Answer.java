package slipway.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import slipway.wire.Head;
import slipway.wire.HeadWriter;
import slipway.wire.Name;

/// The way back of one passage: the server's answer to the client, or the gateway's own. Same event loop.
final class Answer {
    private static final Name[] NOTHING = {};

    private final Passage passage;
    private final Caller caller;
    private final Lane lane;
    private int status;
    private long bytes;
    private boolean begun;
    private boolean tunnel;
    private boolean healthAsked;
    private boolean healthNext;
    private @Nullable Translation translation;
    private @Nullable Whole whole;

    /// A server's answer that is read whole, to be told in the asker's words.
    private record Whole(HeadWriter headers, String reason, ByteArrayOutputStream body) {}

    Answer(Passage passage) {
        this.passage = passage;
        this.caller = passage.caller;
        this.lane = passage.lane;
    }

    void translate(@Nullable Translation mapped) {
        translation = mapped;
    }

    long bytes() {
        return bytes;
    }

    /// Whether the client has got some of it.
    boolean begun() {
        return begun;
    }

    boolean isTunnel() {
        return tunnel;
    }

    /// Whether the connection that is coming is for the server's own health.
    boolean healthAsked() {
        return healthAsked;
    }

    /// Whether it wants that connection; once.
    boolean asksHealth() {
        boolean asks = healthNext;
        healthNext = false;
        return asks;
    }

    /// Azure's root means health: where the server has no such page, its own health is asked instead.
    boolean isHealthInstead(Head head) {
        Backend by = passage.backend;
        if (head.status() != 404 || !passage.requestEnded || healthAsked || by == null
                || !Routes.isAzureHealth(passage.method, passage.target, by.target)) {
            return false;
        }
        healthAsked = true;
        healthNext = true;
        return true;
    }

    void begin(Head head) {
        status = head.status();
        if (status == 101) {
            tunnel(head);
            return;
        }
        Translation mapped = translation;
        boolean changed = mapped != null && mapped.changed();
        HeadWriter lines = changed ? new HeadWriter() : lane.lines;
        lines.clear();
        Hops.back(head, lines, mapped != null && changed ? mapped.replaced() : NOTHING);
        sign(lines);
        if (changed) {
            whole = new Whole(lines, head.reason(), new ByteArrayOutputStream());
            return;
        }
        begun = true;
        boolean empty = passage.method.equals("HEAD") || status == 204 || status == 304;
        caller.answer(status, head.reason(), lines, head.length(), empty);
    }

    /// From here on bytes, no messages.
    private void tunnel(Head head) {
        HeadWriter lines = lane.lines;
        lines.clear();
        lines.status(head);
        Hops.back(head, lines, NOTHING);
        lines.line(Hops.CONNECTION, "upgrade");
        for (String protocol : head.all(Hops.UPGRADE))
            lines.line(Hops.UPGRADE, protocol);
        sign(lines);
        lines.end();
        begun = true;
        tunnel = true;
        caller.tunnel(lines);
    }

    /// Who answered, on every answer.
    private void sign(HeadWriter lines) {
        lines.line(Hops.REQUEST_ID, passage.requestId);
        if (passage.backend != null) lines.raw(passage.backend.signature);
        if (passage.fault != null) lines.line(Hops.FAULT, passage.fault.kind().word());
        if (passage.pace != null) passage.pace.sign(lines);
        String session = passage.entry.sessionLine();
        if (session != null) lines.line(Hops.SET_COOKIE, session);
        if (passage.routing.missing != null) lines.line(Hops.REROUTED, passage.routing.missing);
    }

    void piece(ByteBuf piece) {
        Backend by = passage.backend;
        if (by != null) by.pass(piece.readableBytes());
        Whole kept = whole;
        if (healthNext) {
            piece.release();
        } else if (kept != null) {
            keep(kept, piece);
        } else {
            bytes += piece.readableBytes();
            caller.piece(piece);
            if (tunnel) caller.flush();
        }
    }

    private void keep(Whole kept, ByteBuf piece) {
        try {
            piece.readBytes(kept.body, piece.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            piece.release();
        }
        if (kept.body.size() > Translation.LARGEST_ANSWER) passage.refuse(502, "map-answer", "");
    }

    void flush() {
        if (begun) caller.flush();
    }

    void end(byte[] trailers) {
        Whole kept = whole;
        Translation mapped = translation;
        if (kept == null || mapped == null) {
            // recorded first: who has the answer finds the record
            passage.finish(status, null);
            caller.end(trailers);
            return;
        }
        byte[] said = kept.body.toByteArray();
        lane.work(() -> mapped.answer(status, said), (text, failure) -> {
            if (passage.over) return;
            byte[] body = text == null ? said : text;
            bytes = body.length;
            kept.headers.line(Hops.CONTENT_TYPE, Hops.JSON_TYPE);
            begun = true;
            caller.answer(status, kept.reason, kept.headers, body.length, false);
            caller.piece(Unpooled.wrappedBuffer(body));
            passage.finish(status, null);
            caller.end(new byte[0]);
        });
    }

    /// The server went away before the end.
    void broken() {
        if (!begun) {
            passage.refuse(502, "cut", name());
        } else {
            // the client must see that this is not the whole answer
            passage.finish(status < 500 ? 502 : status, "cut");
            caller.cut();
        }
    }

    /// The server was silent for too long, or the client where `slowClient`.
    void late(boolean slowClient) {
        if (tunnel) {
            passage.finish(101, null);
            caller.cut();
        } else if (!begun && slowClient) {
            passage.refuse(408, "slow-request", "");
        } else if (!begun) {
            passage.refuse(504, "timeout", name());
        } else {
            passage.finish(504, "timeout");
            caller.cut();
        }
    }

    String name() {
        return passage.backend == null ? "" : passage.backend.target.deployment();
    }

    /// In the place of a server.
    void refuse(int code, String word, String argument) {
        begun = true;
        HeadWriter lines = lane.lines;
        lines.clear();
        if (code == 401) lines.line(Hops.AUTHENTICATE, Access.challenge(word));
        lines.line(Hops.CONTENT_TYPE, Hops.JSON_TYPE);
        sign(lines);
        byte[] body = Refusal.body(word, argument);
        // what follows on this connection may not be what it looks like
        if (code == 400 || code == 408 || code == 413 || code == 431 || code == 505) caller.last();
        boolean empty = passage.method.equals("HEAD");
        caller.answer(code, Refusal.reason(code), lines, body.length, empty);
        if (!empty) caller.piece(Unpooled.wrappedBuffer(body));
        caller.end(new byte[0]);
    }
}
