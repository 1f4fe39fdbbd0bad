package slipway.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.export.Difference.Kind;
import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;

/// The HTTPRoute of an endpoint: who is named gets the request, everybody else is split. Immutable.
final class HttpRoute {
    /// The header that names a deployment.
    static final String HEADER = "azureml-model-deployment";
    /// The implementation of a route must know this much of a duration.
    private static final long MILLIS = 1000;
    /// Of a route, and as many servers of a rule.
    private static final int MOST_RULES = 16;

    private final EndpointSpec endpoint;
    private final List<Served> all;
    private final List<Served> live;

    HttpRoute(EndpointSpec endpoint, List<Served> all) {
        this.endpoint = endpoint;
        this.all = all;
        this.live = all.stream().filter(each -> each.share(endpoint) > 0).toList();
    }

    /// The predict route that clients use there: that of the deployment with the largest share.
    static @Nullable String front(EndpointSpec endpoint, List<Served> all) {
        return all.stream().reduce((one, two) -> two.share(endpoint) > one.share(endpoint) ? two : one)
                .map(each -> each.routes().predict()).orElse(null);
    }

    /// As many routes as its rules need: requests go by the most exact rule of them all.
    List<ExportYaml> yaml() {
        var rules = new ArrayList<ExportYaml>();
        String front = front(endpoint, all);
        boolean mapped = all.stream().anyMatch(each -> !each.routes().predict().equals(front));
        if (front != null && mapped) rules(rules, front);
        rules(rules, null);
        var routes = new ArrayList<ExportYaml>();
        for (int from = 0; from < rules.size(); from += MOST_RULES) {
            String name = routes.isEmpty() ? endpoint.name() : endpoint.name() + "/" + (routes.size() + 1);
            routes.add(route(DnsLabel.of(name), rules.subList(from, Math.min(rules.size(), from + MOST_RULES))));
        }
        return routes;
    }

    private ExportYaml route(String name, List<ExportYaml> rules) {
        var parent = new ExportYaml().put("name", "gateway");
        return new ExportYaml().put("apiVersion", "gateway.networking.k8s.io/v1").put("kind", "HTTPRoute").put(
                "metadata", new ExportYaml().put("name", name).put("annotations", GatewayApiTarget.annotations(
                        endpoint)))
                .put("spec", new ExportYaml().put("parentRefs", List.of(parent)).put("rules", rules));
    }

    /// The rules of one path, null for all; a path counts for more than a header, so each has its own for every name.
    private void rules(List<ExportYaml> rules, @Nullable String path) {
        for (Served each : all) {
            var header = new ExportYaml().put("type", "Exact").put("name", HEADER).put("value", each.name());
            rules.add(new ExportYaml().put("matches", List.of(match(path).put("headers", List.of(header))))
                    .put("filters", filters(each, path)).put("backendRefs", List.of(backend(each)))
                    .put("timeouts", timeouts(each.timeout())));
        }
        if (live.isEmpty()) return;
        var copies = new ArrayList<ExportYaml>();
        for (Served each : all) {
            int percent = endpoint.mirrors().getOrDefault(each.name(), 0);
            if (percent > 0) {
                copies.add(new ExportYaml().put("type", "RequestMirror").put("requestMirror",
                        new ExportYaml().put("backendRef", backend(each)).put("percent", percent)));
            }
        }
        var backends = new ArrayList<ExportYaml>();
        for (Served each : all) {
            if (!endpoint.traffic().containsKey(each.name())) continue;
            backends.add(backend(each).put("weight", each.share(endpoint)).put("filters", filters(each, path)));
        }
        rules.add(new ExportYaml().put("matches", List.of(match(path))).put("filters", copies).put("backendRefs",
                backends).put("timeouts", timeouts(longest())));
    }

    private static ExportYaml match(@Nullable String path) {
        ExportYaml value = new ExportYaml().put("type", path == null ? "PathPrefix" : "Exact").put("value",
                path == null ? "/" : path);
        return new ExportYaml().put("path", value);
    }

