package slipway.load;

import java.util.Map;
import java.util.regex.Pattern;

import slipway.base.Bytes;
import slipway.base.StudioException;

/// A request of a set. `target` is path and query, empty for those of the plan’s address; `weight` (from 1) counts in
/// weighted sets only.
public record LoadRequest(String method, String target, Map<String, String> headers, Bytes body, int weight) {
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final Pattern TARGET = Pattern.compile("/[!-~]*");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    public LoadRequest {
        headers = Map.copyOf(headers);
        checkLine(method, target.isEmpty() ? "/" : target);
        if (weight < 1) throw StudioException.of("load.weight", weight);
        headers.forEach(LoadRequest::checkHeader);
    }

    public static LoadRequest post(String contentType, Bytes body) {
        return new LoadRequest("POST", "", Map.of("content-type", contentType), body, 1);
    }

    static void checkLine(String method, String target) {
        if (!METHOD.matcher(method).matches()) throw StudioException.of("load.method", method);
        if (!TARGET.matcher(target).matches()) throw StudioException.of("load.target", target);
    }

    /// A line break in a header would be another request.
    static void checkHeader(String name, String value) {
        if (!NAME.matcher(name).matches() || value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw StudioException.of("load.header", name);
        }
    }
}
