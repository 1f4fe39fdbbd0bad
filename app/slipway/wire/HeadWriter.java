package slipway.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;

/// A head being written. One an event loop, used again and again; every line ends in CR LF.
public final class HeadWriter {
    private static final byte[] HTTP = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[2048];
    private int size;

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /// `POST /score HTTP/1.1`
    public HeadWriter request(String method, String target) {
        text(method);
        put(' ');
        text(target);
        return raw(VERSION);
    }

    /// `HTTP/1.1 200 OK`
    public HeadWriter status(int status, String reason) {
        raw(HTTP);
        number(status);
        put(' ');
        text(reason);
        return end();
    }

    /// The status line of `answer`, its version aside.
    public HeadWriter status(Head answer) {
        raw(HTTP);
        number(answer.status);
        put(' ');
        raw(answer.bytes, answer.reason, answer.reasonEnd - answer.reason);
        return end();
    }

    /// The header line `i` as it came.
    public HeadWriter line(Head head, int i) {
        return lines(head, i, i + 1);
    }

    /// The header lines from `first` to before `last` as they came, in one piece.
    public HeadWriter lines(Head head, int first, int last) {
        if (last <= first) return this;
        int from = head.lineStart(first);
        return raw(head.bytes, from, head.lineEnd(last - 1) - from);
    }

    public HeadWriter line(Name name, String value) {
        raw(name.lower);
        put(':');
        put(' ');
        text(value);
        return end();
    }

    public HeadWriter line(Name name, long value) {
        raw(name.lower);
        put(':');
        put(' ');
        number(value);
        return end();
    }

    public HeadWriter raw(byte[] more) {
        return raw(more, 0, more.length);
    }

    public HeadWriter end() {
        room(2);
        bytes[size++] = '\r';
        bytes[size++] = '\n';
        return this;
    }

    public void writeTo(ByteBuf out) {
        out.writeBytes(bytes, 0, size);
    }

    /// Its own lines, read again.
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private HeadWriter raw(byte[] more, int from, int length) {
        room(length);
        System.arraycopy(more, from, bytes, size, length);
        size += length;
        return this;
    }

    /// What is not in ISO 8859-1, or would end the line, becomes `?`: nobody writes a header of their own through a value.
    private void text(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            bytes[size++] = (c < ' ' && c != '\t') || c == 127 || c > 255 ? (byte) '?' : (byte) c;
        }
    }

    private void put(char c) {
        room(1);
        bytes[size++] = (byte) c;
    }

    private void number(long value) {
        if (value < 10) {
            put((char) ('0' + value));
            return;
        }
        text(Long.toString(value));
    }

    private void room(int more) {
        if (size + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
}
