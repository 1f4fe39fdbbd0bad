package slipway.ui;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import slipway.base.Activity.Entry;
import slipway.base.Activity.Outcome;

/// What the bell counts: of the activity log what came since the person looked there last and they could not know yet.
/// That is what went wrong, what a deployment did by itself (healthy again, runs again), and what took [#LONG] or more
/// and ended while another window was in front. What a person just did and saw succeed is not news, and neither is a
/// click that failed, because that is told where it was clicked. FX thread.
final class Unseen {
    /// Who waits that long has turned to something else.
    static final Duration LONG = Duration.ofSeconds(10);

    private static final Set<String> BY_ITSELF = Set.of("deploy.activity.recovered", "deploy.activity.restarted",
            "deploy.activity.log-again");
    private static final String TOLD_AT_ONCE = "notify.failed";

    private final BooleanSupplier away;
    private final Set<Long> endedMeanwhile = new HashSet<>();
    private long seenMillis;
    private long known = Long.MAX_VALUE;

    /// @param away whether another window is in front now
    Unseen(BooleanSupplier away) {
        this.away = away;
    }

    /// When the newest entry was made that the person has seen; 0 where nothing is known.
    void seen(long millis) {
        seenMillis = millis;
        endedMeanwhile.clear();
    }

    /// How many of `entries`, newest first, are news. Of the first ones ever nothing is.
    long count(List<Entry> entries) {
        if (entries.isEmpty()) {
            known = 0;
            return 0;
        }
        if (seenMillis == 0) seenMillis = entries.getFirst().at().toEpochMilli();
        if (away.getAsBoolean()) {
            entries.stream().takeWhile(entry -> entry.id() > known).filter(entry -> entry.nanos() >= LONG.toNanos())
                    .forEach(entry -> endedMeanwhile.add(entry.id()));
        }
        known = entries.getFirst().id();
        return entries.stream().takeWhile(entry -> entry.at().toEpochMilli() > seenMillis).filter(this::news).count();
    }

    private boolean news(Entry entry) {
        if (entry.key().equals(TOLD_AT_ONCE)) return false;
        return entry.outcome() == Outcome.BAD || BY_ITSELF.contains(entry.key())
                || endedMeanwhile.contains(entry.id());
    }
}
