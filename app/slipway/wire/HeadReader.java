package slipway.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;

/// Reads heads of requests or of answers from the pieces that come (RFC 9112), strictly: what two servers could read
/// differently is refused, never mended. One a connection, its event loop only.
public final class HeadReader {
    private static final Name LENGTH = new Name("content-length");
    private static final Name ENCODING = new Name("transfer-encoding");
    private static final Name HOST = new Name("host");
    private static final int PIECE = 1024;
    private static final int LINES = 256;
    private static final int EMPTY_LINES = 2;
    private static final boolean[] TOKEN = new boolean[128];
    private static final String[] METHODS = {"POST", "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"};

    static {
        for (int c = '0'; c <= '9'; c++)
            TOKEN[c] = true;
        for (int c = 'a'; c <= 'z'; c++)
            TOKEN[c] = TOKEN[c - 32] = true;
        for (char c : "!#$%&'*+-.^_`|~".toCharArray())
            TOKEN[c] = true;
    }

    private final boolean requests;
    private final int limit;
    private final Head head = new Head();
    private int scanned;
    private int lineStart;
    private int skipped;
    private boolean ended = true;
    private byte[] lastTarget = new byte[0];
    private String lastText = "";

    private HeadReader(boolean requests, int limit) {
        this.requests = requests;
        this.limit = limit;
    }

    /// One that reads requests.
    ///
    /// @param limit bytes of a whole head
    public static HeadReader requests(int limit) {
        return new HeadReader(true, limit);
    }

    public static HeadReader answers(int limit) {
        return new HeadReader(false, limit);
    }

    /// The head that was read last; the reader's own, good until the next is begun.
    public Head head() {
        return head;
    }

    /// Whether a head has begun but not ended.
    public boolean begun() {
        return !ended;
    }

    /// Takes what belongs to the head from `in`; whether it is whole now.
    public boolean read(ByteBuf in) throws BadMessage {
        if (ended) begin();
        while (in.isReadable()) {
            int size = head.size;
            int n = Math.min(in.readableBytes(), PIECE);
            head.room(size + n);
            in.readBytes(head.bytes, size, n);
            head.size = size + n;
            if (scan()) {
                in.readerIndex(in.readerIndex() - (head.size - scanned));
                head.size = scanned;
                ended = true;
                parse();
                return true;
            }
            if (head.size > limit) throw new BadMessage(431, "the head is longer than " + limit + " bytes");
        }
        return false;
    }

    private void begin() {
        head.clear();
        scanned = 0;
        lineStart = 0;
        skipped = 0;
        ended = false;
    }

    /// Looks for the empty line that ends the head.
    private boolean scan() throws BadMessage {
        byte[] bytes = head.bytes;
        int end = head.size;
        int i = scanned;
        for (; i < end; i++) {
            if (bytes[i] != '\n') continue;
            if (i == 0 || bytes[i - 1] != '\r') throw new BadMessage(400, "a line does not end in CR LF");
            if (i - 1 > lineStart) {
                lineStart = i + 1;
                continue;
            }
            if (lineStart > skipped) {
                scanned = i + 1;
                return true;
            }
            // an empty line before the message is skipped (RFC 9112, 2.2)
            skipped += 2;
            lineStart = skipped;
            if (skipped > 2 * EMPTY_LINES) throw new BadMessage(400, "empty lines before the message");
        }
        scanned = i;
        return false;
    }

    private void parse() throws BadMessage {
        int at = requests ? requestLine(skipped) : statusLine(skipped);
        while (at < head.size - 2)
            at = field(at);
        frame();
    }

    private int requestLine(int from) throws BadMessage {
        byte[] bytes = head.bytes;
        int i = from;
        while (isToken(bytes[i]))
            i++;
        if (i == from || i - from > 32 || bytes[i] != ' ') throw new BadMessage(400, "no method");
        head.method = method(from, i);
        int target = ++i;
        while (bytes[i] > ' ' && bytes[i] < 127)
            i++;
        if (i == target || bytes[i] != ' ') throw new BadMessage(400, "no request target");
        target(target, i);
        i++;
        if (!starts(i, "HTTP/") || !isDigit(bytes[i + 5]) || bytes[i + 6] != '.' || !isDigit(bytes[i + 7])
                || bytes[i + 8] != '\r' || bytes[i + 9] != '\n') {
            throw new BadMessage(400, "no version");
        }
        if (bytes[i + 5] != '1' || bytes[i + 7] > '1') throw new BadMessage(505, "not HTTP/1.1");
        head.minor = bytes[i + 7] - '0';
        return i + 10;
    }

