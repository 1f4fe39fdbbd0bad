package slipway.series;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/// A [Bucket] as the database keeps it: a version, the metrics that were read, the latencies. Stateless.
final class BucketBytes {
    private static final int VERSION = 1;

    private BucketBytes() {}

    static byte[] write(Bucket bucket) {
        var bytes = new ByteArrayOutputStream(128 + bucket.latencies().length);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            int told = 0;
            for (int count : bucket.counts)
                if (count > 0) told++;
            out.writeByte(told);
            for (Metric metric : Metric.values()) {
                int at = metric.code;
                if (bucket.counts[at] == 0) continue;
                out.writeByte(metric.code);
                out.writeInt(bucket.counts[at]);
                out.writeDouble(bucket.sums[at]);
                out.writeDouble(bucket.peaks[at]);
            }
            out.writeInt(bucket.latencies().length);
            if (bucket.latencies().length > 0) {
                out.write(bucket.latencies());
                for (long quantile : bucket.quantiles())
                    out.writeLong(quantile);
            }
        } catch (IOException e) {
            throw new AssertionError("a byte array takes everything", e);
        }
        return bytes.toByteArray();
    }

    /// Null for what a newer studio has written in a way of its own.
    static @Nullable Bucket read(long at, long millis, byte[] bytes) throws SQLException {
        double[] sums = new double[Bucket.METRICS];
        double[] peaks = new double[Bucket.METRICS];
        int[] counts = new int[Bucket.METRICS];
        long[] quantiles = new long[3];
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) return null;
            for (int left = in.readByte(); left > 0; left--) {
                Metric metric = Metric.of(in.readByte());
                int count = in.readInt();
                double sum = in.readDouble();
                double peak = in.readDouble();
                if (metric == null) continue;
                counts[metric.code] = count;
                sums[metric.code] = sum;
                peaks[metric.code] = peak;
            }
            byte[] latencies = in.readNBytes(in.readInt());
            for (int i = 0; i < quantiles.length && latencies.length > 0; i++)
                quantiles[i] = in.readLong();
            return new Bucket(at, millis, sums, peaks, counts, latencies, quantiles);
        } catch (IOException e) {
            throw new SQLException("a bucket of " + bytes.length + " bytes", e);
        }
    }
}
