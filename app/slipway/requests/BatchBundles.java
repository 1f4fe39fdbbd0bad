package slipway.requests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Groups the rows of a file into what goes into one request. One thread.
final class BatchBundles {
    private final BatchRows rows;
    private final Batch.Limits limits;
    private BatchRows.@Nullable Row kept;

    BatchBundles(BatchRows rows, Batch.Limits limits) {
        this.rows = rows;
        this.limits = limits;
    }

    /// Null at the end; a row that alone is over the limit stands alone.
    @Nullable
    List<BatchRows.Row> next() throws IOException {
        boolean single = limits.strategy() == Batch.Strategy.SINGLE_RECORD;
        int most = single ? 1 : limits.maxRows() > 0 ? limits.maxRows() : Integer.MAX_VALUE;
        var bundle = new ArrayList<BatchRows.Row>();
        long bytes = 0;
        for (BatchRows.Row row = take(); row != null; row = take()) {
            bytes += row.line().getBytes(StandardCharsets.UTF_8).length + 1L;
            if (!bundle.isEmpty() && (bundle.size() == most || bytes > limits.maxBytes())) {
                kept = row;
                break;
            }
            bundle.add(row);
            // the last that fits is known without reading on
            if (bundle.size() == most) break;
        }
        return bundle.isEmpty() ? null : bundle;
    }

    private BatchRows.@Nullable Row take() throws IOException {
        BatchRows.Row row = kept;
        kept = null;
        return row == null ? rows.next() : row;
    }
}
