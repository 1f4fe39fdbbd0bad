package slipway.ui.deployments;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.base.ReplicaLimit;
import slipway.base.Text;
import slipway.catalog.Model;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.WorkspaceSpec;
import slipway.ui.widget.Decimals;

/// What stands in the fields of [DeployDialog], as typed: says what is wrong with each, and becomes the specs when
/// nothing is. Immutable, no toolkit.
///
/// @param container what a container needs, counted for engine `docker` only
/// @param absence   why the engine cannot be used now, empty where it can
record DeployForm(@Nullable Model model, String endpoint, String name, String contract, String engine, String url,
        String instances, String port, String memory, String environment, ContainerForm container, String absence) {

    enum Field {
        MODEL, ENDPOINT, NAME, CONTRACT, ENGINE, URL, INSTANCES, PORT, MEMORY, ENVIRONMENT, IMAGE, CPUS, GPUS, NETWORK,
        ENTRYPOINT, ARGUMENTS
    }

    /// One that needs no container.
    DeployForm(@Nullable Model model, String endpoint, String name, String contract, String engine, String url,
            String instances, String port, String memory, String environment) {
        this(model, endpoint, name, contract, engine, url, instances, port, memory, environment, ContainerForm.NONE,
                "");
    }

    static final String EMBEDDED = "embedded";
    static final String DOCKER = "docker";
    static final String EXTERNAL = "external";
    /// Azure's limit for instances of an online deployment.
    static final int MOST_INSTANCES = ReplicaLimit.MOST;

    private static final List<String> COLOURS = List.of("blue", "green", "purple", "orange", "teal", "rose", "amber");
    /// Azure's rule for endpoints and deployments: 3 to 32 letters, digits and hyphens, a letter first, no hyphen last.
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{1,30}[A-Za-z0-9]");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern MEMORY = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmg])(?:i?b)?",
            Pattern.CASE_INSENSITIVE);
    private static final long LEAST_MEMORY = 64L << 20;

    boolean external() {
        return engine.equals(EXTERNAL);
    }

    boolean docker() {
        return engine.equals(DOCKER);
    }

    /// An image, or a folder with a Dockerfile, may bring its own model.
    private boolean needsModel() {
        return !external() && !(docker() && container.source() != ContainerForm.Source.RECIPE);
    }

    /// Whether the endpoint has to be made first.
    boolean newEndpoint(WorkspaceSpec workspace) {
        return workspace.endpoint(endpoint).isEmpty();
    }

    /// Reasons by field, in the order of the fields; empty when it can be deployed.
    Map<Field, String> faults(WorkspaceSpec workspace) {
        var faults = new EnumMap<Field, String>(Field.class);
        if (!absence.isEmpty()) faults.put(Field.ENGINE, absence);
        if (model == null && needsModel()) faults.put(Field.MODEL, Text.of("deploy-form.model.missing"));
        if (!NAME.matcher(endpoint).matches()) faults.put(Field.ENDPOINT, Text.of("deploy-form.name.rule"));
        if (!NAME.matcher(name).matches()) {
            faults.put(Field.NAME, Text.of("deploy-form.name.rule"));
        } else if (workspace.deployment(endpoint, name).isPresent()) {
            faults.put(Field.NAME, Text.of("deploy-form.name.taken", endpoint, name));
        }
        if (contract.isEmpty()) faults.put(Field.CONTRACT, Text.of("deploy-form.contract.missing"));
        if (external() && !goodUrl()) faults.put(Field.URL, Text.of("deploy-form.url.rule"));
        if (!between(instances, 1, MOST_INSTANCES)) {
            faults.put(Field.INSTANCES, Text.of("deploy-form.instances.rule", MOST_INSTANCES));
        }
        String portFault = portFault(workspace);
        if (portFault != null) faults.put(Field.PORT, portFault);
        if (!memory.isBlank() && memoryBytes() < LEAST_MEMORY) {
            faults.put(Field.MEMORY, Text.of("deploy-form.memory.rule"));
        }
        if (docker()) faults.putAll(container.faults());
        environment.lines().filter(line -> !line.isBlank() && !goodVariable(line)).findFirst()
                .ifPresent(line -> faults.put(Field.ENVIRONMENT, Text.of("deploy-form.environment.rule", line)));
        return faults;
    }

    private @Nullable String portFault(WorkspaceSpec workspace) {
        if (port.isBlank() || external()) return null;
        if (!between(port, 1024, 65_535)) return Text.of("deploy-form.port.rule");
        if (!instances.strip().equals("1")) return Text.of("deploy-form.port.one");
        int wanted = Integer.parseInt(port.strip());
        for (WorkspaceSpec.EndpointFolder folder : workspace.endpoints()) {
            for (DeploymentSpec other : folder.deployments()) {
                Integer theirs = other.slipway().port();
                if (theirs != null && theirs == wanted) return Text.of("deploy-form.port.taken", port, other.id());
            }
        }
        return null;
    }

    /// The spec to write; only when there are no [#faults].
    DeploymentSpec deployment() {
        Model of = model;
        Path path = of == null ? null : of.path();
        var ref = external() || path == null
                ? DeploymentSpec.ModelRef.NONE
                : new DeploymentSpec.ModelRef(null, null, path);
        Integer fixed = port.isBlank() || external() ? null : Integer.valueOf(port.strip());
        Long limit = memory.isBlank() || external() ? null : Long.valueOf(memoryBytes());
        ContainerForm in = docker() ? container : ContainerForm.NONE;
        var extension = new DeploymentSpec.Extension(contract, engine, external() ? url.strip() : null, fixed, null,
                ContainerForm.words(in.entrypoint()), ContainerForm.words(in.arguments()), in.cores(), limit,
                in.gpusOrNull(), null, in.networkOrNull());
        return new DeploymentSpec(name, endpoint, ref, in.imageOrNull(), variables(),
                external() ? 1 : Integer.parseInt(instances.strip()), DeploymentSpec.RequestSettings.DEFAULT,
                DeploymentSpec.ProbeSpec.DEFAULT, DeploymentSpec.ProbeSpec.DEFAULT, extension, null, in.code());
    }

    /// The endpoint to make first; it gets its traffic when the deployment's file is there.
    EndpointSpec endpointSpec() {
        return new EndpointSpec(endpoint, EndpointSpec.AuthMode.KEY, "", Map.of(), Map.of(), Map.of());
    }

    /// An endpoint's name made from a model's: `Iris_v2 (best)` → `iris-v2-best`.
    static String endpointFor(String modelName) {
        String name = modelName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+", "");
        String cut = name.substring(0, Math.min(32, name.length())).replaceAll("-+$", "");
        return cut.length() < 3 ? "model-" + (cut.isEmpty() ? "1" : cut) : cut;
    }

    /// The first colour that `endpoint` has no deployment of.
    static String nameFor(WorkspaceSpec workspace, String endpoint) {
        for (String colour : COLOURS) {
            if (workspace.deployment(endpoint, colour).isEmpty()) return colour;
        }
        int number = 1;
        while (workspace.deployment(endpoint, "version-" + number).isPresent())
            number++;
        return "version-" + number;
    }

    private Map<String, String> variables() {
        var variables = new LinkedHashMap<String, String>();
        environment.lines().filter(DeployForm::goodVariable).forEach(line -> {
            int equals = line.indexOf('=');
            variables.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        });
        return variables;
    }

    private static boolean goodVariable(String line) {
        int equals = line.indexOf('=');
        return equals > 0 && VARIABLE.matcher(line.substring(0, equals).strip()).matches();
    }

    private boolean goodUrl() {
        try {
            URI uri = URI.create(url.strip());
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// 0 where it cannot be read; steps of 1024 as in the file and in `docker run --memory`.
    private long memoryBytes() {
        Matcher matcher = MEMORY.matcher(Decimals.pointed(memory.strip()));
        if (!matcher.matches()) return 0;
        double factor = Math.pow(1024, "kmg".indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1.0);
        return Math.round(Double.parseDouble(matcher.group(1)) * factor);
    }

    private static boolean between(String text, int least, int most) {
        return text.strip().matches("\\d{1,6}") && Integer.parseInt(text.strip()) >= least
                && Integer.parseInt(text.strip()) <= most;
    }
}
