package slipway.traffic;

import org.jspecify.annotations.Nullable;

/// What a lane has under way, chained, so that joining and leaving cost nothing.
final class Watched {
    private @Nullable Timed first;

    void add(Timed timed) {
        if (timed.watched) return;
        timed.watched = true;
        Timed head = first;
        timed.before = null;
        timed.after = head;
        if (head != null) head.before = timed;
        first = timed;
    }

    void remove(Timed timed) {
        if (!timed.watched) return;
        timed.watched = false;
        Timed before = timed.before;
        Timed after = timed.after;
        if (before == null) first = after;
        else
            before.after = after;
        if (after != null) after.before = before;
        timed.before = null;
        timed.after = null;
    }

    /// Ends what was silent for too long; whether something is left.
    boolean expire(long now) {
        var late = new java.util.ArrayList<Timed>();
        for (Timed each = first; each != null; each = each.after) {
            if (now - each.active > each.patienceNanos()) late.add(each);
        }
        late.forEach(Timed::expire);
        return first != null;
    }
}
