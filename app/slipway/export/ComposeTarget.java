package slipway.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import slipway.export.Difference.Kind;
import slipway.export.ExportFile.Language;
import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;

/// `docker compose`: the deployments as services behind nginx, or behind HAProxy where its profile is asked for.
final class ComposeTarget implements ExportTarget {
    static final String NGINX = "nginx:1.28-alpine";
    static final String HAPROXY = "haproxy:3.2-alpine";

    @Override
    public String id() {
        return "compose";
    }

    @Override
    public String title() {
        return "Docker Compose";
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
        var files = new ArrayList<ExportFile>();
        files.add(new ExportFile("compose.yaml", file(plan).toString(), Language.YAML));
        files.addAll(ContainerParts.proxies(plan, true));
        return new Exported(files, notes.all());
    }

    private static ExportYaml file(ProxyPlan plan) {
        var services = new ExportYaml();
        services.put("gateway", proxy(plan, NGINX, "nginx-keys", "./nginx.conf:/etc/nginx/nginx.conf:ro", 8080, null));
        services.put("gateway-haproxy", proxy(plan, HAPROXY, "haproxy-keys",
                "./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro", 8081, "haproxy"));
        plan.all().stream().filter(each -> each.elsewhere() == null)
                .forEach(each -> services.put(each.label(), container(each)));
        var secrets = new ExportYaml();
        if (plan.keyed()) {
            secrets.put("nginx-keys", new ExportYaml().put("file", "./secrets/nginx-keys")).put("haproxy-keys",
                    new ExportYaml().put("file", "./secrets/haproxy-keys"));
        }
        EndpointSpec endpoint = plan.endpoint();
        return new ExportYaml().put("name", DnsLabel.of(endpoint.name())).put("x-slipway", ComposeExtension.of(
                endpoint))
                .remark("x-slipway",
                        "for the way back into Slipway; the shares that count stand in nginx.conf and haproxy.cfg")
                .put("services", services).put("secrets", secrets);
    }

    private static ExportYaml proxy(ProxyPlan plan, String image, String keys, String file, int port,
            @Nullable String profile) {
        var secret = new ExportYaml().put("source", keys).put("target", "keys");
        String variable = profile == null ? "SLIPWAY_PORT" : "SLIPWAY_HAPROXY_PORT";
        List<String> after = plan.all().stream().filter(each -> each.elsewhere() == null).map(Served::label).toList();
        return new ExportYaml().put("image", image).put("profiles", profile == null ? List.of() : List.of(profile))
                .put("restart", "unless-stopped").put("depends_on", after)
                .put("ports", List.of("127.0.0.1:${" + variable + ":-" + port + "}:" + ProxyPlan.PORT))
                .put("labels", ContainerParts.labels(plan.endpoint())).put("volumes", List.of(file))
                .put("secrets", plan.keyed() ? List.of(secret) : List.of());
    }

    private static ExportYaml container(Served served) {
        String image = served.image();
        var container = new ExportYaml().put("image", image == null ? served.wantedImage() : image);
        ContainerParts.started(container, served);
        ExportYaml environment = ContainerParts.environment(served);
        for (String name : served.secrets())
            environment.put(name, "${" + variable(served, name) + ":?}");
        return container.put("environment", environment).put("volumes", models(served)).put("init", true)
                .put("restart", "unless-stopped").put("healthcheck", ContainerParts.healthcheck(served))
                .put("labels", ContainerParts.nameLabel(served)).put("deploy", deploy(served))
                .put("x-slipway", ComposeExtension.of(served));
    }

    private static ExportYaml deploy(Served served) {
        var device = new ExportYaml().put("driver", "nvidia");
        if (served.gpuIds().isEmpty()) device.put("count", served.gpus() == Served.ALL_GPUS ? "all" : served.gpus());
        else
            device.put("device_ids", served.gpuIds());
        device.put("capabilities", List.of("gpu"));
        var reserved = new ExportYaml().put("devices", served.gpus() == 0 ? List.of() : List.of(device));
        return new ExportYaml().put("replicas", Everywhere.replicas(served.spec())).put("resources",
                new ExportYaml().put(
                        "limits", ContainerParts.limits(served)).put("reservations", reserved));
    }

    /// The model, read-only: below a folder that a variable names, or where a variable of its own says.
    private static List<String> models(Served served) {
        if (!served.hasModel()) return List.of();
        String folder = served.folder();
        String place = folder == null
                ? "${" + variable(served, "MODEL") + ":?}"
                : "${SLIPWAY_MODELS:?}/" + ContainerParts.literal(folder);
        return List.of(place + ":" + ContainerParts.literal(served.modelPath()) + ":ro");
    }

    /// `IRIS_BLUE_API_KEY`: two deployments may have two values for one name.
    private static String variable(Served served, String name) {
        return (served.label() + "_" + name).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static void endpoint(ProxyPlan plan, ClusterNotes notes) {
        EndpointSpec endpoint = plan.endpoint();
        notes.endpoint(Kind.BY_HAND, "", "export.compose.haproxy");
        if (!plan.copies().isEmpty()) {
            notes.endpoint(Kind.NO_EQUAL, "mirror_traffic", "export.compose.haproxy-mirror");
        }
        if (!plan.keyed()) return;
        notes.endpoint(Kind.BY_HAND, "auth_mode", "export.compose.keys", """
                mkdir -p secrets && printf '"~^Bearer \\\\Q%s\\\\E$" yes;\\n' "$KEY" > secrets/nginx-keys \
                && printf 'Bearer %s\\n' "$KEY" > secrets/haproxy-keys""");
        if (endpoint.authMode() != AuthMode.KEY) {
            notes.endpoint(Kind.NO_EQUAL, "auth_mode", "export.cluster.tokens", endpoint.authMode().word());
        }
    }

    private static void differences(Served served, ClusterNotes notes) {
        if (!served.secrets().isEmpty()) {
            notes.deployment(Kind.BY_HAND, served, "environment_variables", "export.compose.secret", String.join(", ",
                    served.secrets().stream().map(name -> variable(served, name)).toList()));
        }
        if (served.hasModel()) {
            String folder = served.folder();
            notes.deployment(Kind.BY_HAND, served, "model", folder == null
                    ? "export.compose.model"
                    : "export.compose.models", folder == null ? variable(served, "MODEL") : folder,
                    served.modelPath());
        }
        var requests = served.spec().requests();
        if (requests.said()) {
            notes.deployment(Kind.NO_EQUAL, served, "request_settings.max_concurrent_requests_per_instance",
                    "export.compose.concurrent", requests.maxConcurrentPerInstance(), requests.maxQueueWait()
                            .toMillis());
        }
    }
}
