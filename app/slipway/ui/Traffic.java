package slipway.ui;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import slipway.base.StudioException;
import slipway.traffic.Connections;
import slipway.traffic.Gateway;
import slipway.traffic.RequestRecord;
import slipway.traffic.Window;

/// What the window reads of the gateway's counters; returns at once, any thread. An endpoint that the gateway does not
/// have (not yet, or not any more) has no figures.
public interface Traffic {
    /// The last `seconds` per deployment, the whole endpoint under `""`.
    Map<String, Window.Totals> totals(String endpoint, int seconds);

    /// Five minutes by second, per deployment.
    List<Window.Series> series(String endpoint);

    /// Requests so far.
    long requestCount(String endpoint);

    /// The newest requests, newest first.
    List<RequestRecord> recent(String endpoint, int most);

    /// Requests that the weights spread, per deployment.
    Map<String, Long> counts(String endpoint);

    /// Mirror copies `sent`, `dropped` and (of the sent) `failed`.
    default Map<String, Long> mirrorCounts(String endpoint) {
        return Map.of();
    }

    /// Client connections that are open.
    default Connections connections(String endpoint) {
        return Connections.NONE;
    }

    static Traffic of(Gateway gateway) {
        return new Traffic() {
            @Override
            public Map<String, Window.Totals> totals(String endpoint, int seconds) {
                return known(() -> gateway.totals(endpoint, seconds), Map.of());
            }

            @Override
            public List<Window.Series> series(String endpoint) {
                return known(() -> gateway.series(endpoint), List.of());
            }

            @Override
            public long requestCount(String endpoint) {
                return known(() -> gateway.requestCount(endpoint), 0L);
            }

            @Override
            public List<RequestRecord> recent(String endpoint, int most) {
                return known(() -> gateway.recent(endpoint, most), List.of());
            }

            @Override
            public Map<String, Long> counts(String endpoint) {
                return known(() -> gateway.counts(endpoint), Map.of());
            }

            @Override
            public Connections connections(String endpoint) {
                return known(() -> gateway.connections(endpoint), Connections.NONE);
            }

            @Override
            public Map<String, Long> mirrorCounts(String endpoint) {
                return known(() -> gateway.mirrorCounts(endpoint), Map.of());
            }
        };
    }

    private static <T> T known(Supplier<T> read, T none) {
        try {
            return read.get();
        } catch (StudioException e) {
            // listed a moment ago and closed since: asking first would not be safer
            if (e.problem().code().equals("traffic.unknown")) return none;
            throw e;
        }
    }
}
