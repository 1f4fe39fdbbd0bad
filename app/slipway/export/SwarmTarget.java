package slipway.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import slipway.export.Difference.Kind;
import slipway.export.ExportFile.Language;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;
import slipway.spec.SwarmSpec;

/// Docker Swarm: a file for `docker stack deploy`, with updates that go back by themselves, behind nginx on every node.
/// It stays away from Swarm’s own balancing, which kernels without IPVS do not have.
final class SwarmTarget implements ExportTarget {
    /// What nodes are told to offer for each GPU.
    private static final String GPU = "NVIDIA-GPU";

    @Override
    public String id() {
        return "swarm";
    }

    @Override
    public String title() {
        return "Docker Swarm";
    }

    @Override
    public Exported export(ExportSource said) {
        var to = new Differences();
        ExportSource source = Unsecret.of(said, to);
        EndpointSpec endpoint = source.endpoint();
        List<Served> all = Served.all(source);
        ProxyPlan plan = ProxyPlan.of(endpoint, all);
        var notes = new ClusterNotes(to);
        ContainerParts.endpoint(source, plan, notes);
        endpoint(plan, notes);
        for (Served each : all) {
            notes.deployment(each, source.contracts());
            ContainerParts.deployment(each, notes);
            if (each.elsewhere() == null) differences(each, notes);
        }
        List<ExportFile> proxies = ContainerParts.proxies(plan, false);
        var files = new ArrayList<ExportFile>();
        files.add(new ExportFile("stack.yaml", file(plan, proxies.getFirst()).toString(), Language.YAML));
        files.addAll(proxies);
        all.stream().filter(BakedImage::needed).map(BakedImage::file).forEach(files::add);
        return new Exported(files, notes.all());
    }

    private static ExportYaml file(ProxyPlan plan, ExportFile nginx) {
        String stack = DnsLabel.of(plan.endpoint().name());
        var services = new ExportYaml().put("gateway", gateway(plan));
        var secrets = new ExportYaml();
        if (plan.keyed()) secrets.put("keys", external(stack + "-keys"));
        for (Served each : plan.all()) {
            if (each.elsewhere() != null) continue;
            services.put(each.label(), container(each));
            each.secrets().forEach(name -> secrets.put(secret(each, name), external(secret(each, name))));
        }
        // a config never changes: another content is another one, and the gateway is updated to it
        var config = new ExportYaml().put("name", stack + "-nginx-" + DnsLabel.digest(nginx.text()).substring(0, 12))
                .put("file", "./" + nginx.path());
        return new ExportYaml().put("version", "3.8").put("x-slipway", ComposeExtension.of(plan.endpoint()))
                .remark("x-slipway", "for the way back into Slipway; the shares that count stand in nginx.conf")
                .put("services", services).put("networks", new ExportYaml().put(
                        "inner", new ExportYaml().put("driver", "overlay")))
                .put("configs", new ExportYaml().put("nginx",
                        config))
                .put("secrets", secrets);
    }

    private static ExportYaml external(String name) {
        return new ExportYaml().put("external", true).put("name", name);
    }

    /// One on each node, so that each node answers and none has to pass requests on to another.
    private static ExportYaml gateway(ProxyPlan plan) {
        var port = new ExportYaml().put("target", ProxyPlan.PORT).put("published", 8080).put("protocol", "tcp").put(
                "mode", "host");
        var config = new ExportYaml().put("source", "nginx").put("target", "/etc/nginx/nginx.conf");
        // the port of a node is free again only when the old one has gone
        var update = new ExportYaml().put("parallelism", 1).put("order", "stop-first").put("failure_action",
                "rollback").put("monitor", "10s");
        return new ExportYaml().put("image", ComposeTarget.NGINX).put("networks", List.of("inner"))
                .put("ports", List.of(port)).put("configs", List.of(config))
                .put("secrets", plan.keyed() ? List.of("keys") : List.of())
                .put("deploy", new ExportYaml().put("mode", "global").put("endpoint_mode", "dnsrr")
                        .put("labels", ContainerParts.labels(plan.endpoint())).put("update_config", update));
    }

    private static ExportYaml container(Served served) {
        var container = new ExportYaml().put("image", BakedImage.image(served));
        ContainerParts.started(container, served);
        var secrets = new ArrayList<ExportYaml>();
        ExportYaml environment = ContainerParts.environment(served);
        for (String name : served.secrets()) {
            secrets.add(new ExportYaml().put("source", secret(served, name)).put("target", name));
            environment.put(name + "_FILE", "/run/secrets/" + name);
        }
        return container.put("environment", environment).put("secrets", secrets).put("networks", List.of("inner"))
                .put("init", true).put("healthcheck", ContainerParts.healthcheck(served))
                .put("deploy", deploy(served)).put("x-slipway", ComposeExtension.of(served));
    }

