package slipway.housekeeping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;

/// Tells what a workspace takes on the disk by kind, keeps it within the limits, and lets go of what a person no longer
/// wants. What it deletes stands in the activity log. One for a workspace; any thread.
public final class Housekeeper {
    private static final System.Logger LOG = System.getLogger(Housekeeper.class.getName());
    private static final Duration EVERY = Duration.ofMinutes(1);
    /// What goes a little at a time is told of so often at most.
    private static final long TELL_EVERY_NANOS = 3_600_000_000_000L;

    private final List<Shelf> shelves;
    private final LimitBook limits;
    private final Activity activity;
    private final Live<Long> changes = new Live<>(0L);
    private final Map<Kind, Long> untold = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> toldNanos = new EnumMap<>(Kind.class);

    public Housekeeper(List<Shelf> shelves, LimitBook limits, Activity activity) {
        this.shelves = List.copyOf(shelves);
        this.limits = limits;
        this.activity = activity;
    }

    /// Counts up when something was deleted or a limit was set; the reader looks again.
    public Live<Long> changes() {
        return changes;
    }

    /// What is there now, in the order of [Kind]. Takes a while for many files; interruption cancels.
    public List<Held> look() throws InterruptedException {
        var all = new ArrayList<Held>();
        for (Shelf each : shelves)
            all.add(each.held().within(limits.limit(each.kind())));
        return List.copyOf(all);
    }

    /// Lets go of everything of `kind` that is neither in use nor pinned, and answers the bytes freed.
    public long clean(Kind kind) throws InterruptedException {
        if (!kind.cleanable())
            throw StudioException.of("housekeeping.not-cleanable", kind.word(), String.join(", ", Kind
                    .cleanableWords()));
        long freed = 0;
        for (Shelf each : shelves) {
            if (each.kind() == kind) freed += each.clean();
        }
        activity.did("slipway disk --clean " + kind.word(), Units.bytes(freed), "housekeeping.activity.cleaned",
                List.of(Text.of("housekeeping.kind." + kind.word())));
        changes.update(count -> count + 1);
        return freed;
    }

    /// From now on at most `bytes` of `kind`; what is over it goes soon.
    public void limit(Kind kind, long bytes) {
        if (!kind.limited())
            throw StudioException.of("housekeeping.not-limited", kind.word(), String.join(", ", Kind.limitedWords()));
        limits.set(kind, bytes);
        activity.did("slipway disk --limit " + kind.word() + "=" + bytes, Units.bytes(bytes),
                "housekeeping.activity.limited", List.of(Text.of("housekeeping.kind." + kind.word())));
        changes.update(count -> count + 1);
    }

    /// Does [#keep] once a minute, until interrupted.
    public void follow() throws InterruptedException {
        while (true) {
            Tasks.pause(EVERY);
            keep();
        }
    }

    /// Lets go of what is over the limits, the oldest first; one kind that fails does not keep the others.
    public void keep() throws InterruptedException {
        for (Shelf each : shelves) {
            long most = limits.limit(each.kind()).bytes();
            if (most <= 0) continue;
            try {
                gone(each.kind(), each.keep(most));
            } catch (StudioException e) {
                LOG.log(System.Logger.Level.WARNING, each.kind().word(), e);
            }
        }
    }

    /// `bytes` of `kind` went because of its limit: told of at once, and what follows within the hour together.
    public void gone(Kind kind, long bytes) {
        long now = System.nanoTime();
        long all;
        synchronized (untold) {
            if (bytes > 0) untold.merge(kind, bytes, Long::sum);
            Long told = toldNanos.get(kind);
            if (!untold.containsKey(kind) || (told != null && now - told < TELL_EVERY_NANOS)) return;
            all = untold.remove(kind);
            toldNanos.put(kind, now);
        }
        activity.add(Activity.Outcome.NEUTRAL, Units.bytes(all), "housekeeping.activity.kept", Text.of(
                "housekeeping.kind." + kind.word()));
        changes.update(count -> count + 1);
    }
}
