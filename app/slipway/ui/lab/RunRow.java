package slipway.ui.lab;

import java.util.ArrayList;
import java.util.List;

import slipway.load.LoadResult;
import slipway.load.SavedRun;
import slipway.load.SavedRuns;
import slipway.load.Spread;

/// A line of the list of saved runs. Milliseconds; `errors` as a share. Immutable.
record RunRow(SavedRun.Head head, double p95, double errors) {
    /// All of them, newest first; blocking.
    static List<RunRow> all(SavedRuns runs) {
        var rows = new ArrayList<RunRow>();
        for (SavedRun.Head head : runs.list()) {
            Spread all = runs.find(head.id()).spreads().get("");
            LoadResult result = head.result();
            double failed = result.sent() == 0 ? 0 : (double) (result.sent() - result.ok()) / result.sent();
            rows.add(new RunRow(head, all == null ? Double.NaN : all.at(95), failed));
        }
        return List.copyOf(rows);
    }
}
