package slipway.export;

import java.util.Map;

import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.Route;
import slipway.spec.DeploymentSpec.Routes;
import slipway.spec.EndpointSpec;

/// The `x-slipway` blocks of an exported compose file: what compose has no word for, in the words of the workspace’s
/// files. Stateless.
final class ComposeExtension {
    private ComposeExtension() {}

    static ExportYaml of(EndpointSpec endpoint) {
        String said = endpoint.description();
        var own = endpoint.slipway();
        return new ExportYaml().put("endpoint", endpoint.name()).put("auth_mode", endpoint.authMode().word())
                .put("description", said.isEmpty() ? null : said).put("tags", ExportYaml.texts(endpoint.tags()))
                .put("traffic", percents(endpoint.traffic())).put("mirror_traffic", percents(endpoint.mirror()))
                .put("mirrors", percents(own.mirrors())).put("random", own.random() ? true : null)
                .put("max_body_mb", own.maxBodyMb())
                .put("access_log", own.logs().access() ? true : null);
    }

    private static ExportYaml percents(Map<String, Integer> percents) {
        var map = new ExportYaml();
        percents.forEach(map::put);
        return map;
    }

    static ExportYaml of(Served served) {
        DeploymentSpec spec = served.spec();
        var own = spec.slipway();
        var block = new ExportYaml().put("deployment", spec.name()).put("contract", served.contract().id())
                .put("port", own.port()).put("health_port", own.healthPort());
        var requests = spec.requests();
        if (requests.said()) {
            block.put("request_settings", new ExportYaml().put("request_timeout_ms", requests.timeout().toMillis())
                    .put("max_concurrent_requests_per_instance", requests.maxConcurrentPerInstance())
                    .put("max_queue_wait_ms", requests.maxQueueWait().toMillis()));
        }
        if (spec.liveness().successThreshold() != 1 || !spec.readiness().equals(spec.liveness())) {
            block.put("readiness_probe", probe(spec.readiness()));
        }
        Routes routes = spec.routes();
        if (routes != null) {
            block.put("inference_config", new ExportYaml().put("liveness_route", route(routes.liveness()))
                    .put("readiness_route", route(routes.readiness())).put("scoring_route", route(routes.scoring())));
        }
        return block;
    }

    private static ExportYaml route(Route route) {
        return new ExportYaml().put("path", route.path()).put("port", route.port());
    }

    private static ExportYaml probe(ProbeSpec probe) {
        return new ExportYaml().put("initial_delay", probe.initialDelay().toSeconds())
                .put("period", probe.period().toSeconds()).put("timeout", probe.timeout().toSeconds())
                .put("success_threshold", probe.successThreshold()).put("failure_threshold", probe.failureThreshold());
    }
}
