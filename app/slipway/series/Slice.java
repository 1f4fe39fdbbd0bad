package slipway.series;

import java.util.List;
import java.util.Map;

/// What is known of some deployments between two moments (milliseconds since 1970), for one picture. Immutable.
///
/// @param buckets by deployment, oldest first; those before the studio was started may be longer than `step`
/// @param step    milliseconds of one bucket
public record Slice(long from, long to, long step, Map<String, List<Bucket>> buckets, List<Mark> marks) {
    public static final Slice NONE = new Slice(0, 1, 1, Map.of(), List.of());

    public Slice {
        buckets = Map.copyOf(buckets);
        marks = List.copyOf(marks);
    }
}
