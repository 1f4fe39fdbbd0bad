package slipway.observe;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class StampedTest {
    @Test
    void timeAndLevelBecomeFields() {
        assertEquals(new Stamped(1_000, LogLine.Level.WARN, "too slow"),
                Stamped.of(5, "1970-01-01T00:00:01Z WARN too slow"));
        assertEquals(new Stamped(1_500, LogLine.Level.INFO, "plain"),
                Stamped.of(5, "1970-01-01T00:00:01.500Z plain"));
    }

    @Test
    void anyOtherLineStaysAsItIs() {
        for (String line : new String[]{"", "ready", "1970-01-01T00:00:01Z", "1970-99-01T00:00:01Z x",
                "1970-01-01 00:00:01 x"}) {
            assertEquals(new Stamped(5, LogLine.Level.INFO, line), Stamped.of(5, line));
        }
    }

    @Test
    void whoWroteALineIsNotWhatItSays() {
        assertEquals(new Stamped(5, LogLine.Level.ERROR, "[2@b] Traceback (most recent call last):"),
                Stamped.of(5, "[2@b] Traceback (most recent call last):"));
        assertEquals(LogLine.Level.WARN, Stamped.of(5, "[2@b] {\"message\": \"ERROR\", \"level\": \"warn\"}").level());
    }
}
