package slipway.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/// A request as it once came in. `offsetNanos` counts from the beginning of its recording; `target` is path and query;
/// the body is read when its turn comes, so that a recording need not fit into memory. What no request may have is a
/// [slipway.base.StudioException].
public record ReplayItem(long offsetNanos, String method, String target, List<Map.Entry<String, String>> headers,
        Opening body) {
    /// No body.
    public static final Opening EMPTY = InputStream::nullInputStream;

    public ReplayItem {
        headers = List.copyOf(headers);
        LoadRequest.checkLine(method, target);
        headers.forEach(header -> LoadRequest.checkHeader(header.getKey(), header.getValue()));
    }

    /// Opens the body’s bytes; the replay closes them.
    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }
}
