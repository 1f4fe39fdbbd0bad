package slipway.wire;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

@SuppressWarnings("StringConcatToTextBlock")
class BodyReaderTest {
    private static final String GOOD = "5\r\nhello\r\n00A;a=\"b\" \r\n, wide wor\r\n2 ;x\r\nld\r\n0\r\nX-Sum: 1\r\n\r\n";

    @Test
    void readsChunksHoweverTheyAreCut() {
        for (int cut = 0; cut <= GOOD.length(); cut++)
            assertEquals("hello, wide world/X-Sum: 1\r\n/true+4", Cuts.body(GOOD + "GET ", cut), "cut at " + cut);
        assertEquals("//true+0", Cuts.body("0\r\n\r\n", 2));
        assertEquals("hell//false+0", Cuts.body("5\r\nhell", 4));
    }

    @Test
    void readsALengthAndNothingBehindIt() {
        var reader = new BodyReader();
        for (int cut = 0; cut <= 8; cut++) {
            reader.begin(5, false);
            assertEquals("hello//true+3", Cuts.body(reader, "helloGET", cut));
        }
        reader.begin(0, false);
        assertTrue(reader.done());
        assertEquals("//true+3", Cuts.body(reader, "GET", 1));
    }

    @Test
    void readsUntilTheCloseWithoutAnEnd() throws Exception {
        var reader = new BodyReader();
        reader.beginUntilClose();
        ByteBuf piece = reader.next(Cuts.bytes("all of it"));
        assertEquals("all of it", piece == null ? "" : piece.toString(StandardCharsets.US_ASCII));
        assertNull(reader.next(Cuts.bytes("")));
        assertFalse(reader.done());
        assertTrue(reader.untilClose());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "5\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "-1\r\n", "+5\r\n", " 5\r\n",
            ";a\r\n", "5 5\r\nhello", "5\r\rhello", "5\r\nhelloX\r\n", "5\r\nhello\n0\r\n\r\n", "5;a\nb\r\nhello",
            "5;\0\r\nhello", "1000000000000000\r\n", "g\r\n", "0\r\n: x\r\n\r\n", "0\r\nX\r\n\r\n",
            "0\r\n X: y\r\n\r\n",
            "0\r\nX: y\n\r\n", "0\r\nX : y\r\n\r\n", "0\r\nX: \0\r\n\r\n", "0\r\n\n"})
    void refusesChunksThatCanBeReadInTwoWays(String text) {
        for (int cut = 0; cut <= text.length(); cut++)
            assertEquals("400", Cuts.body(text, cut), "cut at " + cut);
    }

    @Test
    void linesAndTrailersHaveTheirLimits() {
        assertEquals("400", Cuts.body("5;" + "a".repeat(5_000) + "\r\nhello\r\n0\r\n\r\n", 3));
        assertEquals("431", Cuts.body("0\r\nX: " + "a".repeat(20_000) + "\r\n\r\n", 3));
    }

    @Test
    void trailersSayNothingThatOnlyAHeadMaySay() {
        assertEquals("/X-A: 1\r\nX-B: 2\r\n/true+0", Cuts.body("0\r\nX-A: 1\r\nContent-Length: 5\r\n"
                + "TRANSFER-encoding: chunked\r\nX-B: 2\r\nHost: b\r\nSet-Cookie: c\r\n\r\n", 5));
    }

    @Test
    void mutatedChunksAreReadOrRefusedButNeverBreakTheReader() {
        var random = new Random(20_261_121);
        int whole = 0;
        for (int n = 0; n < 50_000; n++) {
            var text = new StringBuilder(GOOD);
            for (int m = random.nextInt(3); m >= 0; m--)
                text.setCharAt(random.nextInt(text.length()),
                        random.nextBoolean() ? "\r\n0;: \0af".charAt(random.nextInt(9)) : (char) random.nextInt(256));
            String said = Cuts.body(text.toString(), random.nextInt(text.length() + 1));
            if (said.contains("/true+")) whole++;
        }
        assertTrue(whole > 1_000, "a fuzz that only ever fails shows little");
    }
}
