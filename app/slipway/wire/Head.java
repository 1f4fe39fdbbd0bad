package slipway.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// The head of one message: its start line and headers, as spans of the bytes that came. Belongs to the connection
/// that reads it, which uses it again for the next message; that connection's event loop only.
public final class Head {
    static final int FIELDS = 5;
    private static final int NAME_END = 1;
    private static final int VALUE = 2;
    private static final int VALUE_END = 3;
    private static final int HASH = 4;

    byte[] bytes = new byte[1024];
    int size;
    int[] spans = new int[16 * FIELDS];
    int count;
    String method = "";
    String target = "";
    int minor = 1;
    int status;
    int reason;
    int reasonEnd;
    long length = -1;
    boolean chunked;

    /// `GET`, `POST` …, as it came.
    public String method() {
        return method;
    }

    /// The request target, byte for byte.
    public String target() {
        return target;
    }

    /// Of HTTP/1.x.
    public int minor() {
        return minor;
    }

    public int status() {
        return status;
    }

    public String reason() {
        return new String(bytes, reason, reasonEnd - reason, StandardCharsets.ISO_8859_1);
    }

    /// Of the body as `Content-Length` has it; -1 where it does not say.
    public long length() {
        return length;
    }

    /// Whether the body comes in chunks.
    public boolean chunked() {
        return chunked;
    }

    /// How many header lines there are.
    public int count() {
        return count;
    }

    /// Whether the header line `i` is called `name`.
    public boolean is(int i, Name name) {
        int at = i * FIELDS;
        return spans[at + HASH] == name.hash && name.is(bytes, spans[at], spans[at + NAME_END]);
    }

    public String name(int i) {
        return text(spans[i * FIELDS], spans[i * FIELDS + NAME_END]);
    }

    public String value(int i) {
        return text(spans[i * FIELDS + VALUE], spans[i * FIELDS + VALUE_END]);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private int find(Name name) {
        for (int i = 0; i < count; i++) {
            if (is(i, name)) return i;
        }
        return -1;
    }

    public boolean has(Name name) {
        return find(name) >= 0;
    }

    /// The first value of `name`; null where there is none.
    public @Nullable String get(Name name) {
        int i = find(name);
        return i < 0 ? null : value(i);
    }

    /// All values of `name`, in order.
    public List<String> all(Name name) {
        var found = new ArrayList<String>(1);
        for (int i = 0; i < count; i++) {
            if (is(i, name)) found.add(value(i));
        }
        return found;
    }

    /// Whether one of the comma-separated words of `name` is `word` (given in lower case).
    public boolean hasWord(Name name, String word) {
        for (int i = 0; i < count; i++) {
            if (is(i, name) && hasWord(i, word)) return true;
        }
        return false;
    }

    private boolean hasWord(int i, String word) {
        int from = spans[i * FIELDS + VALUE];
        int end = spans[i * FIELDS + VALUE_END];
        while (from < end) {
            int comma = from;
            while (comma < end && bytes[comma] != ',')
                comma++;
            int last = comma;
            while (from < last && (bytes[from] == ' ' || bytes[from] == '\t'))
                from++;
            while (last > from && (bytes[last - 1] == ' ' || bytes[last - 1] == '\t'))
                last--;
            if (equals(from, last, word)) return true;
            from = comma + 1;
        }
        return false;
    }

    private boolean equals(int from, int to, String lower) {
        if (to - from != lower.length()) return false;
        for (int i = from; i < to; i++) {
            int b = bytes[i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lower.charAt(i - from)) return false;
        }
        return true;
    }

    /// Where the line `i` begins and where the next one does.
    int lineStart(int i) {
        return spans[i * FIELDS];
    }

    int lineEnd(int i) {
        return i + 1 < count ? spans[(i + 1) * FIELDS] : size - 2;
    }

    /// Makes it the head of a request that did not come as HTTP/1.1; its headers follow by [#add].
    public void request(String newMethod, String newTarget) {
        clear();
        method = newMethod;
        target = newTarget;
        size = 2;
    }

    /// Adds a header line; only after [#request].
    public void add(CharSequence name, CharSequence value) {
        byte[] n = name.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] v = value.toString().getBytes(StandardCharsets.ISO_8859_1);
        // the two bytes of the end stay behind the last line
        int at = size - 2;
        room(at + n.length + v.length + 6);
        System.arraycopy(n, 0, bytes, at, n.length);
        int colon = at + n.length;
        bytes[colon] = ':';
        bytes[colon + 1] = ' ';
        System.arraycopy(v, 0, bytes, colon + 2, v.length);
        int end = colon + 2 + v.length;
        bytes[end] = '\r';
        bytes[end + 1] = '\n';
        int hash = 0;
        for (byte b : n)
            hash = Name.mix(hash, b);
        span(at, colon, colon + 2, end, hash);
        size = end + 4;
    }

    /// Says how the body is framed where no header did.
    public void framed(long bodyLength) {
        length = bodyLength;
    }

    /// Says that the body has no length, and goes in chunks.
    public void framedInChunks() {
        length = -1;
        chunked = true;
    }

    void clear() {
        method = "";
        target = "";
        minor = 1;
        size = 0;
        count = 0;
        length = -1;
        chunked = false;
    }

    void room(int wanted) {
        if (bytes.length < wanted) bytes = Arrays.copyOf(bytes, Math.max(wanted, bytes.length * 2));
    }

    void span(int nameStart, int nameEnd, int valueStart, int valueEnd, int hash) {
        int at = count * FIELDS;
        if (at + FIELDS > spans.length) spans = Arrays.copyOf(spans, spans.length * 2);
        spans[at] = nameStart;
        spans[at + NAME_END] = nameEnd;
        spans[at + VALUE] = valueStart;
        spans[at + VALUE_END] = valueEnd;
        spans[at + HASH] = hash;
        count++;
    }
}
