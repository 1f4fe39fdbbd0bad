package slipway.load;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;

import org.HdrHistogram.Histogram;

import slipway.base.Problem;
import slipway.base.StudioException;

/// A distribution of latencies that changes no more: three digits, from a microsecond to an hour. Any thread.
public final class Spread {
    private final Histogram histogram;

    Spread(Histogram histogram) {
        this.histogram = histogram.copy();
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /// Milliseconds that `percentile` percent (0 to 100) of the requests stayed within; 0 where there are none.
    public double at(double percentile) {
        return at(histogram, percentile);
    }

    /// The share, 0 to 1, of the requests that took at most `millis`.
    public double within(double millis) {
        return count() == 0 ? 0 : histogram.getPercentileAtOrBelowValue(Math.round(millis * 1e6)) / 100;
    }

    LoadResult.Latency latency() {
        return latency(histogram);
    }

    static LoadResult.Latency latency(Histogram histogram) {
        return new LoadResult.Latency(at(histogram, 50), at(histogram, 90), at(histogram, 99), at(histogram, 99.9),
                millis(histogram.getMaxValue()));
    }

    /// The middle of the bucket: its upper end, HdrHistogram’s own answer, is half a millisecond more at a second.
    static double at(Histogram histogram, double percentile) {
        if (percentile == 100) return millis(histogram.getMaxValue());
        return millis(histogram.medianEquivalentValue(histogram.getValueAtPercentile(percentile)));
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }

    /// The histogram in HdrHistogram’s compressed form, as base64.
    String packed() {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    static Spread unpacked(String text) {
        try {
            return new Spread(Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0));
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new StudioException(Problem.of("load.saved-broken", "histogram"), e);
        }
    }
}