    private static ExportYaml deploy(Served served) {
        String watched = monitor(served.spec().liveness()).toSeconds() + "s";
        var change = new ExportYaml().put("parallelism", 1).put("delay", "1s").put("order", "start-first").put(
                "failure_action", "rollback").put("monitor", watched);
        var back = new ExportYaml().put("parallelism", 1).put("order", "start-first").put("failure_action", "pause")
                .put("monitor", watched);
        int gpus = served.gpus() == Served.ALL_GPUS ? 1 : served.gpus();
        var kind = new ExportYaml().put("kind", GPU).put("value", gpus);
        var reserved = new ExportYaml().put("generic_resources", gpus == 0
                ? List.of()
                : List.of(new ExportYaml().put("discrete_resource_spec", kind)));
        return new ExportYaml().put("replicas", Everywhere.replicas(served.spec())).put("endpoint_mode", "dnsrr")
                .put("labels", ContainerParts.nameLabel(served))
                .put("update_config", change).put("rollback_config", back)
                .put("restart_policy", new ExportYaml().put("condition", "any").put("delay", "1s"))
                .put("placement", placement(served.spec().slipway().swarm()))
                .put("resources", new ExportYaml().put("limits", ContainerParts.limits(served)).put("reservations",
                        reserved));
    }

    private static ExportYaml placement(SwarmSpec swarm) {
        String label = swarm.spread();
        return new ExportYaml().put("constraints", swarm.constraints()).put("preferences",
                label == null ? List.of() : List.of(new ExportYaml().put("spread", label)));
    }

    /// By when a bad one is known to be bad: watched for less, the update would call it good.
    private static Duration monitor(ProbeSpec probe) {
        return probe.initialDelay().plus(probe.period().plus(probe.timeout()).multipliedBy(probe.failureThreshold()))
                .plusSeconds(5);
    }

    private static String secret(Served served, String name) {
        return DnsLabel.of(served.label() + "-" + name.toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }

    private static void endpoint(ProxyPlan plan, ClusterNotes notes) {
        notes.endpoint(Kind.NO_EQUAL, "", "export.swarm.dnsrr");
        notes.endpoint(Kind.NO_EQUAL, "", "export.swarm.host-port");
        if (!plan.keyed()) return;
        AuthMode mode = plan.endpoint().authMode();
        notes.endpoint(Kind.BY_HAND, "auth_mode", "export.swarm.keys",
                "printf '\"~^Bearer \\\\Q%s\\\\E$\" yes;\\n' \"$KEY\" | docker secret create "
                        + DnsLabel.of(plan.endpoint().name()) + "-keys -");
        if (mode != AuthMode.KEY) notes.endpoint(Kind.NO_EQUAL, "auth_mode", "export.cluster.tokens", mode.word());
    }

    private static void differences(Served served, ClusterNotes notes) {
        notes.baked(served);
        String image = BakedImage.image(served);
        if (!image.contains("@sha256:")) {
            notes.deployment(Kind.BY_HAND, served, "environment.image", "export.swarm.digest", image);
        }
        for (String name : served.secrets()) {
            notes.deployment(Kind.BY_HAND, served, "environment_variables." + name, "export.swarm.secret", name,
                    "printf %s \"$" + name + "\" | docker secret create " + secret(served, name) + " -");
        }
        served.spec().slipway().swarm().configs().forEach((target, file) -> notes.deployment(Kind.BY_HAND, served,
                "x-slipway.swarm.configs", "export.swarm.config", target, file.getFileName()));
        int gpus = served.gpus();
        if (gpus != 0) notes.deployment(Kind.BY_HAND, served, "x-slipway.resources.gpus", "export.swarm.gpu", GPU);
        if (gpus == Served.ALL_GPUS) {
            notes.deployment(Kind.NO_EQUAL, served, "x-slipway.resources.gpus", "export.cluster.all-gpus");
        }
        if (!served.gpuIds().isEmpty()) {
            notes.deployment(Kind.NO_EQUAL, served, "x-slipway.resources.gpus", "export.cluster.gpu-ids",
                    served.gpuIds().size());
        }
        var requests = served.spec().requests();
        if (requests.said()) {
            notes.deployment(Kind.NO_EQUAL, served, "request_settings.max_concurrent_requests_per_instance",
                    "export.swarm.concurrent", requests.maxConcurrentPerInstance());
        }
    }
}
