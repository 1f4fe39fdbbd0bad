package slipway.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import slipway.export.Difference.Kind;
import slipway.export.ExportFile.Language;
import slipway.spec.EndpointSpec;

/// Plain Kubernetes: a Deployment and a Service for each deployment, and an HTTPRoute of the Gateway API that splits and
/// mirrors as the endpoint does.
final class GatewayApiTarget implements ExportTarget {
    /// Begins the annotations that tags of the endpoint become.
    static final String TAG = "slipway/";
    /// Annotations for the way back: what has another form there, or none.
    static final String ENDPOINT = "spec.slipway/endpoint";
    static final String RANDOM = "spec.slipway/random";
    static final String DEPLOYMENT = "spec.slipway/deployment";
    static final String CONTRACT = "spec.slipway/contract";
    static final String PREDICT = "spec.slipway/predict";
    /// The port of every Service; the server’s own stands behind it.
    static final int PORT = 80;
    /// What the route says, or its own differences.
    private static final Set<String> KNOWN = Set.of(Everywhere.STICKY, Everywhere.BODY, Everywhere.ACCESS_LOG,
            Everywhere.DESCRIPTION, Everywhere.TAGS);

    @Override
    public String id() {
        return "gateway-api";
    }

    @Override
    public String title() {
        return "Kubernetes Gateway API";
    }

    @Override
    public Exported export(ExportSource said) {
        var to = new Differences();
        ExportSource source = Unsecret.of(said, to);
        EndpointSpec endpoint = source.endpoint();
        List<Served> all = Served.all(source);
        var notes = new ClusterNotes(to);
        notes.gateway(source, KNOWN);
        var route = new HttpRoute(endpoint, all);
        route.differences(notes);
        var workloads = new ArrayList<ExportYaml>();
        var files = new ArrayList<ExportFile>();
        for (Served each : all) {
            notes.deployment(each, source.contracts());
            differences(each, notes);
            if (each.elsewhere() == null) workloads.add(deployment(each));
            workloads.add(service(each));
        }
        if (!workloads.isEmpty()) {
            files.add(new ExportFile("deployments.yaml", ExportYaml.documents(workloads), Language.YAML));
        }
        files.add(new ExportFile("route.yaml", ExportYaml.documents(route.yaml()), Language.YAML));
        all.stream().filter(BakedImage::needed).map(BakedImage::file).forEach(files::add);
        return new Exported(files, notes.all());
    }

    private static void differences(Served served, ClusterNotes notes) {
        PodParts.differences(served, notes);
        if (served.elsewhere() != null) {
            notes.deployment(Kind.BY_HAND, served, "x-slipway.url", "export.gatewayapi.elsewhere", served.label());
            return;
        }
        notes.fixed(served);
        notes.image(served);
        notes.baked(served);
        var requests = served.spec().requests();
        if (requests.said()) {
            notes.deployment(Kind.NO_EQUAL, served, "request_settings.max_concurrent_requests_per_instance",
                    "export.gatewayapi.concurrent", requests.maxConcurrentPerInstance());
            notes.deployment(Kind.NO_EQUAL, served, "request_settings.max_queue_wait_ms", "export.gatewayapi.queue",
                    requests.maxQueueWait().toMillis());
        }
    }

    private static ExportYaml deployment(Served served) {
        var pod = new ExportYaml().put("containers", List.of(PodParts.container(served, "server", "http", true)));
        var template = new ExportYaml().put("metadata", new ExportYaml().put("labels", labels(served))).put("spec",
                pod);
        var selector = new ExportYaml().put("matchLabels", selector(served));
        return new ExportYaml().put("apiVersion", "apps/v1").put("kind", "Deployment").put("metadata",
                metadata(served).put("annotations", origin(served))).put("spec",
                        new ExportYaml().put("replicas", Everywhere.replicas(served.spec())).put(
                                "selector", selector).put("template", template));
    }

    /// One without a selector stands for a server elsewhere: its EndpointSlice is made by hand.
    private static ExportYaml service(Served served) {
        boolean here = served.elsewhere() == null;
        var port = new ExportYaml().put("name", "http").put("port", PORT).put("targetPort", here ? "http" : null);
        return new ExportYaml().put("apiVersion", "v1").put("kind", "Service").put("metadata", metadata(served)).put(
                "spec", new ExportYaml().put("selector", here ? selector(served) : null).put("ports", List.of(port)));
    }

    private static ExportYaml metadata(Served served) {
        return new ExportYaml().put("name", served.label()).put("labels", labels(served));
    }

    /// Whose object it is.
    static ExportYaml origin(Served served) {
        return new ExportYaml().put(ENDPOINT, served.spec().endpoint()).put(DEPLOYMENT, served.name()).put(CONTRACT,
                served.contract().id())
                .put(PREDICT, served.spec().routes() == null ? null : served.routes().predict());
    }

    private static ExportYaml labels(Served served) {
        return selector(served).put("app.kubernetes.io/part-of", DnsLabel.of(served.spec().endpoint()));
    }

    private static ExportYaml selector(Served served) {
        return new ExportYaml().put("app.kubernetes.io/name", served.label());
    }

    /// What the endpoint says of itself.
    static ExportYaml annotations(EndpointSpec endpoint) {
        var all = new ExportYaml();
        String said = endpoint.description();
        if (!said.isEmpty()) all.put(TAG + "description", said);
        endpoint.tags().forEach((name, value) -> {
            if (isKey(name)) all.put(TAG + name, value);
        });
        if (endpoint.slipway().random()) all.put(RANDOM, "true");
        return all;
    }

    /// Whether `name` is good as the name of an annotation.
    static boolean isKey(String name) {
        return name.length() <= 63 && name.matches("[A-Za-z0-9]([\\w.-]*[A-Za-z0-9])?") && !name.equals("description");
    }
}
