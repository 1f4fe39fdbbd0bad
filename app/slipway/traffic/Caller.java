package slipway.traffic;

import io.netty.buffer.ByteBuf;

import slipway.wire.Head;
import slipway.wire.HeadWriter;

/// The asking side of a passage: a connection of HTTP/1.1, or one stream of h2. On its event loop only.
interface Caller {
    /// The request's head; good until the passage is over.
    Head head();

    /// Address of the client.
    String peer();

    /// Begins the answer: `lines` are its headers without those that frame it.
    ///
    /// @param reason behind the status in HTTP/1.1
    /// @param length of the body as the headers tell it; -1 where only its end will
    /// @param empty  whether no body follows whatever the length says
    void answer(int status, String reason, HeadWriter lines, long length, boolean empty);

    /// The next piece of the answer's body, which is the caller's from now on.
    void piece(ByteBuf piece);

    /// Ends the answer. `trailers` are whole lines, mostly none.
    void end(byte[] trailers);

    /// Sends what was not sent yet.
    void flush();

    /// Whether it takes more just now; [Passage#callerReady] tells when it does again.
    boolean ready();

    /// Stops and resumes the request's body.
    void hold(boolean hold);

    /// Says `100 Continue` where the client waits for it.
    void goOn();

    /// Closes after this answer; nothing more is read.
    void last();

    /// Cuts it off, so that the client sees that something is missing.
    void cut();

    /// Whether this can become a plain stream of bytes in both directions (WebSocket).
    boolean canTunnel();

    /// Begins that: what comes goes to [Passage#fromCaller], what is written with [#piece] goes out as it is.
    void tunnel(HeadWriter lines);
}
