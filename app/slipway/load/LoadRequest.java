package slipway.load;

import java.util.Map;

import slipway.base.Bytes;
import slipway.base.StudioException;

/// A request of a set. `target` is path and query, empty for those of the plan’s address; `weight` (from 1) counts in
/// weighted sets only.
public record LoadRequest(String method, String target, Map<String, String> headers, Bytes body, int weight) {
    public LoadRequest {
        headers = Map.copyOf(headers);
        if (!method.matches("[A-Z]{1,20}")) throw StudioException.of("load.method", method);
        if (!target.isEmpty() && !target.matches("/[!-~]*")) throw StudioException.of("load.target", target);
        if (weight < 1) throw StudioException.of("load.weight", weight);
        headers.forEach(LoadRequest::check);
    }

    public static LoadRequest post(String contentType, Bytes body) {
        return new LoadRequest("POST", "", Map.of("content-type", contentType), body, 1);
    }

    /// A line break in a header would be another request.
    static void check(String name, String value) {
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw StudioException.of("load.header", name);
        }
    }
}
