package slipway.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// What a reader makes of a message that comes in two pieces.
final class Cuts {
    private Cuts() {}

    static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    /// All that the head says, or the status of its refusal; `…` where more must come. Bytes behind it are told too.
    static String head(HeadReader reader, String text, int cut) {
        ByteBuf first = bytes(text.substring(0, cut));
        ByteBuf second = bytes(text.substring(cut));
        try {
            if (!reader.read(first)) {
                if (!reader.read(second)) return "…";
            }
            Head head = reader.head();
            var said = new StringBuilder(head.method() + " " + head.target() + " " + head.minor() + " "
                    + head.length() + " " + head.chunked());
            for (int i = 0; i < head.count(); i++)
                said.append('|').append(head.name(i)).append('=').append(head.value(i));
            return said + "+" + (first.readableBytes() + second.readableBytes());
        } catch (BadMessage e) {
            return Integer.toString(e.status());
        }
    }

    static String request(String text, int cut) {
        return head(HeadReader.requests(8192), text, cut);
    }

    /// The body's bytes, its trailers and how much is left over; or the status of its refusal.
    static String body(String text, int cut) {
        var reader = new BodyReader();
        reader.begin(-1, true);
        return body(reader, text, cut);
    }

    static String body(BodyReader reader, String text, int cut) {
        var whole = new ByteArrayOutputStream();
        int left = 0;
        try {
            for (String part : new String[]{text.substring(0, cut), text.substring(cut)}) {
                ByteBuf in = bytes(part);
                for (ByteBuf piece = reader.next(in); piece != null; piece = reader.next(in)) {
                    for (; piece.isReadable();)
                        whole.write(piece.readByte());
                }
                left += in.readableBytes();
            }
        } catch (BadMessage e) {
            return Integer.toString(e.status());
        }
        return whole.toString(StandardCharsets.ISO_8859_1) + "/"
                + new String(reader.trailers(), StandardCharsets.ISO_8859_1) + "/" + reader.done() + "+" + left;
    }
}
