package slipway.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.spec.DeploymentSpec;
import slipway.spec.ScaleSpec;

/// The request that makes a model of a deployment. Immutable.
///
/// @param open placeholders that a person fills in before it is sent
record SageMakerModel(DeploymentSpec spec, Map<String, Object> document, List<String> open) {
    static final String ROLE = "<role ARN>";
    static final String BUCKET = "<bucket>";
    private static final String PLACE = "<account>.dkr.ecr.<region>.amazonaws.com";
    private static final Pattern REGISTRY = Pattern
            .compile("[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(?:\\.cn)?");
    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,1023}");
    private static final int LONGEST_NAME = 63;
    private static final int MOST_VARIABLES = 100;
    private static final int LONGEST_VALUE = 1024;
    private static final ServingContract SAGEMAKER = Contracts.byId("sagemaker").orElseThrow();
    private static final Duration LONGEST = SAGEMAKER.predictTimeout();

    SageMakerModel {
        open = List.copyOf(open);
    }

    static SageMakerModel of(ExportSource source, DeploymentSpec spec, Differences to) {
        var open = new ArrayList<String>();
        var container = new LinkedHashMap<String, Object>();
        container.put("Image", image(source, spec, open, to));
        if (!spec.model().equals(DeploymentSpec.ModelRef.NONE)) {
            String url = "s3://" + BUCKET + "/" + spec.endpoint() + "/" + spec.name() + "/model.tar.gz";
            container.put("ModelDataUrl", url);
            to.hand(spec.name(), "model", "export.sagemaker.artifact", url);
        }
        Serving serving = Serving.of(source, spec);
        Map<String, String> environment = environment(spec, serving, open, to);
        if (!environment.isEmpty()) container.put("Environment", environment);
        var document = new LinkedHashMap<String, Object>();
        String name = SageMakerTarget.model(spec);
        if (name.length() > LONGEST_NAME)
            to.limit(spec.name(), "name", "export.sagemaker.name", name, LONGEST_NAME);
        document.put("ModelName", name);
        document.put("PrimaryContainer", container);
        document.put("ExecutionRoleArn", ROLE);
        if ("none".equals(spec.slipway().network())) document.put("EnableNetworkIsolation", true);
        fixed(spec, serving, to);
        return new SageMakerModel(spec, document, open);
    }

    private static String image(ExportSource source, DeploymentSpec spec, List<String> open, Differences to) {
        String known = source.image(spec).orElse(null);
        String field = "environment.image";
        if (known == null) {
            String wanted = PLACE + "/" + DnsLabel.of(spec.endpoint(), spec.name()) + ":1";
            to.hand(spec.name(), field, "export.all.image", wanted);
            open.add(PLACE);
            return wanted;
        }
        ImageName name = ImageName.of(known);
        if (REGISTRY.matcher(name.registry()).matches()) return name.pinned();
        ImageName wanted = name.at(PLACE);
        to.limit(spec.name(), field, "export.sagemaker.registry", name.tagged(), wanted.tagged());
        open.add(PLACE);
        return wanted.tagged();
    }

    private static Map<String, String> environment(DeploymentSpec spec, Serving serving, List<String> open,
            Differences to) {
        Variables variables = Variables.of(spec);
        var all = new LinkedHashMap<>(serving.told(spec, SAGEMAKER));
        Everywhere.told(spec, serving, all.keySet(), to);
        for (String name : spec.environment().keySet()) {
            String plain = variables.plain().get(name);
            String secret = "<secret " + name + ">";
            all.put(name, plain == null ? secret : plain);
            if (plain == null) {
                Everywhere.secret(spec, name, secret, to);
                open.add(secret);
            } else if (plain.length() > LONGEST_VALUE) {
                to.limit(spec.name(), "environment_variables." + name, "export.sagemaker.value", name, LONGEST_VALUE);
            }
            if (!VARIABLE.matcher(name).matches())
                to.limit(spec.name(), "environment_variables." + name, "export.sagemaker.variable", name);
        }
        if (all.size() > MOST_VARIABLES)
            to.limit(spec.name(), "environment_variables", "export.sagemaker.variables", all.size(), MOST_VARIABLES);
        return all;
    }

    /// What SageMaker decides itself: `/ping` and `/invocations` on 8080, and `serve` behind the entrypoint.
    private static void fixed(DeploymentSpec spec, Serving serving, Differences to) {
        var own = spec.slipway();
        if (!serving.answers(SAGEMAKER))
            to.limit(spec.name(), serving.routedBy(spec), "export.sagemaker.routes", serving.live(), serving.predict(),
                    serving.port());
        boolean others = !serving.contract().id().equals(SAGEMAKER.id());
        if (others && (serving.answers(SAGEMAKER) || !serving.routedBy(spec).equals("x-slipway.contract")))
            to.none(spec.name(), "x-slipway.contract", "export.sagemaker.contract", serving.contract().title());
        if (serving.healthPort() != serving.port())
            to.limit(spec.name(), "x-slipway.health_port", "export.sagemaker.health-port", serving.healthPort());
        if (!own.entrypoint().isEmpty()) to.none(spec.name(), "x-slipway.entrypoint", "export.all.command");
        if (!own.command().isEmpty() && !own.command().equals(SAGEMAKER.arguments()))
            to.none(spec.name(), "x-slipway.cmd", "export.all.command");
        String mount = serving.mounted();
        boolean mounted = !spec.model().equals(DeploymentSpec.ModelRef.NONE);
        if (mounted && !mount.equals(SAGEMAKER.modelPath()))
            to.none(spec.name(), serving.mountedBy(spec), "export.sagemaker.mount", mount, SAGEMAKER.modelPath());
        if (own.cpus() != null || own.memoryBytes() != null || own.gpus() != null)
            to.none(spec.name(), "x-slipway.resources", "export.sagemaker.resources");
        Everywhere.probes(spec, "export.sagemaker.probes", to);
        var requests = spec.requests();
        if (requests.timeout().compareTo(LONGEST) > 0)
            to.limit(spec.name(), "request_settings.request_timeout_ms", "export.sagemaker.timeout",
                    requests.timeout().toMillis(), LONGEST.toMillis());
        if (requests.said())
            to.none(spec.name(), "request_settings", "export.sagemaker.requests", LONGEST.toSeconds());
        Everywhere.network(spec, true, to);
        ScaleSpec scale = own.scale();
        if (scale != null)
            to.hand(spec.name(), Everywhere.SCALE, "export.sagemaker.scale", scale.min(), scale.max());
        Everywhere.deployment(spec, to);
    }

    ExportFile file() {
        return JsonFile.of(spec.name() + ".create-model.json", document);
    }
}
