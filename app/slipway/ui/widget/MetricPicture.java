package slipway.ui.widget;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import slipway.series.Bucket.Quantile;
import slipway.series.Mark;
import slipway.series.Slice;

/// What all charts show of one stretch of time. Immutable; made off the FX thread.
record MetricPicture(long from, long to, Map<MetricKind, List<MetricLine>> lines, List<Mark> marks) {
    static final MetricPicture NOTHING = new MetricPicture(0, 1, Map.of(), List.of());

    static MetricPicture of(Slice slice, List<MetricSubject> subjects, Quantile quantile) {
        var lines = new EnumMap<MetricKind, List<MetricLine>>(MetricKind.class);
        for (MetricKind kind : MetricKind.values())
            lines.put(kind, kind.lines(slice, subjects, quantile));
        return new MetricPicture(slice.from(), slice.to(), lines, slice.marks());
    }

    List<MetricLine> of(MetricKind kind) {
        return lines.getOrDefault(kind, List.of());
    }
}
