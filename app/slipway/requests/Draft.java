package slipway.requests;

import java.util.LinkedHashMap;
import java.util.Map;

/// A request as a person writes it. `url` is absolute; headers in order.
public record Draft(String name, String method, String url, Map<String, String> headers, String body) {
    /// With the header `header` in place of any of that name, in any case.
    public Draft with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.keySet().removeIf(header::equalsIgnoreCase);
        all.put(header, value);
        return new Draft(name, method, url, all, body);
    }
}
