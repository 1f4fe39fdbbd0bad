package slipway.ui.endpoints;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.ui.Traffic;

/// What the gateway has counted of each endpoint since its split was last changed. FX thread.
final class SplitCounts {
    private final Traffic counters;
    private final Map<String, Since> since = new LinkedHashMap<>();

    /// What stood when `split` was first seen; nothing where it was seen first of all.
    private record Since(SplitModel split, Map<String, Long> counts, Map<String, Long> copies) {}

    /// @param live   how live requests were spread
    /// @param copies what became of the mirror copies
    record Seen(SeenShare live, MirrorSeen copies) {}

    SplitCounts(Traffic counters) {
        this.counters = counters;
    }

    Seen of(EndpointRow row) {
        Map<String, Long> counts = counters.counts(row.name());
        Map<String, Long> copies = counters.mirrorCounts(row.name());
        @Nullable
        Since from = since.get(row.name());
        if (from == null) from = new Since(row.split(), Map.of(), Map.of());
        else if (!from.split.equals(row.split())) from = new Since(row.split(), counts, copies);
        since.put(row.name(), from);
        SeenShare live = SeenShare.since(from.counts, counts, row.names());
        return new Seen(live, MirrorSeen.since(from.copies, copies, live.total()));
    }
}
