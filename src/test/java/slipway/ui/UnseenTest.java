package slipway.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.base.Activity.Entry;
import slipway.base.Activity.Kind;
import slipway.base.Activity.Outcome;
import slipway.base.Deed;

import static org.junit.jupiter.api.Assertions.assertEquals;

class UnseenTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Entry> entries = new ArrayList<>();
    private boolean away;
    private final Unseen unseen = new Unseen(() -> away);

    private long after(Outcome outcome, String key, Duration took) {
        int id = entries.size() + 1;
        entries.addFirst(new Entry(id, START.plusSeconds(id), outcome, Kind.DEPLOYMENT, "iris/blue", key,
                List.of("iris/blue"), "", took.toNanos(), null, "", Deed.Calls.NONE));
        return unseen.count(entries);
    }

    private long after(Outcome outcome, String key) {
        return after(outcome, key, Duration.ofMillis(3));
    }

    @Test
    void whatAPersonDidAndSawSucceedIsNoNews() {
        assertEquals(0, unseen.count(entries));
        unseen.seen(START.toEpochMilli());
        assertEquals(0, after(Outcome.GOOD, "studio.traffic-set"));
        assertEquals(0, after(Outcome.NEUTRAL, "deploy.activity.stopped"));
        assertEquals(0, after(Outcome.GOOD, "deploy.activity.ready", Duration.ofMinutes(3)));
        assertEquals(0, after(Outcome.BAD, "notify.failed"), "it was told where it was clicked");
    }

    @Test
    void failuresAndWhatADeploymentDoesByItselfAreUntilTheyAreSeen() {
        unseen.seen(START.toEpochMilli());
        assertEquals(1, after(Outcome.BAD, "deploy.activity.unhealthy"));
        assertEquals(2, after(Outcome.GOOD, "deploy.activity.recovered"));
        assertEquals(2, after(Outcome.GOOD, "studio.fault-set"));
        assertEquals(3, after(Outcome.BAD, "lab.load.task"));
        unseen.seen(entries.getFirst().at().toEpochMilli());
        assertEquals(0, unseen.count(entries));
        assertEquals(1, after(Outcome.GOOD, "deploy.activity.restarted"));
    }

    @Test
    void whatTookLongIsNewsWhereThePersonWasElsewhereWhenItEnded() {
        unseen.count(entries);
        unseen.seen(START.toEpochMilli());
        assertEquals(0, after(Outcome.GOOD, "images.task.load", Duration.ofMinutes(3)));
        away = true;
        assertEquals(0, after(Outcome.GOOD, "images.task.load", Duration.ofSeconds(9)));
        assertEquals(1, after(Outcome.GOOD, "images.task.load", Unseen.LONG));
        away = false;
        assertEquals(1, after(Outcome.GOOD, "studio.fault-off"));
        unseen.seen(entries.getFirst().at().toEpochMilli());
        assertEquals(0, unseen.count(entries));
    }

    @Test
    void ofTheVeryFirstEntriesNothingIsNews() {
        assertEquals(0, after(Outcome.BAD, "deploy.activity.failed"));
        assertEquals(1, after(Outcome.BAD, "deploy.activity.failed"));
    }
}
