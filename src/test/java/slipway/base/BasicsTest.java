package slipway.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The small pieces that every feature stands on: values, progress, texts, problems, the activity list.
class BasicsTest {
    @Test
    void anEqualValueGivesNoSignalAndAClosedListenerHearsNothing() {
        var live = new Live<>(1);
        var signals = new AtomicInteger();
        Live.Subscription one = live.onChange(signals::incrementAndGet);
        live.set(1);
        assertEquals(0, signals.get());
        live.set(2);
        live.update(n -> n + 1);
        assertEquals(2, signals.get());
        assertEquals(3, live.get());
        one.close();
        one.close();
        live.set(9);
        assertEquals(2, signals.get());
    }

    @Test
    void theSameListenerTwiceEndsOnceForEachClose() {
        var live = new Live<>(0);
        var signals = new AtomicInteger();
        Runnable listener = signals::incrementAndGet;
        Live.Subscription first = live.onChange(listener);
        live.onChange(listener);
        first.close();
        live.set(1);
        assertEquals(1, signals.get());
    }

    @Test
    void progressKeepsItsCountThroughStages() {
        var reports = new ArrayList<Progress.Report>();
        var progress = new Progress(reports::add);
        progress.count(5, 10, Progress.Unit.BYTES);
        progress.stage("task.working");
        assertEquals(0.5, reports.getLast().fraction());
        assertEquals(Progress.Unit.BYTES, progress.latest().unit());
        progress.count(11, 10, Progress.Unit.BYTES);
        assertEquals(1.0, progress.latest().fraction());
        progress.count(11, -1, Progress.Unit.BYTES);
        assertEquals(-1, progress.latest().fraction());
    }

    @Test
    void textsFillInAndMissingKeysShow() {
        assertEquals("Something unforeseen happened: 8801", Text.of("problem.base.unforeseen.what", 8801));
        assertEquals("[no.such]", Text.of("no.such"));
        assertTrue(Text.has("task.working"));
        assertEquals(List.of("task.working"), Text.keys("task.working"));
    }

    @Test
    void problemsKeepTheirDetail() {
        Problem found = StudioException.problemOf(new IllegalStateException("seeded"));
        assertEquals("base.unforeseen", found.code());
        assertTrue(String.valueOf(found.detail()).contains("seeded"));
        assertEquals("Something unforeseen happened: IllegalStateException", found.what());
        assertFalse(found.fix().startsWith("["));
        assertThrows(UnsupportedOperationException.class, () -> found.args().clear());
    }

    @Test
    void activityKeepsTheNewest() {
        var activity = new Activity();
        for (int i = 0; i <= Activity.KEPT; i++)
            activity.add(Activity.Outcome.GOOD, "n" + i, "task.working");
        assertEquals(Activity.KEPT, activity.entries().get().size());
        assertEquals("n" + Activity.KEPT, activity.entries().get().getFirst().result());
    }

    @Test
    void whereNobodyChoseItSpeaksWhatIsWishedHereElseWhatTheSystemDoes() {
        assertEquals(Language.FRENCH, Language.ofSystem("fr-CA", Locale.of("es")));
        assertEquals(Language.PORTUGUESE, Language.ofSystem(" ", Locale.of("pt", "PT")));
        assertEquals(Language.ENGLISH, Language.ofSystem("de", Locale.of("es")));
        assertEquals(Language.ofSystem(), Language.of(""));
        assertEquals(Language.PORTUGUESE, Language.of("pt_PT"));
    }

    @Test
    void unitsReadWell() {
        assertEquals(List.of("0 B", "999 B", "1.00 kB", "61.2 MB", "16.0 GB"),
                List.of(0L, 999L, 1000L, 61_200_000L, 16_000_000_000L).stream().map(Units::bytes).toList());
        assertEquals(List.of("–", "0 µs", "840 µs", "2.31 ms", "1.20 s", "3 min 5 s", "1 h 1 min"),
                List.of(-1L, 0L, 840_000L, 2_310_000L, 1_200_000_000L, 185_000_000_000L, 3_660_000_000_000L).stream()
                        .map(Units::nanos).toList());
        assertEquals(List.of("0 %", "100 %", "0.12 %", "90.0 %"),
                List.of(0.0, 1.0, 0.0012, 0.9).stream().map(Units::percent).toList());
        assertEquals("–", Units.number(Double.NaN));
        assertEquals("1,234", Units.number(1234));
    }
}
