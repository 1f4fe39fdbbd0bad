package slipway.traffic;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// One second of an endpoint's traffic: a cell for each deployment. Event loops add to it without waiting for each
/// other or for a reader; once over, its histograms are packed to a few hundred bytes.
final class Second {
    final long epochSecond;
    final Map<String, Cell> cells = new ConcurrentHashMap<>();

    Second(long epochSecond) {
        this.epochSecond = epochSecond;
    }

    Cell cell(String deployment) {
        Cell cell = cells.get(deployment);
        return cell != null ? cell : cells.computeIfAbsent(deployment, name -> new Cell());
    }

    void pack() {
        cells.values().forEach(Cell::pack);
    }

    /// Counts and latencies of one deployment in one second; latencies of live requests and of copies apart.
    static final class Cell {
        final LongAdder requests = new LongAdder();
        final LongAdder errors = new LongAdder();
        final LongAdder copies = new LongAdder();
        final LongAdder dropped = new LongAdder();
        private final Latencies live = new Latencies();
        private final Latencies copied = new Latencies();

        void add(RequestRecord request) {
            if (request.copy()) {
                copies.increment();
                copied.add(request.totalNanos());
                return;
            }
            requests.increment();
            if (request.failed()) errors.increment();
            live.add(request.totalNanos());
        }

        /// Latencies of its live requests; of copies where it only got copies.
        Histogram latencies() {
            return (requests.sum() == 0 ? copied : live).read();
        }

        Histogram liveLatencies() {
            return live.read();
        }

        Window window(long epochSecond) {
            Histogram latencies = latencies();
            return new Window(epochSecond, requests.intValue(), errors.intValue(), copies.intValue(),
                    dropped.intValue(), latencies.getValueAtPercentile(50), latencies.getValueAtPercentile(95),
                    latencies.getValueAtPercentile(99));
        }

        private void pack() {
            live.pack();
            copied.pack();
        }
    }

    /// A histogram of nanoseconds, 1 µs to an hour, within one percent; made with the first value.
    static final class Latencies {
        private volatile @Nullable ConcurrentHistogram open;
        private volatile byte @Nullable [] packed;

        static Histogram empty() {
            var histogram = new Histogram(1_000, 8_000, 2);
            histogram.setAutoResize(true);
            return histogram;
        }

        void add(long nanos) {
            ConcurrentHistogram histogram = open;
            if (histogram == null) histogram = begin();
            histogram.recordValue(Math.clamp(nanos, 0, 3_600_000_000_000L));
        }

        private synchronized ConcurrentHistogram begin() {
            ConcurrentHistogram histogram = open;
            if (histogram == null) {
                histogram = new ConcurrentHistogram(1_000, 8_000, 2);
                histogram.setAutoResize(true);
                open = histogram;
            }
            return histogram;
        }

        /// A copy; what is added while it is taken may be in it or not.
        Histogram read() {
            byte[] bytes = packed;
            if (bytes != null) return Histogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), 0);
            Histogram copy = empty();
            ConcurrentHistogram histogram = open;
            if (histogram != null) copy.add(histogram);
            return copy;
        }

        void pack() {
            ConcurrentHistogram histogram = open;
            if (histogram == null || packed != null) return;
            var buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
            packed = Arrays.copyOf(buffer.array(), histogram.encodeIntoByteBuffer(buffer));
            open = null;
        }
    }
}
