package slipway.export;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.rehearse.OciRules;
import slipway.spec.DeploymentSpec;

/// A deployment as OCI runs it, what its rules do not let be said apart. Immutable.
///
/// @param digest empty where it is not known yet
record OciContainer(DeploymentSpec spec, String image, String digest, List<String> entrypoint, List<String> command,
        int port, int healthPort, Map<String, String> environment) {
    private static final Pattern REGISTRY = Pattern.compile("([a-z0-9-]+)\\.ocir\\.io");
    private static final String PLACE = "<region>.ocir.io/<tenancy-namespace>";
    private static final ServingContract OCI = Contracts.byId("oci-byoc").orElseThrow();
    private static final Duration LONGEST = OCI.predictTimeout();

    static OciContainer of(ExportSource source, DeploymentSpec spec, Differences to) {
        Serving serving = Serving.of(source, spec);
        ImageName image = image(source, spec, to);
        List<String> entrypoint = Everywhere.words(spec, "x-slipway.entrypoint", serving.entrypoint(), to);
        List<String> command = Everywhere.words(spec, "x-slipway.cmd", serving.command(), to);
        int bytes = bytes(entrypoint) + bytes(command);
        if (bytes >= OciRules.LIMIT)
            to.limit(spec.name(), "x-slipway.cmd", "export.oci.command", bytes, OciRules.LIMIT);
        port(spec, "x-slipway.port", serving.port(), to);
        if (serving.healthPort() != serving.port())
            port(spec, "x-slipway.health_port", serving.healthPort(), to);
        Map<String, String> environment = environment(spec, serving, to);
        fixed(spec, serving, to);
        return new OciContainer(spec, image.tagged(), image.digest(), entrypoint, command, serving.port(),
                serving.healthPort(), environment);
    }

    /// The region of a registry of OCI, empty for another one.
    static String region(ImageName image) {
        Matcher found = REGISTRY.matcher(image.registry());
        return found.matches() ? found.group(1) : "";
    }

    /// Only from OCI’s own registry (A033).
    private static ImageName image(ExportSource source, DeploymentSpec spec, Differences to) {
        String known = source.image(spec).orElse(null);
        String field = "environment.image";
        if (known == null) {
            ImageName wanted = new ImageName(PLACE, DnsLabel.of(spec.endpoint(), spec.name()), "1", "");
            to.hand(spec.name(), field, "export.all.image", wanted.tagged());
            return wanted;
        }
        ImageName name = ImageName.of(known);
        if (region(name).isEmpty()) {
            ImageName wanted = name.at(PLACE);
            to.limit(spec.name(), field, "export.oci.registry", name.tagged(), wanted.tagged());
            return wanted;
        }
        if (name.digest().isEmpty()) to.hand(spec.name(), field, "export.oci.digest");
        return name;
    }

    private static void port(DeploymentSpec spec, String field, int port, Differences to) {
        if (OCI.portProblem(port).isPresent()) to.limit(spec.name(), field, "export.oci.port", port);
    }

    private static Map<String, String> environment(DeploymentSpec spec, Serving serving, Differences to) {
        Variables variables = Variables.of(spec);
        var all = new LinkedHashMap<String, String>();
        boolean mounted = !spec.model().equals(DeploymentSpec.ModelRef.NONE);
        if (mounted && !serving.mounted().equals(OCI.modelPath()))
            to.none(spec.name(), serving.mountedBy(spec), "export.oci.mount", serving.mounted(), OCI.modelPath());
        all.putAll(serving.told(spec, OCI));
        if (mounted) to.hand(spec.name(), "model", "export.oci.catalog");
        if (!serving.routes().triton()) {
            routed(all, "MODEL_DEPLOY_PREDICT_ENDPOINT", serving.predict(), OCI.predictPath(serving.model()));
            routed(all, "MODEL_DEPLOY_HEALTH_ENDPOINT", serving.live(), OCI.livePath());
        }
        Everywhere.told(spec, serving, all.keySet(), to);
        boolean ours = all.containsKey("SLIPWAY_CONTRACT");
        var own = spec.slipway();
        boolean started = own.entrypoint().isEmpty() && own.command().isEmpty() && !serving.command().isEmpty();
        if (!ours && started)
            to.none(spec.name(), "x-slipway.cmd", "export.oci.started", serving.contract().title(), String.join(" ",
                    serving.command()));
        if (!ours && !serving.contract().id().equals(OCI.id()))
            to.none(spec.name(), "x-slipway.contract", "export.oci.contract", serving.contract().title());
        for (String name : spec.environment().keySet()) {
            String plain = variables.plain().get(name);
            String secret = "<secret " + name + ">";
            all.put(name, plain == null ? secret : plain);
            if (plain == null) Everywhere.secret(spec, name, secret, to);
        }
        names(spec, all, to);
        return all;
    }

    /// OCI’s router asks another route of the container where the environment says so.
    private static void routed(Map<String, String> all, String name, String route, String usual) {
        if (!route.equals(usual)) all.put(name, route);
    }

    private static void names(DeploymentSpec spec, Map<String, String> all, Differences to) {
        all.keySet().forEach(name -> {
            String field = "environment_variables." + name;
            if (!OciRules.names(name)) to.limit(spec.name(), field, "export.oci.variable", name);
            if (OciRules.injects(name)) to.limit(spec.name(), field, "export.oci.reserved", name);
        });
        int bytes = bytes(all.keySet()) + bytes(all.values());
        if (bytes >= OciRules.LIMIT)
            to.limit(spec.name(), "environment_variables", "export.oci.environment", bytes, OciRules.LIMIT);
    }

    private static int bytes(Iterable<String> texts) {
        int sum = 0;
        for (String text : texts)
            sum += text.getBytes(StandardCharsets.UTF_8).length;
        return sum;
    }

    /// What OCI decides itself.
    private static void fixed(DeploymentSpec spec, Serving serving, Differences to) {
        if (!serving.ready().equals(serving.live()))
            to.none(spec.name(), "readiness_probe", "export.oci.ready", serving.ready());
        Everywhere.probes(spec, "export.oci.probes", to);
        var requests = spec.requests();
        if (requests.timeout().compareTo(LONGEST) > 0)
            to.limit(spec.name(), "request_settings.request_timeout_ms", "export.oci.timeout",
                    requests.timeout().toMillis(), LONGEST.toMillis());
        if (requests.said())
            to.none(spec.name(), "request_settings", "export.oci.requests", LONGEST.toSeconds());
        Everywhere.network(spec, false, to);
        Everywhere.scale(spec, to);
        Everywhere.deployment(spec, to);
    }

    ExportFile details() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("environmentConfigurationType", "OCIR_CONTAINER");
        fields.put("image", image);
        if (!digest.isEmpty()) fields.put("imageDigest", digest);
        if (!entrypoint.isEmpty()) fields.put("entrypoint", entrypoint);
        if (!command.isEmpty()) fields.put("cmd", command);
        fields.put("serverPort", port);
        fields.put("healthCheckPort", healthPort);
        if (!environment.isEmpty()) fields.put("environmentVariables", environment);
        return JsonFile.of(spec.name() + ".environment-configuration.json", fields);
    }
}
