package slipway.requests;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/// Reads the requests of a HAR file, as browsers and proxies save them. Stateless.
final class HarRequests {
    /// What the connection sets itself, or only says where a browser was.
    private static final Set<String> LEFT_OUT = Set.of("host", "connection", "content-length", "transfer-encoding",
            "accept-encoding", "keep-alive", "upgrade-insecure-requests", "te", "priority");

    private HarRequests() {}

    static boolean fits(JsonNode root) {
        return root.path("log").path("entries").isArray();
    }

    static Imported read(JsonNode root) {
        var found = new Imported.Collector();
        for (JsonNode entry : root.path("log").path("entries"))
            request(entry.path("request"), found);
        return found.done();
    }

    private static void request(JsonNode request, Imported.Collector found) {
        String url = request.path("url").asString("");
        String method = request.path("method").asString("GET");
        String name = method + " " + CurlImport.path(url);
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            found.leftOut("requestedit.import.address", url);
            return;
        }
        var headers = new LinkedHashMap<String, String>();
        for (JsonNode each : request.path("headers")) {
            String key = each.path("name").asString("");
            String low = key.toLowerCase(Locale.ROOT);
            if (key.startsWith(":") || LEFT_OUT.contains(low) || low.startsWith("sec-")) continue;
            headers.put(key, each.path("value").asString(""));
        }
        JsonNode data = request.path("postData");
        String body = data.path("text").asString("");
        if (data.path("encoding").asString("").equals("base64") || (body.isEmpty() && !data.path("params").isEmpty())) {
            found.leftOut("requestedit.import.body", name, data.path("mimeType").asString(""));
            body = "";
        }
        found.add(new Draft(name, method, url, headers, body));
    }
}
