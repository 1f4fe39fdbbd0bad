package slipway.engine.docker;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ContainerLogWindowTest {
    private static final long SECOND = 1_000_000_000L;

    private final ContainerLogWindow window = new ContainerLogWindow();

    @Test
    void aNewFollowerBeginsAtTheStart() {
        assertEquals(-1, window.since());
        window.reconnect();
        assertTrue(window.fresh(5 * SECOND, 1));
        assertEquals(4, window.since());
    }

    @Test
    void manyLinesAreRememberedForAsLongAsTheyMayComeAgain() {
        int lines = 100_000;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < lines; i++)
                assertTrue(window.fresh(time(round, i), hash(round, i)));
        }
        window.reconnect();
        long from = window.since() * SECOND;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < lines; i++) {
                if (time(round, i) >= from) assertFalse(window.fresh(time(round, i), hash(round, i)));
            }
        }
        assertTrue(window.fresh(time(3, 0), 1));
        assertFalse(window.takeGap());
    }

    private static long time(int round, int i) {
        return (10 + round) * SECOND + i * 10_000L;
    }

    private static long hash(int round, int i) {
        return round * 1_000_000L + i;
    }

    @Test
    void aLineThatDoesNotComeAgainIsAGap() {
        window.fresh(SECOND, 1);
        window.fresh(SECOND, 2);
        window.reconnect();
        assertFalse(window.fresh(SECOND, 2));
        assertFalse(window.takeGap());
        assertTrue(window.fresh(SECOND + 1, 3));
        assertTrue(window.takeGap());
        assertFalse(window.takeGap());
    }
}