    private String method(int from, int to) {
        for (String known : METHODS) {
            if (known.length() == to - from && starts(from, known)) return known;
        }
        return new String(head.bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /// Most clients ask the same again.
    private void target(int from, int to) {
        if (!Arrays.equals(lastTarget, 0, lastTarget.length, head.bytes, from, to)) {
            lastTarget = Arrays.copyOfRange(head.bytes, from, to);
            lastText = new String(lastTarget, StandardCharsets.ISO_8859_1);
        }
        head.target = lastText;
    }

    private int statusLine(int from) throws BadMessage {
        byte[] bytes = head.bytes;
        if (!starts(from, "HTTP/1.") || !isDigit(bytes[from + 7]) || bytes[from + 8] != ' '
                || !isDigit(bytes[from + 9]) || !isDigit(bytes[from + 10]) || !isDigit(bytes[from + 11])) {
            throw new BadMessage(502, "no status line");
        }
        head.minor = bytes[from + 7] == '0' ? 0 : 1;
        head.status = (bytes[from + 9] - '0') * 100 + (bytes[from + 10] - '0') * 10 + bytes[from + 11] - '0';
        int i = from + 12;
        if (bytes[i] == ' ') i++;
        else if (bytes[i] != '\r') throw new BadMessage(502, "no status line");
        head.reason = i;
        while (isText(bytes[i]))
            i++;
        head.reasonEnd = i;
        if (bytes[i] != '\r' || bytes[i + 1] != '\n' || head.status < 100) throw new BadMessage(502, "no status line");
        return i + 2;
    }

    private int field(int from) throws BadMessage {
        byte[] bytes = head.bytes;
        int i = from;
        int hash = 0;
        while (isToken(bytes[i]))
            hash = Name.mix(hash, bytes[i++]);
        if (i == from || bytes[i] != ':') throw bad("a header without a name, or with spaces about it");
        int nameEnd = i++;
        while (bytes[i] == ' ' || bytes[i] == '\t')
            i++;
        int value = i;
        while (isText(bytes[i]))
            i++;
        if (bytes[i] != '\r' || bytes[i + 1] != '\n') throw bad("a control character in a header");
        int end = i;
        while (end > value && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t'))
            end--;
        if (head.count >= LINES) throw new BadMessage(431, "more than " + LINES + " headers");
        head.span(from, nameEnd, value, end, hash);
        return i + 2;
    }

    private BadMessage bad(String why) {
        return new BadMessage(requests ? 400 : 502, why);
    }

    private void frame() throws BadMessage {
        boolean length = false;
        boolean encoding = false;
        int hosts = 0;
        for (int i = 0; i < head.count; i++) {
            if (head.is(i, LENGTH)) {
                long value = number(head.value(i));
                // the same number twice is harmless from a server, and a smuggler's tool from a client
                if (length && (requests || value != head.length)) throw bad("two content lengths");
                length = true;
                head.length = value;
            } else if (head.is(i, ENCODING)) {
                if (encoding || !head.value(i).equalsIgnoreCase("chunked")) throw bad("a transfer encoding unknown");
                encoding = true;
            } else if (head.is(i, HOST)) {
                hosts++;
            }
        }
        if (encoding && (head.minor == 0 || (requests && length))) throw bad("framed in two ways");
        if (requests && (hosts > 1 || (hosts == 0 && head.minor > 0))) throw bad("not one host");
        head.chunked = encoding;
        if (encoding) head.length = -1;
    }

    private long number(String text) throws BadMessage {
        if (text.isEmpty() || text.length() > 18) throw bad("no content length");
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') throw bad("no content length");
            value = value * 10 + c - '0';
        }
        return value;
    }

    /// Never past the end: a head ends in CR LF, which no text contains.
    private boolean starts(int from, String text) {
        byte[] bytes = head.bytes;
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) return false;
        }
        return true;
    }

    static boolean isToken(byte b) {
        return b > 0 && TOKEN[b];
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean isText(byte b) {
        return (b >= ' ' && b != 127) || b == '\t' || b < 0;
    }
}
