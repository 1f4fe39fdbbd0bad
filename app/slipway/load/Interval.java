package slipway.load;

import java.util.HashMap;
import java.util.Map;

import org.HdrHistogram.Histogram;

/// What one share saw in one quarter of a second: filled by its event loop, then handed over whole to the thread that
/// sums up, which gives it back emptied. So neither ever waits for the other.
final class Interval {
    static final long NANOS = 250_000_000L;
    static final int PER_SECOND = 4;
    private static final long LONGEST = 3_600_000_000_000L;

    final Map<String, Part> parts = new HashMap<>();
    final Map<String, Long> errors = new HashMap<>();
    int share;
    long number;
    long sent;
    long lagNanos;
    boolean last;

    /// The answers of one deployment, or of nobody in particular under the empty name; failures without an answer
    /// are there too.
    static final class Part {
        final Histogram latency = histogram();
        final Histogram service = histogram();
        long errors;

        void add(Part other) {
            latency.add(other.latency);
            service.add(other.service);
            errors += other.errors;
        }

        void clear() {
            latency.reset();
            service.reset();
            errors = 0;
        }
    }

    void answered(String deployment, int status, long latencyNanos, long serviceNanos) {
        Part part = part(deployment);
        part.latency.recordValue(Math.clamp(latencyNanos, 0, LONGEST));
        part.service.recordValue(Math.clamp(serviceNanos, 0, LONGEST));
        if (status >= 400) {
            part.errors++;
            errors.merge(Integer.toString(status), 1L, Long::sum);
        }
    }

    void failed(String word, long latencyNanos) {
        Part part = part("");
        part.latency.recordValue(Math.clamp(latencyNanos, 0, LONGEST));
        part.errors++;
        errors.merge(word, 1L, Long::sum);
    }

    private Part part(String deployment) {
        Part part = parts.get(deployment);
        if (part == null) {
            part = new Part();
            parts.put(deployment, part);
        }
        return part;
    }

    void clear() {
        parts.values().forEach(Part::clear);
        errors.clear();
        sent = 0;
        lagNanos = 0;
        last = false;
    }

    /// Three digits from a microsecond up.
    static Histogram histogram() {
        var histogram = new Histogram(1_000, 8_000_000, 3);
        histogram.setAutoResize(true);
        return histogram;
    }
}
