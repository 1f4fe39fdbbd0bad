package slipway.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.contract.Contracts;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.ServerRoutes;

/// An endpoint or a deployment field by field, as the workspace's files name them, for tests that compare what went out
/// with what came back. The engine is left out: another platform is the point. Stateless.
final class SpecFields {
    private SpecFields() {}

    /// The names of the fields that the two do not have alike.
    static Set<String> differing(Map<String, Object> one, Map<String, Object> other) {
        var names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        return names.stream().filter(each -> !Objects.equals(one.get(each), other.get(each)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Map<String, Object> of(EndpointSpec endpoint) {
        var own = endpoint.slipway();
        var all = new TreeMap<String, Object>();
        all.put("auth_mode", endpoint.authMode());
        all.put("description", endpoint.description());
        endpoint.tags().forEach((name, value) -> all.put("tags." + name, value));
        all.put("traffic", shares(endpoint.traffic()));
        all.put("mirror_traffic", shares(endpoint.mirrors()));
        all.put("x-slipway.traffic.random", own.random());
        put(all, "x-slipway.traffic.twin", own.twin());
        put(all, "x-slipway.traffic.seed", own.seed());
        put(all, "x-slipway.traffic.sticky", own.sticky());
        put(all, "x-slipway.bandwidth_mbps", own.bandwidthMbps());
        put(all, "x-slipway.max_body_mb", own.maxBodyMb());
        all.put("x-slipway.access_log", own.logs().access());
        all.put("x-slipway.predict_log", own.logs().predict() + " " + own.logs().bodies());
        return all;
    }

    /// A share of nothing is the same as none.
    private static Map<String, Integer> shares(Map<String, Integer> shares) {
        return shares.entrySet().stream().filter(each -> each.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// @param contract what it is served as, where its file does not say it
    /// @param image    what it runs, with its digest
    /// @param model    name that its server knows its model by
    static Map<String, Object> of(DeploymentSpec spec, @Nullable String contract, @Nullable String image,
            String model) {
        var own = spec.slipway();
        var all = new TreeMap<String, Object>();
        put(all, "model.name", spec.model().name());
        put(all, "model.version", spec.model().version());
        put(all, "model.path", spec.model().path());
        put(all, "environment.image", image);
        spec.environment().forEach((name, value) -> all.put("environment_variables." + name, value));
        all.put("instance_count", spec.instanceCount());
        all.put("request_settings.request_timeout_ms", spec.requests().timeout());
        all.put("request_settings.max_concurrent_requests_per_instance", spec.requests().maxConcurrentPerInstance());
        all.put("request_settings.max_queue_wait_ms", spec.requests().maxQueueWait());
        all.putAll(probe("liveness_probe", spec.liveness()));
        all.putAll(probe("readiness_probe", spec.readiness()));
        put(all, "x-slipway.contract", own.contract() == null ? contract : own.contract());
        put(all, "x-slipway.url", own.url());
        put(all, "x-slipway.resources.cpus", own.cpus());
        put(all, "x-slipway.resources.memory", own.memoryBytes());
        put(all, "x-slipway.resources.gpus", own.gpus());
        put(all, "x-slipway.network", own.network());
        put(all, "x-slipway.mapping", own.mapping());
        put(all, "x-slipway.bandwidth_mbps", own.bandwidthMbps());
        put(all, "x-slipway.scale", own.scale());
        all.put("x-slipway.entrypoint", own.entrypoint());
        all.put("x-slipway.cmd", own.command());
        put(all, "code_configuration", spec.code().folder() == null
                ? null
                : spec.code().folder() + "/" + spec.code()
                        .scoringScript());
        put(all, "environment.conda_file", spec.code().condaFile());
        put(all, "environment.build", spec.code().buildFolder());
        put(all, "environment", spec.code().environmentRef());
        put(all, "model_mount_path", spec.code().modelMount());
        put(all, "instance_type", spec.code().instanceType());
        if (own.url() == null) all.putAll(asked(spec, contract, model));
        return all;
    }

    /// How its server is asked, whoever says it: the contract, the routes or the ports.
    private static Map<String, Object> asked(DeploymentSpec spec, @Nullable String contract, String model) {
        String id = spec.slipway().contract() == null ? contract : spec.slipway().contract();
        var known = Contracts.byId(id == null ? "azureml" : id).or(() -> Contracts.byId("azureml")).orElseThrow();
        ServerRoutes routes = ServerRoutes.of(known, spec, model);
        Integer own = spec.slipway().port();
        Integer health = spec.slipway().healthPort();
        int port = own != null ? own : spec.routes() == null ? known.port() : spec.routes().scoring().port();
        int probed = health != null
                ? health
                : own != null || spec.routes() == null ? port : spec.routes().liveness().port();
        var all = new LinkedHashMap<String, Object>();
        all.put("environment.inference_config.scoring_route.path", routes.predict());
        all.put("environment.inference_config.liveness_route.path", routes.live());
        all.put("environment.inference_config.readiness_route.path", routes.ready());
        all.put("x-slipway.port", port);
        all.put("x-slipway.health_port", probed);
        return all;
    }

    private static Map<String, Object> probe(String name, ProbeSpec probe) {
        return Map.of(name + ".initial_delay", probe.initialDelay(), name + ".period", probe.period(), name
                + ".timeout", probe.timeout(), name + ".success_threshold", probe.successThreshold(),
                name
                        + ".failure_threshold",
                probe.failureThreshold());
    }

    private static void put(Map<String, Object> all, String name, @Nullable Object value) {
        if (value != null) all.put(name, value);
    }
}
