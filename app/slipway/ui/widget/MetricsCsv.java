package slipway.ui.widget;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import slipway.series.Bucket;
import slipway.series.Bucket.Quantile;
import slipway.series.Mark;
import slipway.series.Metric;
import slipway.series.Slice;

/// What charts show as a table to work on: a line for each deployment and bucket, times in UTC, the unit in the name of
/// every column, what happened in the last one. Stateless.
final class MetricsCsv {
    private static final String NEW_LINE = "\r\n";

    private MetricsCsv() {}

    static String of(Slice slice, List<String> ids) {
        var csv = new StringBuilder("time,seconds,deployment,p50_ms,p95_ms,p99_ms");
        for (Metric metric : Metric.values())
            csv.append(',').append(column(metric)).append(",peak_").append(column(metric));
        csv.append(",marks").append(NEW_LINE);
        for (String id : ids)
            for (Bucket bucket : slice.buckets().getOrDefault(id, List.of()))
                row(csv, id, bucket, slice.marks());
        return csv.toString();
    }

    private static void row(StringBuilder csv, String id, Bucket bucket, List<Mark> marks) {
        csv.append(Instant.ofEpochMilli(bucket.at())).append(',').append(bucket.millis() / 1000).append(',').append(
                quoted(id));
        for (Quantile quantile : Quantile.values())
            number(csv, bucket.quantile(quantile) / 1e6);
        for (Metric metric : Metric.values()) {
            number(csv, bucket.mean(metric));
            number(csv, bucket.peak(metric));
        }
        String happened = marks.stream().filter(mark -> mark.concerns(id))
                .filter(mark -> mark.epochMillis() >= bucket.at()
                        && mark.epochMillis() < bucket.at() + bucket.millis())
                .map(Mark::text).collect(Collectors.joining("; "));
        csv.append(',').append(quoted(happened)).append(NEW_LINE);
    }

    private static String column(Metric metric) {
        return switch (metric) {
            case CPU -> "cpu_cores";
            case MEMORY -> "memory_bytes";
            case NETWORK_IN -> "network_in_bytes_per_s";
            case NETWORK_OUT -> "network_out_bytes_per_s";
            case BLOCK_READ -> "disk_read_bytes_per_s";
            case BLOCK_WRITE -> "disk_written_bytes_per_s";
            case PIDS -> "processes";
            case GPU_LOAD -> "gpu_percent";
            case GPU_MEMORY -> "gpu_memory_bytes";
            case REQUESTS -> "requests_per_s";
            case ERRORS -> "errors_per_s";
            case REPLICAS -> "replicas";
            case WANTED -> "replicas_wanted";
        };
    }

    /// Empty where nothing was read; never 0 in its place.
    private static void number(StringBuilder csv, double value) {
        csv.append(',');
        if (Double.isNaN(value)) return;
        if (value == Math.rint(value)) csv.append(Math.round(value));
        else
            csv.append(String.format(Locale.ROOT, "%.6f", value));
    }

    private static String quoted(String text) {
        if (text.isEmpty()) return text;
        // a cell that begins like a formula would be one in a table
        String safe = "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.contains(",") || safe.contains("\"") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
