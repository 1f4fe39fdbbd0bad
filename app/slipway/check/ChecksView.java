package slipway.check;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// The passport page's table: targets down, contracts across. Immutable.
///
/// @param contracts ids in the order of the columns, with a person's own profiles last
/// @param runs      the newest first
public record ChecksView(List<Column> contracts, List<Row> rows, List<Run> runs) {
    public static final ChecksView EMPTY = new ChecksView(List.of(), List.of(), List.of());

    public ChecksView {
        contracts = List.copyOf(contracts);
        rows = List.copyOf(rows);
        runs = List.copyOf(runs);
    }

    /// One contract: `edition` is the date of its profile, `2026-11`.
    public record Column(String id, String title, String edition) {}

    /// One target; `cells` by contract id, those never checked missing.
    ///
    /// @param detail    `mlflow · onnx`, or what else tells it from others
    /// @param contracts those that suit it and a click on “check” asks for
    /// @param running   contracts being checked just now
    public record Row(CheckTarget target, String title, String detail, List<String> contracts, Map<String, Cell> cells,
            List<String> running) {}

    /// The last result of a target under a contract, and the run that it comes from.
    public record Cell(ContractResult result, String run) {}

    /// A finished run as it is kept; `file` below the folder of reports.
    public record Run(String id, String target, String startedAt, Verdict verdict, @Nullable String imageDigest,
            String file) {}
}
