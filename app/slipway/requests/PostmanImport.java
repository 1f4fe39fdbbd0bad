package slipway.requests;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import slipway.base.StudioException;

/// Reads a Postman collection, format 2.0 and 2.1. Its `{{name}}` are ours. One use, one thread.
final class PostmanImport {
    private final Imported.Collector found = new Imported.Collector();

    private PostmanImport() {}

    static boolean fits(JsonNode root) {
        return root.path("info").path("schema").asString("").contains("collection") || root.path("item").isArray();
    }

    static Imported read(JsonNode root) {
        if (!fits(root)) throw StudioException.of("requestedit.import-file");
        var reader = new PostmanImport();
        for (JsonNode each : root.path("variable")) {
            String name = each.path("key").asString(each.path("id").asString(""));
            if (name.isEmpty() || each.path("disabled").asBoolean(false)) continue;
            reader.found.variable(name, text(each.path("value")), each.path("type").asString("").equals("secret"));
        }
        reader.items(root, "", root.path("auth"));
        return reader.found.done();
    }

    private void items(JsonNode folder, String prefix, JsonNode auth) {
        if (!folder.path("event").isEmpty()) {
            found.leftOut("requestedit.import.script", prefix.isEmpty()
                    ? text(folder.path("info").path("name"))
                    : prefix);
        }
        for (JsonNode item : folder.path("item")) {
            String name = text(item.path("name"));
            String path = prefix.isEmpty() ? name : prefix + " / " + name;
            JsonNode own = item.has("auth") ? item.get("auth") : auth;
            if (item.path("item").isArray()) {
                items(item, path, own);
            } else if (item.has("request")) {
                if (!item.path("event").isEmpty()) found.leftOut("requestedit.import.script", path);
                request(path, item.get("request"), own);
            }
        }
    }

    private void request(String name, JsonNode request, JsonNode inherited) {
        if (request.isString()) {
            found.add(new Draft(name, "GET", request.asString(), Map.of(), ""));
            return;
        }
        var headers = new LinkedHashMap<String, String>();
        for (JsonNode each : request.path("header")) {
            String key = text(each.path("key"));
            if (!key.isEmpty() && !each.path("disabled").asBoolean(false)) headers.put(key, text(each.path("value")));
        }
        JsonNode address = request.path("url");
        String url = address.isString() ? address.asString() : text(address.path("raw"));
        for (JsonNode each : address.path("variable"))
            url = url.replace("/:" + text(each.path("key")), "/" + text(each.path("value")));
        url = auth(name, request.has("auth") ? request.get("auth") : inherited, headers, url);
        String body = body(name, request.path("body"), headers);
        found.add(new Draft(name, request.path("method").asString("GET").toUpperCase(Locale.ROOT), url, headers, body));
    }

    /// Answers the address, which a key may have to stand in.
    private String auth(String name, JsonNode auth, Map<String, String> headers, String url) {
        String type = auth.path("type").asString("noauth");
        switch (type) {
            case "noauth" -> {
            }
            case "bearer" -> headers.put("Authorization", "Bearer " + value(auth, type, "token"));
            case "basic" -> {
                String user = value(auth, type, "username") + ":" + value(auth, type, "password");
                if (!Variables.uses(user).isEmpty()) found.leftOut("requestedit.import.auth", name, type);
                else
                    headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(
                            StandardCharsets.UTF_8)));
            }
            case "apikey" -> {
                String key = value(auth, type, "key");
                String secret = value(auth, type, "value");
                if (Variables.uses(secret).isEmpty()) secret = found.hidden(key, secret);
                if (value(auth, type, "in").equals("query")) {
                    return url + (url.contains("?") ? "&" : "?") + key + "=" + secret;
                }
                headers.put(key, secret);
            }
            default -> found.leftOut("requestedit.import.auth", name, type);
        }
        return url;
    }

    /// A list of keys and values since 2.1, an object in 2.0.
    private static String value(JsonNode auth, String type, String key) {
        JsonNode values = auth.path(type);
        if (values.isObject()) return text(values.path(key));
        for (JsonNode each : values) {
            if (text(each.path("key")).equals(key)) return text(each.path("value"));
        }
        return "";
    }

    private String body(String name, JsonNode body, Map<String, String> headers) {
        if (body.path("disabled").asBoolean(false)) return "";
        return switch (body.path("mode").asString("")) {
            case "raw" -> {
                if (body.path("options").path("raw").path("language").asString("").equals("json")) {
                    type(headers, "application/json");
                }
                yield text(body.path("raw"));
            }
            case "urlencoded" -> {
                type(headers, "application/x-www-form-urlencoded");
                List<String> pairs = new ArrayList<>();
                for (JsonNode each : body.path("urlencoded")) {
                    if (each.path("disabled").asBoolean(false)) continue;
                    pairs.add(encoded(text(each.path("key"))) + "=" + encoded(text(each.path("value"))));
                }
                yield String.join("&", pairs);
            }
            case "file" -> "< " + text(body.path("file").path("src"));
            case "graphql" -> {
                type(headers, "application/json");
                yield body.path("graphql").toString();
            }
            case "" -> "";
            default -> {
                found.leftOut("requestedit.import.body", name, text(body.path("mode")));
                yield "";
            }
        };
    }

    private static String encoded(String text) {
        return Variables.uses(text).isEmpty() ? URLEncoder.encode(text, StandardCharsets.UTF_8) : text;
    }

    private static void type(Map<String, String> headers, String type) {
        if (headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) headers.put("Content-Type", type);
    }

    private static String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asString() : "";
    }
}
