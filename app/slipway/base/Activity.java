package slipway.base;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What was done and how it went, newest first, the last [#KEPT]; any class may add, any thread.
public final class Activity {
    public static final int KEPT = 200;

    private final Live<List<Entry>> entries = new Live<>(List.of());

    public enum Outcome {
        GOOD, BAD, NEUTRAL
    }

    /// `key` is a text key filled with `args`; `result` is a short figure already formatted (`2.1 ms`), or empty.
    public record Entry(Instant at, Outcome outcome, String key, List<Object> args, String result) {
        public String text() {
            return Text.of(key, args.toArray());
        }
    }

    public Live<List<Entry>> entries() {
        return entries;
    }

    public void add(Outcome outcome, String result, String key, Object... args) {
        var entry = new Entry(Instant.now(), outcome, key, List.of(args), result);
        entries.update(list -> {
            var next = new ArrayList<Entry>(list.size() + 1);
            next.add(entry);
            next.addAll(list.subList(0, Math.min(list.size(), KEPT - 1)));
            return List.copyOf(next);
        });
    }
}
