package slipway.serve;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Reads from the first bytes of a connection which host is meant: HTTP's `Host` line, or the server name in TLS's first
/// message. Stateless.
final class SinkNames {
    private static final int LONGEST = 16 << 10;
    private static final int TLS_HANDSHAKE = 0x16;

    private SinkNames() {}

    /// The host that is meant; empty where the bytes do not say, or nothing comes.
    static String host(InputStream in) throws IOException {
        var seen = new ByteArrayOutputStream();
        byte[] buffer = new byte[2048];
        try {
            while (seen.size() < LONGEST) {
                int read = in.read(buffer);
                if (read < 0) break;
                seen.write(buffer, 0, read);
                byte[] bytes = seen.toByteArray();
                String found = bytes[0] == TLS_HANDSHAKE ? serverName(bytes) : hostLine(bytes);
                if (!found.isEmpty() || complete(bytes)) return plain(found);
            }
        } catch (SocketTimeoutException e) {
            return "";
        }
        return "";
    }

    /// The host in a request's head so far.
    static String hostLine(byte[] bytes) {
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String line : head.split("\r?\n", -1)) {
            boolean whole = head.contains(line + "\r") || head.contains(line + "\n");
            if (whole && line.toLowerCase(Locale.ROOT).startsWith("host:")) {
                return line.substring(5).strip().replaceFirst(":\\d+$", "");
            }
        }
        return "";
    }

    private static boolean complete(byte[] bytes) {
        if (bytes[0] == TLS_HANDSHAKE) return bytes.length >= 5 && bytes.length >= 5 + u16(bytes, 3);
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("\r\n\r\n");
    }

    /// The server name in a ClientHello (RFC 8446, 4.1.2; RFC 6066, 3) that is there as a whole.
    static String serverName(byte[] hello) {
        if (!complete(hello)) return "";
        try {
            // record header, handshake header, version, random
            int at = 5 + 4 + 2 + 32;
            at += 1 + (hello[at] & 0xFF);
            at += 2 + u16(hello, at);
            at += 1 + (hello[at] & 0xFF);
            int end = at + 2 + u16(hello, at);
            at += 2;
            while (at + 4 <= end) {
                int size = u16(hello, at + 2);
                if (u16(hello, at) == 0) {
                    return new String(hello, at + 9, u16(hello, at + 7), StandardCharsets.ISO_8859_1);
                }
                at += 4 + size;
            }
        } catch (IndexOutOfBoundsException e) {
            return "";
        }
        return "";
    }

    private static int u16(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getShort(at) & 0xFFFF;
    }

    /// With what no host name has replaced, so that it can stand in JSON and in a terminal.
    static String plain(String name) {
        String cut = name.length() > 253 ? name.substring(0, 253) : name;
        return cut.replaceAll("[^A-Za-z0-9._:\\[\\]-]", "?").toLowerCase(Locale.ROOT);
    }

    /// A message of DNS over TCP, which its length precedes.
    static byte[] prefixed(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        return data.readNBytes(data.readUnsignedShort());
    }

    static byte[] prefixed(byte[] message) {
        return ByteBuffer.allocate(2 + message.length).putShort((short) message.length).put(message).array();
    }
}