    private static ExportYaml backend(Served served) {
        return new ExportYaml().put("name", served.label()).put("port", GatewayApiTarget.PORT);
    }

    private static List<ExportYaml> filters(Served served, @Nullable String path) {
        String own = served.base() + served.routes().predict();
        if (path == null && served.base().isEmpty()) return List.of();
        if (own.equals(path)) return List.of();
        var rewritten = path == null
                ? new ExportYaml().put("type", "ReplacePrefixMatch").put("replacePrefixMatch", served.base())
                : new ExportYaml().put("type", "ReplaceFullPath").put("replaceFullPath", own);
        return List.of(new ExportYaml().put("type", "URLRewrite").put("urlRewrite", new ExportYaml().put("path",
                rewritten)));
    }

    private Duration longest() {
        return live.stream().map(Served::timeout).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static ExportYaml timeouts(Duration timeout) {
        long millis = timeout.toMillis();
        String text = millis % MILLIS == 0 ? millis / MILLIS + "s" : millis / MILLIS + "s" + millis % MILLIS + "ms";
        return new ExportYaml().put("request", text);
    }

    void differences(ClusterNotes notes) {
        notes.endpoint(Kind.BY_HAND, "", "export.gatewayapi.gateway");
        if (endpoint.authMode() != AuthMode.NONE) {
            notes.endpoint(Kind.BY_HAND, "auth_mode", "export.gatewayapi.auth", endpoint.authMode().word());
        }
        var own = endpoint.slipway();
        if (own.sticky() != null) {
            notes.endpoint(Kind.NO_EQUAL, "x-slipway.traffic.sticky", "export.gatewayapi.sticky");
        }
        Integer most = own.maxBodyMb();
        if (most != null) notes.endpoint(Kind.NO_EQUAL, "x-slipway.max_body_mb", "export.gatewayapi.body", most);
        if (own.logs().access()) notes.endpoint(Kind.NO_EQUAL, "x-slipway.access_log", "export.gatewayapi.access-log");
        if (live.isEmpty()) notes.endpoint(Kind.NO_EQUAL, "traffic", "export.gatewayapi.no-traffic");
        for (String tag : endpoint.tags().keySet()) {
            if (!GatewayApiTarget.isKey(tag)) notes.endpoint(Kind.LIMIT, "tags", "export.gatewayapi.tag", tag);
        }
        long waits = live.stream().map(Served::timeout).distinct().count();
        if (waits > 1) {
            notes.endpoint(Kind.NO_EQUAL, "request_settings.request_timeout_ms", "export.gatewayapi.timeout",
                    longest().toMillis());
        }
        long sharing = all.stream().filter(each -> endpoint.traffic().containsKey(each.name())).count();
        if (sharing > MOST_RULES)
            notes.endpoint(Kind.LIMIT, "traffic", "export.gatewayapi.backends", sharing,
                    MOST_RULES);
        paths(notes);
    }

    private void paths(ClusterNotes notes) {
        String front = front(endpoint, all);
        if (front == null) return;
        notes.endpoint(Kind.NO_EQUAL, "", "export.cluster.front", front);
        Map<String, Integer> mirrors = endpoint.mirrors();
        for (Served each : all) {
            String own = each.base() + each.routes().predict();
            if (own.equals(front)) continue;
            boolean copied = mirrors.getOrDefault(each.name(), 0) > 0;
            if (each.share(endpoint) > 0) {
                notes.deployment(Kind.LIMIT, each, "", "export.gatewayapi.rewrite", own);
            }
            if (copied) {
                notes.deployment(Kind.NO_EQUAL, each, "mirror_traffic", "export.gatewayapi.mirror-path", front,
                        own);
            }
        }
        if (!mirrors.isEmpty()) notes.endpoint(Kind.LIMIT, "mirror_traffic", "export.gatewayapi.mirror");
    }
}
