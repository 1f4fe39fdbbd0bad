package slipway.wire;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HeadWriterTest {
    private static final Name NAME = new Name("X-Name");

    @Test
    void writesStartLinesAndLines() {
        assertEquals("POST /a?b HTTP/1.1\r\nx-name: v\r\nx-name: 12\r\n\r\n",
                text(new HeadWriter().request("POST", "/a?b").line(NAME, "v").line(NAME, 12).end()));
        assertEquals("HTTP/1.1 503 Service Unavailable\r\n", text(new HeadWriter().status(503, "Service Unavailable")));
    }

    @Test
    void noValueEndsItsLine() {
        assertEquals("x-name: a??b: c?\td??\r\n", text(new HeadWriter().line(NAME, "a\r\nb: c\0\td\u007f\u20ac")));
        assertEquals("HTTP/1.1 200 OK??X: y\r\n", text(new HeadWriter().status(200, "OK\r\nX: y")));
        assertEquals("GET /??evil HTTP/1.1\r\n", text(new HeadWriter().request("GET", "/\r\nevil")));
    }

    @Test
    void passesLinesOnAsTheyCame() throws Exception {
        HeadReader reader = HeadReader.answers(8192);
        assertTrue(reader.read(Cuts.bytes("HTTP/1.0 299 Own words\r\nA:  1 \r\nb: \u00e9\r\nC: 3\r\n\r\n")));
        Head head = reader.head();
        assertEquals("HTTP/1.1 299 Own words\r\nb: \u00e9\r\nC: 3\r\nA:  1 \r\n",
                text(new HeadWriter().status(head).lines(head, 1, 3).line(head, 0).lines(head, 2, 2)));
    }

    @Test
    void aHeadMadeByHandReadsAsOneThatCame() {
        var head = new Head();
        head.request("GET", "/x");
        head.add("one", "1");
        head.add("two", "v".repeat(3_000));
        assertEquals("v".repeat(3_000), head.get(new Name("TWO")));
        assertEquals("one: 1\r\ntwo: " + "v".repeat(3_000) + "\r\n", text(new HeadWriter().lines(head, 0, 2)));
    }

    private static String text(HeadWriter writer) {
        return new String(writer.toByteArray(), StandardCharsets.ISO_8859_1);
    }
}
