package slipway.export;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an HTTPRoute says of the Services behind it, by their names. Immutable.
///
/// @param weights  of the first rule that asks for no header
/// @param mirrors  in percent
/// @param timeouts of a request
/// @param paths    where predictions are posted
record RouteImport(Map<String, BigDecimal> weights, Map<String, Integer> mirrors, Map<String, Duration> timeouts,
        Map<String, String> paths) {
    private static final BigDecimal MOST_PERCENT = BigDecimal.valueOf(100);

    static RouteImport none() {
        return new RouteImport(Map.of(), Map.of(), Map.of(), Map.of());
    }

    /// @param routes of one endpoint: a long one is written in several
    static RouteImport of(List<JsonNode> routes, Differences to) {
        var read = new RouteImport(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(),
                new LinkedHashMap<>());
        // who is asked by its name is told apart first: the rule of everybody has one limit of time for all
        List<JsonNode> rules = routes.stream().flatMap(route -> route.path("spec").path("rules").valueStream())
                .toList();
        rules.stream().filter(RouteImport::named).forEach(read::rule);
        rules.stream().filter(rule -> !named(rule)).forEach(rule -> read.split(rule, to));
        return read;
    }

    private static boolean named(JsonNode rule) {
        return rule.path("matches").valueStream().anyMatch(match -> match.has("headers"));
    }

    private void rule(JsonNode rule) {
        Duration timeout = ComposeValues.time(ImportFields.text(rule.path("timeouts"), "request")).orElse(null);
        String exact = exact(rule);
        for (JsonNode backend : rule.path("backendRefs").values()) {
            String service = ImportFields.text(backend, "name");
            if (service == null) continue;
            if (timeout != null) timeouts.putIfAbsent(service, timeout);
            String own = rewritten(backend);
            String all = rewritten(rule);
            String path = own != null ? own : all != null ? all : exact;
            if (path != null) paths.putIfAbsent(service, path);
        }
    }

    private void split(JsonNode rule, Differences to) {
        rule(rule);
        var found = new LinkedHashMap<String, BigDecimal>();
        for (JsonNode backend : rule.path("backendRefs").values()) {
            String service = ImportFields.text(backend, "name");
            if (service != null) found.put(service, number(backend, "weight", BigDecimal.ONE, to));
        }
        for (JsonNode filter : rule.path("filters").values())
            mirror(filter.path("requestMirror"), to);
        if (weights.isEmpty()) weights.putAll(found);
        else if (!weights.equals(found)) to.none("", "traffic", "export.import.rules");
    }

    private void mirror(JsonNode mirror, Differences to) {
        String service = ImportFields.text(mirror.path("backendRef"), "name");
        if (service == null) return;
        JsonNode fraction = mirror.path("fraction");
        BigDecimal parts = number(fraction, "denominator", MOST_PERCENT, to);
        BigDecimal part = fraction.has("numerator")
                ? number(fraction, "numerator", BigDecimal.ZERO, to)
                : number(mirror, "percent", MOST_PERCENT, to);
        mirrors.put(service, Shares.copies(service, part, fraction.has("numerator") ? parts : MOST_PERCENT, to));
    }

    /// `otherwise` where it is not said.
    private static BigDecimal number(JsonNode from, String field, BigDecimal otherwise, Differences to) {
        BigDecimal said = ImportFields.number("", from, field, to);
        return said == null ? otherwise : said;
    }

    /// The path of which a rule is asked for predictions alone, null for one of several paths.
    private static @Nullable String exact(JsonNode rule) {
        JsonNode path = rule.path("matches").path(0).path("path");
        return "Exact".equals(ImportFields.text(path, "type")) ? ImportFields.text(path, "value") : null;
    }

    private static @Nullable String rewritten(JsonNode from) {
        for (JsonNode filter : from.path("filters").values()) {
            String full = ImportFields.text(filter.path("urlRewrite").path("path"), "replaceFullPath");
            if (full != null) return full;
        }
        return null;
    }
}
