package slipway.wire;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@SuppressWarnings("StringConcatToTextBlock")
class HeadReaderTest {
    private static final String GOOD = "POST /score?a=%20 HTTP/1.1\r\nHost: a:1\r\nX-One:  two words \t\r\n"
            + "Content-Length: 5\r\nx-empty:\r\nX-High: \u00e9\r\n\r\n";

    @Test
    void readsAHeadHoweverItIsCut() {
        String said = "POST /score?a=%20 1 5 false|Host=a:1|X-One=two words|Content-Length=5|x-empty=|X-High=\u00e9+5";
        for (int cut = 0; cut <= GOOD.length(); cut++)
            assertEquals(said, Cuts.request(GOOD + "hello", cut), "cut at " + cut);
        assertEquals("…", Cuts.request(GOOD.substring(0, GOOD.length() - 1), 7));
    }

    @Test
    void emptyLinesBeforeAMessageAreSkippedButNotMany() {
        assertEquals("GET / 1 -1 false|Host=a+0", Cuts.request("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 3));
        assertEquals("400", Cuts.request("\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET  / HTTP/1.1\r\nHost: a", "GET / HTTP/1.1 \r\nHost: a", " GET / HTTP/1.1\r\nHost: a",
            "GET /a b HTTP/1.1\r\nHost: a", "GET / HTTP/1.1\nHost: a", "GET / HTTP/1.1\r\nHost: a\nX: b",
            "GET\t/ HTTP/1.1\r\nHost: a", "G(T / HTTP/1.1\r\nHost: a", "GET / http/1.1\r\nHost: a",
            "GET / HTTP/11\r\nHost: a", "GET /\r\nHost: a", "GET", "GET /\u00e9 HTTP/1.1\r\nHost: a",
            "GET / HTTP/1.1\r\nHost : a", "GET / HTTP/1.1\r\n: a\r\nHost: a", "GET / HTTP/1.1\r\nHost: a\r\nX",
            "GET / HTTP/1.1\r\nHost: a\r\n folded", "GET / HTTP/1.1\r\n Host: a", "GET / HTTP/1.1\r\nHost: a\rb",
            "GET / HTTP/1.1\r\nHost: a\0b", "GET / HTTP/1.1\r\nHost: a\u007f", "GET / HTTP/1.1\r\nX Y: 1\r\nHost: a",
            "GET / HTTP/1.1\r\nX: a", "GET / HTTP/1.1\r\nHost: a\r\nHost: a",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5 5",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999999999999",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u000bchunked",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked",
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked"})
    void refusesWhatCanBeReadInTwoWays(String head) {
        String text = head + "\r\n\r\n";
        for (int cut = 0; cut <= text.length(); cut++)
            assertEquals("400", Cuts.request(text, cut), "cut at " + cut);
    }

    @Test
    void otherVersionsAre505AndFloodsAre431() {
        assertEquals("505", Cuts.request("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 0));
        assertEquals("505", Cuts.request("GET / HTTP/1.2\r\nHost: a\r\n\r\n", 0));
        assertEquals("431", Cuts.request("GET / HTTP/1.1\r\nHost: a\r\n" + "x: y\r\n".repeat(300) + "\r\n", 9));
        assertEquals("431", Cuts.request("GET / HTTP/1.1\r\nHost: a\r\nx: " + "y".repeat(20_000) + "\r\n\r\n", 9));
        assertEquals("431", Cuts.request("G".repeat(10_000), 500));
    }

    @Test
    void nothingOfOneHeadIsLeftInTheNext() throws Exception {
        HeadReader reader = HeadReader.requests(8192);
        assertTrue(reader.read(Cuts.bytes("HEAD /a HTTP/1.0\r\nContent-Length: 3\r\n\r\n")));
        assertFalse(reader.read(Cuts.bytes("G")));
        assertTrue(reader.begun());
        assertEquals("", reader.head().method());
        assertEquals("", reader.head().target());
        assertTrue(reader.read(Cuts.bytes("ET /a HTTP/1.1\r\nhost: b\r\n\r\n")));
        assertFalse(reader.begun());
        assertEquals("/a", reader.head().target());
        assertEquals(1, reader.head().minor());
        assertEquals(-1, reader.head().length());
        assertEquals(1, reader.head().count());
    }

    @Test
    void readsAnswersAndRefusesBrokenOnes() {
        assertEquals(200, status("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n"));
        assertEquals(404, status("HTTP/1.0 404\r\n\r\n"));
        for (String bad : new String[]{"HTTP/1.1 20 OK", "HTTP/2 200 OK", "HTTP/1.1 2000 OK", "HTTP/1.1 099 X",
                "ICY 200 OK", "HTTP/1.1 200 O\0K", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked", "HTTP/1.1 200 OK\r\nA : b"})
            assertEquals(-502, status(bad + "\r\n\r\n"), bad);
    }

    private static int status(String text) {
        HeadReader reader = HeadReader.answers(8192);
        try {
            return reader.read(Cuts.bytes(text)) ? reader.head().status() : 0;
        } catch (BadMessage e) {
            return -e.status();
        }
    }

    @Test
    void mutatedHeadsAreReadOrRefusedButNeverBreakTheReader() {
        var random = new Random(20_261_121);
        byte[] good = (GOOD + "rest").getBytes(StandardCharsets.ISO_8859_1);
        byte[] spice = "\r\n\0\t :;,HTTP/1.1\u00ff0".getBytes(StandardCharsets.ISO_8859_1);
        int read = 0;
        for (int n = 0; n < 100_000; n++) {
            ByteBuf mutant = Unpooled.buffer().writeBytes(good);
            for (int m = random.nextInt(4); m >= 0; m--)
                mutate(mutant, random, spice);
            HeadReader reader = n % 2 == 0 ? HeadReader.requests(4096) : HeadReader.answers(4096);
            try {
                ByteBuf start = mutant.readSlice(random.nextInt(mutant.readableBytes() + 1));
                if (reader.read(start) || reader.read(mutant)) read++;
            } catch (BadMessage e) {
                assertTrue(e.status() >= 400 && e.status() < 600);
            }
        }
        assertTrue(read > 1_000, () -> "a fuzz that only ever fails shows little");
    }

    private static void mutate(ByteBuf of, Random random, byte[] spice) {
        int at = random.nextInt(of.writerIndex() - 1);
        byte b = random.nextBoolean() ? spice[random.nextInt(spice.length)] : (byte) random.nextInt(256);
        switch (random.nextInt(3)) {
            case 0 -> of.setByte(at, b);
            case 1 -> {
                byte[] tail = new byte[of.writerIndex() - at - 1];
                of.getBytes(at + 1, tail).writerIndex(at).writeBytes(tail);
            }
            default -> {
                byte[] tail = new byte[of.writerIndex() - at];
                of.getBytes(at, tail).writerIndex(at).writeByte(b).writeBytes(tail);
            }
        }
    }
}
