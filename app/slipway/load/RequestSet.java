package slipway.load;

import java.util.List;
import java.util.Map;

import slipway.base.StudioException;

/// The requests of a plan, at least one; `headers` go with each of them.
public record RequestSet(List<LoadRequest> requests, Order order, Map<String, String> headers) {
    /// More bytes of bodies than this are not kept in memory.
    public static final long MOST_BYTES = 256_000_000;

    /// Which request comes next.
    public enum Order {
        IN_TURN, WEIGHTED
    }

    public RequestSet {
        requests = List.copyOf(requests);
        headers = Map.copyOf(headers);
        headers.forEach(LoadRequest::checkHeader);
        if (requests.isEmpty()) throw StudioException.of("load.requests-empty");
        long bytes = requests.stream().mapToLong(each -> each.body().length()).sum();
        if (bytes > MOST_BYTES)
            throw StudioException.of("load.requests-large", bytes / 1_000_000, MOST_BYTES / 1_000_000);
    }

    public static RequestSet inTurn(List<LoadRequest> requests) {
        return new RequestSet(requests, Order.IN_TURN, Map.of());
    }

    public RequestSet with(Map<String, String> more) {
        return new RequestSet(requests, order, more);
    }
}
