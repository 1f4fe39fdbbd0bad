package slipway.requests;

import java.util.Map;

/// A request as a person writes it. `url` is absolute; headers in order.
public record Draft(String name, String method, String url, Map<String, String> headers, String body) {}
