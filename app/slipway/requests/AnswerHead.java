package slipway.requests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Status line and headers of an HTTP/1.1 answer; names in small letters.
record AnswerHead(int status, Map<String, List<String>> headers) {
    private static final int LIMIT = 256_000;

    /// The final head; interim ones (1xx) are passed over.
    static AnswerHead read(InputStream in) throws IOException {
        while (true) {
            var room = new int[]{LIMIT};
            String first = line(in, room);
            String[] parts = first.split(" ", 3);
            if (!first.startsWith("HTTP/1.") || parts.length < 2 || !parts[1].matches("\\d{3}")) {
                throw new ProtocolException("no status line: " + first.substring(0, Math.min(80, first.length())));
            }
            Map<String, List<String>> headers = fields(in, room);
            int status = Integer.parseInt(parts[1]);
            if (status >= 200 || status == 101) return new AnswerHead(status, headers);
        }
    }

    /// Header lines up to the empty one: of a head, or of the trailers behind chunks.
    static Map<String, List<String>> fields(InputStream in, int[] room) throws IOException {
        var headers = new TreeMap<String, List<String>>();
        for (String line = line(in, room); !line.isEmpty(); line = line(in, room)) {
            int colon = line.indexOf(':');
            if (colon <= 0) throw new ProtocolException("no header: " + line);
            headers.computeIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    name -> new ArrayList<>()).add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    /// One line without its end; `room` bytes are left for all.
    static String line(InputStream in, int[] room) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) throw new java.io.EOFException("the connection ended in the head");
            if (--room[0] < 0) throw new ProtocolException("a head of more than " + LIMIT + " bytes");
            line.write(each);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    String value(String name) {
        return value(headers, name);
    }

    static String value(Map<String, List<String>> headers, String name) {
        for (var header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase(name) && !header.getValue().isEmpty()) {
                return header.getValue().getFirst();
            }
        }
        return "";
    }
}
