package slipway.engine.docker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ContainerLogLinesTest {
    private static final String STAMP = "2026-11-20T12:00:01.000000005Z ";

    private final List<String> got = new ArrayList<>();
    private final ContainerLogWindow window = new ContainerLogWindow();
    private ContainerLogLines lines = connection();

    private ContainerLogLines connection() {
        window.reconnect();
        return new ContainerLogLines(window, (at, stderr, text) -> got.add((stderr ? "e " : "o ") + at % 100_000 + " "
                + text));
    }

    private void feed(StreamType type, String text, int size) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += size) {
            int to = Math.min(bytes.length, from + size);
            lines.feed(new Frame(type, java.util.Arrays.copyOfRange(bytes, from, to)));
        }
    }

    @Test
    void framesThatEndAnywhereBecomeLines() {
        feed(StreamType.STDOUT, STAMP + "grüße 😀\n" + STAMP + "\n", 3);
        feed(StreamType.STDERR, STAMP + "two\n" + STAMP + "open", 1024);
        assertEquals(List.of("o 1000 grüße 😀", "o 1000 ", "e 1000 two"), got);
        lines.close(true);
        feed(StreamType.STDERR, "never\n", 9);
        assertEquals("e 1000 open", got.getLast());
        assertEquals(4, got.size());
    }

    @Test
    void theTimeInsideALongLineIsTakenOut() {
        String piece = "a".repeat(16_384);
        feed(StreamType.STDOUT, STAMP + piece + STAMP + piece + STAMP + "rest\n", 1000);
        assertEquals(List.of("o 1000 " + piece + piece + "rest"), got);
    }

    @Test
    void aLineWithoutEndComesInPieces() {
        String piece = "b".repeat(16_384);
        for (int i = 0; i < 70; i++)
            feed(StreamType.STDOUT, STAMP + piece, 5000);
        feed(StreamType.STDOUT, "\n", 1);
        assertEquals(List.of(7 + ContainerLogLines.LONGEST, 7 + 6 * 16_384), got.stream().map(String::length).toList());
    }

    @Test
    void whatComesAgainAfterAReconnectIsLeftOutAsOftenAsItCame() {
        String same = STAMP + "same\n";
        feed(StreamType.STDOUT, same + same + STAMP + "last\n" + STAMP + "half", 100);
        lines.close(false);
        lines = connection();
        feed(StreamType.STDOUT, same + same + STAMP + "last\n" + STAMP + "half and half\n" + same, 100);
        assertEquals(List.of("o 1000 same", "o 1000 same", "o 1000 last", "o 1000 half and half", "o 1000 same"), got);
    }

    @Test
    void aGapIsSaidOnce() {
        feed(StreamType.STDOUT, STAMP + "one\n" + STAMP + "two\n", 100);
        lines = connection();
        feed(StreamType.STDOUT, STAMP + "nine\n" + STAMP + "ten\n", 100);
        assertEquals(5, got.size());
        assertTrue(got.get(2).startsWith("e 1000 ") && !got.get(2).endsWith("nine"), got.get(2));
    }

    @Test
    void aTerminalEndsItsLinesWithReturnAndOtherEnginesTellTheirZone() {
        feed(StreamType.RAW, "2026-11-20T12:00:02+00:00 tty\r\n", 100);
        assertEquals(List.of("o 2000 tty"), got);
    }
}
