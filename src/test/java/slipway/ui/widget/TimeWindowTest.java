package slipway.ui.widget;

import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Zoom and pan, and the ticks of the time that is shown.
class TimeWindowTest {
    private static final long NOW = 1_767_225_600_000L;
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @Test
    void theMomentUnderTheMouseStaysWhereItIs() {
        TimeWindow window = TimeWindow.last(900_000);
        TimeWindow closer = window.zoomed(0.5, 0.4, NOW);
        assertEquals(450_000, closer.range());
        assertEquals(window.at(0.4, NOW), closer.at(0.4, NOW));
        assertFalse(closer.live());
        assertTrue(window.zoomed(0.5, 0.95, NOW).live(), "at the right edge it goes on by itself");
        assertEquals(window.at(0.4, NOW), closer.zoomed(2, 0.4, NOW).at(0.4, NOW));
    }

    @Test
    void panningStopsAtNowAndAtTheEndOfWhatIsKept() {
        TimeWindow earlier = TimeWindow.last(60_000).panned(-0.5, NOW);
        assertEquals(NOW - 30_000, earlier.to(NOW));
        assertTrue(earlier.panned(2, NOW).live());
        assertEquals(NOW - TimeWindow.MOST, earlier.panned(-1e6, NOW).from(NOW));
        assertEquals(TimeWindow.last(60_000), TimeWindow.last(60_000).panned(1, NOW));
    }

    @Test
    void nothingFinerThanIsKnownAndNothingLongerThanIsKept() {
        assertEquals(TimeWindow.LEAST, TimeWindow.last(60_000).zoomed(1e-6, 0.5, NOW).range());
        assertEquals(TimeWindow.MOST, TimeWindow.last(60_000).zoomed(1e9, 0.5, NOW).range());
        TimeWindow dragged = TimeWindow.between(NOW - 100_000, NOW - 99_000, NOW);
        assertEquals(TimeWindow.LEAST, dragged.range());
        assertEquals(NOW - 99_500, dragged.at(0.5, NOW), "its middle stays in the middle");
    }

    @Test
    void ticksAreRoundInLocalTimeAndSayTheDateAtMidnight() {
        assertEquals(List.of("23:50", "23:55", "1 Jan", "00:05"), texts(NOW - 3_600_000 - 600_000, NOW - 3_600_000
                + 300_000, 5));
        assertEquals(List.of("01:00:00", "01:00:15", "01:00:30", "01:00:45", "01:01:00"), texts(NOW, NOW + 60_000, 6));
        assertEquals(8, texts(NOW - 7 * 86_400_000L - 1, NOW, 12).size() + 1, "a week has a tick a day");
        assertEquals("1 Jan 01:00", TimeTicks.moment(NOW, 86_400_000, ZONE));
    }

    private static List<String> texts(long from, long to, int most) {
        return TimeTicks.of(from, to, most, ZONE).stream().map(TimeTicks.Tick::text).toList();
    }
}
