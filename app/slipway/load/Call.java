package slipway.load;

import org.jspecify.annotations.Nullable;

/// One request of a run, from when it was due until it has ended; a link of its share’s chain of those under way.
final class Call {
    final Shot shot;
    /// Of [System#nanoTime], as all times here.
    final long due;
    long sentAt;
    boolean ended;
    @Nullable
    Wire wire;
    @Nullable
    Call before;
    @Nullable
    Call after;

    Call(Shot shot, long due) {
        this.shot = shot;
        this.due = due;
    }

    /// Those under way, the longest due first.
    static final class Chain {
        private @Nullable Call first;
        private @Nullable Call last;
        private int size;

        int size() {
            return size;
        }

        @Nullable
        Call first() {
            return first;
        }

        void add(Call call) {
            call.before = last;
            if (last == null) first = call;
            else
                last.after = call;
            last = call;
            size++;
        }

        void remove(Call call) {
            if (call.before == null) first = call.after;
            else
                call.before.after = call.after;
            if (call.after == null) last = call.before;
            else
                call.after.before = call.before;
            call.before = null;
            call.after = null;
            size--;
        }
    }
}
