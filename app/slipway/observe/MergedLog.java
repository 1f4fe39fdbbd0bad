package slipway.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// Several logs as one, by time: eight bytes a line that say of which log it is and which line there. Lines of a later
/// look come behind those of an earlier one. One viewer's, like all [LogSource]s.
public final class MergedLog implements LogSource {
    private static final int PART = 55;
    private static final long BIAS = 1L << 54;

    private final List<LogBook> books;
    private final long[] taken;
    private final long[] begun;
    private final long[] hidden;
    private volatile long[] older = new long[0];
    private volatile boolean caughtUp;
    private volatile long[] live = new long[1024];
    private volatile int size;

    public MergedLog(List<LogBook> books) {
        this.books = List.copyOf(books);
        this.taken = new long[books.size()];
        this.begun = new long[books.size()];
        this.hidden = new long[books.size()];
        begin();
    }

    private void begin() {
        older = new long[0];
        caughtUp = false;
        size = 0;
        for (int part = 0; part < taken.length; part++) {
            books.get(part).refresh();
            begun[part] = books.get(part).inMemory();
            hidden[part] = books.get(part).hidden();
            taken[part] = begun[part];
        }
        take();
    }

    @Override
    public synchronized void refresh() {
        books.forEach(LogBook::refresh);
        for (int part = 0; part < hidden.length; part++) {
            if (books.get(part).hidden() != hidden[part]) {
                begin();
                return;
            }
        }
        take();
    }

    private void take() {
        long[][] times = new long[taken.length][];
        int known = size;
        int added = 0;
        for (int part = 0; part < taken.length; part++) {
            LogBook book = books.get(part);
            taken[part] = Math.max(taken[part], book.inMemory());
            times[part] = book.times(taken[part], (int) (book.next() - taken[part]));
            added += times[part].length;
        }
        if (added == 0) return;
        long[] to = known + added <= live.length ? live : Arrays.copyOf(live, Math.max(known + added, known * 2));
        int[] at = new int[taken.length];
        for (int i = 0; i < added; i++) {
            int best = -1;
            for (int part = 0; part < at.length; part++) {
                if (at[part] == times[part].length) continue;
                if (best < 0 || times[part][at[part]] < times[best][at[best]]) best = part;
            }
            to[known + i] = entry(best, taken[best] + at[best]++);
        }
        for (int part = 0; part < taken.length; part++)
            taken[part] += times[part].length;
        live = to;
        size = known + added;
    }

    private static long entry(int part, long number) {
        return (long) part << PART | number + BIAS;
    }

    private static int part(long entry) {
        return (int) (entry >>> PART);
    }

    private static long number(long entry) {
        return (entry & (1L << PART) - 1) - BIAS;
    }

    private long at(long number) {
        return number < 0 ? older[(int) (number + older.length)] : live[(int) number];
    }

    @Override
    public long first() {
        return -older.length;
    }

    @Override
    public long next() {
        return size;
    }

    @Override
    public long inMemory() {
        return 0;
    }

    @Override
    public List<LogLine> read(long from, int max) {
        long end = Math.min(next(), Math.max(from, first()) + max);
        var lines = new ArrayList<LogLine>();
        for (long at = Math.max(from, first()); at < end;) {
            long entry = at(at);
            int run = 1;
            while (at + run < end && at(at + run) == entry + run)
                run++;
            long begin = number(entry);
            for (LogLine line : books.get(part(entry)).read(begin, run)) {
                if (line.number() < begin + run) lines.add(line.in(at + line.number() - begin, part(entry)));
            }
            at += run;
        }
        return lines;
    }

    @Override
    public boolean behind() {
        return books.stream().anyMatch(LogBook::behind);
    }

    @Override
    public void catchUp() {
        books.forEach(LogBook::catchUp);
        synchronized (this) {
            if (caughtUp) return;
            caughtUp = true;
            older = merged();
        }
    }

    /// What is on disk only, of all logs, by time.
    private long[] merged() {
        long[] at = new long[books.size()];
        int count = 0;
        for (int part = 0; part < at.length; part++) {
            at[part] = Math.min(begun[part], books.get(part).first());
            count += (int) (begun[part] - at[part]);
        }
        long[] merged = new long[count];
        for (int i = 0; i < count; i++) {
            int best = -1;
            long time = 0;
            for (int part = 0; part < at.length; part++) {
                if (at[part] == begun[part]) continue;
                long here = books.get(part).time(at[part]);
                if (best < 0 || here < time) {
                    best = part;
                    time = here;
                }
            }
            merged[i] = entry(best, at[best]++);
        }
        return merged;
    }

    @Override
    public Found scan(LogQuery query, long end) throws InterruptedException {
        long[] ends = ends(end);
        var found = new ArrayList<Found>();
        for (int part = 0; part < books.size(); part++)
            found.add(books.get(part).scan(query, ends[part]));
        int[] keptAt = new int[books.size()];
        int[] matchAt = new int[books.size()];
        long[] kept = new long[1024];
        long[] matches = new long[1024];
        int keptSize = 0;
        int matchSize = 0;
        for (long at = first(); at < end; at++) {
            long entry = at(at);
            Found of = found.get(part(entry));
            if (has(of.matches(), matchAt, entry)) {
                if (matchSize == matches.length) matches = Arrays.copyOf(matches, matchSize * 2);
                matches[matchSize++] = at;
            }
            long[] shown = of.kept();
            if (shown != null && has(shown, keptAt, entry)) {
                if (keptSize == kept.length) kept = Arrays.copyOf(kept, keptSize * 2);
                kept[keptSize++] = at;
            }
        }
        return new Found(end, query.filters() ? Arrays.copyOf(kept, keptSize) : null,
                Arrays.copyOf(matches, matchSize));
    }

    private synchronized long[] ends(long end) {
        long[] ends = begun.clone();
        for (int i = 0; i < Math.min(size, end); i++)
            ends[part(live[i])] = number(live[i]) + 1;
        return ends;
    }

    /// Whether `entry` is next in `numbers`, which rise as entries of one log do.
    private static boolean has(long[] numbers, int[] at, long entry) {
        int part = part(entry);
        long number = number(entry);
        while (at[part] < numbers.length && numbers[at[part]] < number)
            at[part]++;
        return at[part] < numbers.length && numbers[at[part]] == number;
    }

    @Override
    public synchronized void clear() {
        books.forEach(LogBook::clear);
        begin();
    }

    @Override
    public @Nullable Problem trouble() {
        return books.stream().map(LogBook::trouble).filter(Objects::nonNull).findFirst().orElse(null);
    }

    @Override
    public List<String> parts() {
        return books.stream().flatMap(book -> book.parts().stream()).toList();
    }
}
