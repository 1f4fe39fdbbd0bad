package slipway.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import io.netty.buffer.ByteBuf;

/// A body that is read whole because its server speaks another protocol.
final class Collected {
    private final Translation translation;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private byte[] sent = {};

    Collected(Translation translation) {
        this.translation = translation;
    }

    Translation translation() {
        return translation;
    }

    /// Takes the piece; false where it is too much.
    boolean add(ByteBuf piece) {
        int size = piece.readableBytes();
        boolean room = bytes.size() + size <= Translation.LARGEST;
        try {
            if (room) piece.readBytes(bytes, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            piece.release();
        }
        return room;
    }

    byte[] body() {
        return bytes.toByteArray();
    }

    /// Says it in the server’s words, off the loop; `passage` goes on then.
    void translate(Passage passage) {
        String type = String.valueOf(passage.caller.head().get(Hops.CONTENT_TYPE));
        passage.lane.work(() -> translation.request(bytes.toByteArray(), type), (text, failure) -> {
            if (text == null) {
                passage.refuse(Untranslatable.of(failure));
                return;
            }
            sent = text;
            passage.translated();
        });
    }

    /// What goes to the server.
    byte[] sent() {
        return sent;
    }
}
