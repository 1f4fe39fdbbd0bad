package slipway.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Sums up the intervals of a run; one thread, that of [LoadRunner#watch]’s caller.
final class Tally {
    private final Asked asked;
    private final long planNanos;
    private final long[] reached;
    private final Interval all = new Interval();
    private final TreeMap<Integer, Interval> open = new TreeMap<>();
    private final List<LoadReport.Second> seconds = new ArrayList<>();

    /// How many requests became due since the last call, before `nanos` after the start.
    interface Asked {
        long until(long nanos);

        static Asked of(Arrivals arrivals) {
            return new Asked() {
                private long next = arrivals.next();

                @Override
                public long until(long nanos) {
                    long count = 0;
                    while (next != Arrivals.END && next < nanos) {
                        count++;
                        next = arrivals.next();
                    }
                    return count;
                }
            };
        }
    }

    Tally(Asked asked, int shares, Duration planned) {
        this.asked = asked;
        this.planNanos = planned.toNanos();
        this.reached = new long[shares];
    }

    void add(Interval interval) {
        merge(all, interval);
        int second = (int) (interval.number / Interval.PER_SECOND);
        merge(open.computeIfAbsent(second, s -> new Interval()), interval);
        reached[interval.share] = interval.last ? Long.MAX_VALUE : interval.number + 1;
        long whole = Arrays.stream(reached).min().orElse(0) / Interval.PER_SECOND;
        while (!open.isEmpty() && open.firstKey() < whole) {
            var first = open.pollFirstEntry();
            fill(first.getKey());
            seconds.add(second(first.getKey(), first.getValue()));
        }
    }

    /// Whether every share has ended.
    boolean complete() {
        return Arrays.stream(reached).allMatch(each -> each == Long.MAX_VALUE);
    }

    LoadReport report(long elapsedNanos) {
        var deployments = new TreeMap<String, LoadResult.PerDeployment>();
        var spreads = new TreeMap<String, Spread>();
        var sum = new Interval.Part();
        boolean complete = complete();
        all.parts.forEach((name, part) -> {
            sum.add(part);
            if (name.isEmpty()) return;
            deployments.put(name, new LoadResult.PerDeployment(part.latency.getTotalCount(),
                    Spread.latency(part.latency)));
            if (complete) spreads.put(name, new Spread(part.latency));
        });
        if (complete) spreads.put("", new Spread(sum.latency));
        long ended = sum.latency.getTotalCount();
        double time = (complete ? Math.max(elapsedNanos, planNanos) : elapsedNanos) / 1e9;
        double rate = time <= 0 ? 0 : Math.round(ended / time * 10) / 10.0;
        var result = new LoadResult(all.sent, ended - sum.errors, new TreeMap<>(all.errors), rate,
                Spread.latency(sum.latency), deployments);
        return new LoadReport(result, Spread.latency(sum.service), seconds, spreads,
                Math.round(all.lagNanos / 1e3) / 1e3);
    }

    /// Seconds in which the loops gave no sign are there too.
    private void fill(int until) {
        while (seconds.size() < until)
            seconds.add(second(seconds.size(), new Interval()));
    }

    private LoadReport.Second second(int number, Interval seen) {
        var slices = new TreeMap<String, LoadReport.Slice>();
        var sum = new Interval.Part();
        seen.parts.forEach((name, part) -> {
            sum.add(part);
            if (!name.isEmpty()) slices.put(name, slice(part));
        });
        LoadReport.Slice all = slice(sum);
        return new LoadReport.Second(number, asked.until((number + 1) * 1_000_000_000L), seen.sent, all.answered(),
                all.errors(), all.p50(), all.p95(), all.p99(), slices);
    }

    private static LoadReport.Slice slice(Interval.Part part) {
        return new LoadReport.Slice(part.latency.getTotalCount(), part.errors, Spread.at(part.latency, 50),
                Spread.at(part.latency, 95), Spread.at(part.latency, 99));
    }

    private static void merge(Interval into, Interval from) {
        into.sent += from.sent;
        into.lagNanos = Math.max(into.lagNanos, from.lagNanos);
        from.errors.forEach((word, count) -> into.errors.merge(word, count, Long::sum));
        for (Map.Entry<String, Interval.Part> part : from.parts.entrySet()) {
            if (part.getValue().latency.getTotalCount() == 0) continue;
            into.parts.computeIfAbsent(part.getKey(), name -> new Interval.Part()).add(part.getValue());
        }
    }
}
