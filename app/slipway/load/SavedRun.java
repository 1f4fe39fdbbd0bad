package slipway.load;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A load run kept with its name and a person’s note. `plan` says in words what was asked (`constant 200/s, 30 s`);
/// `spreads` as in [LoadReport].
public record SavedRun(String id, String name, String note, Instant at, String target, String plan, LoadResult result,
        LoadResult.Latency service, List<LoadReport.Second> seconds, Map<String, Spread> spreads) {
    public SavedRun {
        seconds = List.copyOf(seconds);
        spreads = Map.copyOf(spreads);
    }

    /// What a list shows of a run.
    public record Head(String id, String name, String note, Instant at, String target, String plan,
            LoadResult result) {}

    Head head() {
        return new Head(id, name, note, at, target, plan, result);
    }
}
