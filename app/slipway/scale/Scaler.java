package slipway.scale;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import slipway.scale.Decision.Reason;

/// Decides by a [ScalePolicy] how many replicas one deployment is to have, from what is seen of it again and again. It
/// knows no clock but those of what it is shown: the one on the wall is for the plan only. One caller.
public final class Scaler {
    private final ScalePolicy policy;
    private final ZoneId zone;
    /// What was needed within the last [ScalePolicy#downAfter], greatest first and each later than the one before.
    private final ArrayDeque<Need> needs = new ArrayDeque<>();
    private @Nullable Figures last;
    private long changed;
    private long busy;

    private record Need(long nanos, int replicas) {}

    /// @param zone of the plan's times
    public Scaler(ScalePolicy policy, ZoneId zone) {
        this.policy = policy;
        this.zone = zone;
    }

    public ScalePolicy policy() {
        return policy;
    }

    /// What is to be done now, empty for nothing. `now` is later than what was shown before.
    public Optional<Decision> look(Figures now) {
        Figures before = last;
        last = now;
        if (before == null || before.replicas() != now.replicas()) changed = now.nanos();
        if (before == null || now.busy()) busy = now.nanos();
        int floor = policy.floor(now.at().atZone(zone).toLocalTime());
        int load = policy.needed(now.demand());
        int most = Math.clamp(load, Math.max(1, floor), policy.max());
        note(now.nanos(), most);
        if (now.replicas() == 0) return asleep(now, floor, most);
        if (most > now.replicas()) return to(now, most, load > floor ? Reason.LOAD : Reason.FLOOR);
        if (now.replicas() > policy.max()) return to(now, policy.max(), Reason.CEILING);
        if (floor == 0 && past(now, busy, policy.zeroAfter())) return to(now, 0, Reason.IDLE);
        boolean quiet = past(now, changed, policy.downAfter());
        int enough = needs.getFirst().replicas;
        return quiet && enough < now.replicas() ? to(now, enough, Reason.QUIET) : Optional.empty();
    }

    private static boolean past(Figures now, long since, Duration time) {
        return Duration.ofNanos(now.nanos() - since).compareTo(time) >= 0;
    }

    private Optional<Decision> asleep(Figures now, int floor, int most) {
        if (floor > 0) return to(now, most, Reason.FLOOR);
        return now.busy() ? to(now, most, Reason.COLD) : Optional.empty();
    }

    private static Optional<Decision> to(Figures now, int replicas, Reason reason) {
        return Optional.of(new Decision(now.at(), now.replicas(), replicas, reason, now));
    }

    private void note(long nanos, int replicas) {
        while (!needs.isEmpty() && needs.getLast().replicas <= replicas)
            needs.removeLast();
        needs.addLast(new Need(nanos, replicas));
        while (Duration.ofNanos(nanos - needs.getFirst().nanos).compareTo(policy.downAfter()) > 0)
            needs.removeFirst();
    }
}
