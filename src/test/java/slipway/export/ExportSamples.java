package slipway.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Code;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.spec.DeploymentSpec.Route;
import slipway.spec.DeploymentSpec.Routes;
import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;
import slipway.spec.EndpointSpec.Logs;
import slipway.spec.EndpointSpec.Sticky;
import slipway.spec.ScaleSpec;
import slipway.spec.SwarmSpec;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec;

/// What the tests of the exports export.
final class ExportSamples {
    static final Path BASE = Path.of(System.getProperty("slipway.basedir", "."));
    static final String SECRET = "s3cr3t-value-of-a-test";
    private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);
    private static final ProbeSpec LIVENESS = new ProbeSpec(Duration.ofSeconds(5), Duration.ofSeconds(7), Duration
            .ofSeconds(3), 2, 4);
    private static final ProbeSpec READINESS = new ProbeSpec(Duration.ofSeconds(1), Duration.ofSeconds(6), Duration
            .ofSeconds(2), 3, 5);

    private ExportSamples() {}

    /// An endpoint of the sample workspace.
    static ExportSource sample(String endpoint) {
        return opened(BASE.resolve("sample-models"), endpoint);
    }

    /// An endpoint of the workspace `root`, as its files say.
    static ExportSource opened(Path root, String endpoint) {
        try (Tasks tasks = new Tasks(); Workspace workspace = Workspace.open(root, tasks)) {
            WorkspaceSpec spec = workspace.spec().get();
            if (!spec.problems().isEmpty()) throw new IllegalStateException(spec.problems().toString());
            WorkspaceSpec.EndpointFolder folder = spec.endpoint(endpoint).orElseThrow();
            var contracts = new HashMap<String, String>();
            var models = new HashMap<String, Model>();
            var folders = new HashMap<String, String>();
            var images = new HashMap<String, String>();
            for (DeploymentSpec each : folder.deployments()) {
                String contract = each.slipway().contract();
                contracts.put(each.name(), contract == null ? "azureml" : contract);
                look(each).ifPresent(model -> models.put(each.name(), model));
                Path path = each.model().path();
                if (path != null && path.startsWith(workspace.root()))
                    folders.put(each.name(), workspace.root().relativize(path).toString());
                String digest = each.slipway().imageDigest();
                String image = each.image();
                if (image != null) images.put(each.name(), digest == null ? image : image + "@" + digest);
            }
            return new ExportSource(Objects.requireNonNull(folder.spec()), folder.deployments(), contracts, models,
                    images, folders, Map.of());
        }
    }

    /// Empty where there is none, or a folder that is no model.
    private static Optional<Model> look(DeploymentSpec spec) {
        Path path = spec.model().path();
        try {
            return path == null ? Optional.empty() : Optional.of(Catalog.look(path));
        } catch (StudioException e) {
            return Optional.empty();
        }
    }

    /// An endpoint in which every value is said that an endpoint or a deployment can say.
    static ExportSource everything() {
        var traffic = new LinkedHashMap<String, Integer>();
        traffic.put("blue", 60);
        traffic.put("Green", 30);
        traffic.put("purple", 10);
        traffic.put("shadow", 0);
        traffic.put("elsewhere", 0);
        var tags = new LinkedHashMap<String, String>();
        tags.put("team", "vision");
        tags.put("no key", "1");
        var own = new EndpointSpec.Extension(false, Map.of(), null, false, 7, new Sticky(true, "session"), 5, 12,
                new Logs(true, true, false));
        var endpoint = new EndpointSpec("All-of-it", AuthMode.AML_TOKEN, "Says: everything # there is", tags, traffic,
                Map.of("shadow", 25), own);
        Model model = Catalog.look(BASE.resolve("sample-models/iris/1"));
        return new ExportSource(endpoint, List.of(blue(), green(), purple(), shadow(), elsewhere()), Map.of("blue",
                "oci-byoc", "Green", "sagemaker", "purple", "oip-v2", "shadow", "azureml", "elsewhere", "mine"),
                Map.of("Green", model, "purple", model), Map.of("blue", "registry.example.com/team/blue:3" + DIGEST,
                        "Green", "green:2", "shadow", "shadow:1"));
    }

    private static DeploymentSpec blue() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("PLAIN", "1");
        environment.put("PRICE", "$5 ${HOME} $(HOME)");
        environment.put("API_KEY", SECRET);
        environment.put("EMPTY", "");
        environment.put("MODEL_DEPLOY_PREDICT_ENDPOINT", "/v1/score me");
        var own = new Extension("oci-byoc", "docker", null, 9000, 9001, List.of("/bin/serve"), List.of("--threads=2",
                "it’s $HOME"), 1.5, 2L << 30, "2", null, "none");
        return new DeploymentSpec("blue", "All-of-it", ModelRef.NONE, "registry.example.com/team/blue:3", environment,
                3, new RequestSettings(Duration.ofMillis(5500), 4, Duration.ofMillis(250)), LIVENESS, READINESS, own);
    }

    private static DeploymentSpec green() {
        var own = new Extension("sagemaker", "docker", null, null, null, List.of(), List.of(), 0.25, 300_000_001L,
                "all", null, null, Extension.MAPPING_BODY);
        var code = new Code(null, null, null, null, null, "/models/here", "Standard_DS3_v2");
        return new DeploymentSpec("Green", "All-of-it", new ModelRef("iris", "1", BASE.resolve("sample-models/iris/1")),
                "green:2", Map.of("DATABASE_PASSWORD", SECRET), 1, RequestSettings.DEFAULT, ProbeSpec.DEFAULT,
                ProbeSpec.DEFAULT, own, null, code);
    }

    private static DeploymentSpec purple() {
        var scale = new ScaleSpec(0, 4, 2.5, null, Duration.ofMinutes(10), new TreeMap<>(), null, null);
        var own = new Extension("oip-v2", null, null, null, null, List.of(), List.of(), null, null, null, null, null,
                null, scale, SwarmSpec.NONE);
        return new DeploymentSpec("purple", "All-of-it", new ModelRef("iris", "1", BASE.resolve(
                "sample-models/iris/1")), null, Map.of("LEVEL", "info"), 2, RequestSettings.DEFAULT, ProbeSpec.DEFAULT,
                ProbeSpec.DEFAULT, own);
    }

    private static DeploymentSpec shadow() {
        var own = new Extension("azureml", "docker", null, null, null, List.of(), List.of("serve", "--api-key",
                SECRET), null, null, "GPU-1,GPU-2", null, null);
        var routes = new Routes(new Route("/live", 8501), new Route("/ready", 8501), new Route("/v1/models/m:predict",
                8501));
        return new DeploymentSpec("shadow", "All-of-it", ModelRef.NONE, "shadow:1", Map.of(), 1,
                RequestSettings.DEFAULT,
                ProbeSpec.DEFAULT, ProbeSpec.DEFAULT, own, routes, Code.NONE);
    }

    private static DeploymentSpec elsewhere() {
        var own = new Extension("mine", "external", "https://ada:" + SECRET + "@models.example.com/base", null, null,
                List.of(), List.of(), null, null);
        return new DeploymentSpec("elsewhere", "All-of-it", ModelRef.NONE, null, Map.of(), 1, RequestSettings.DEFAULT,
                ProbeSpec.DEFAULT, ProbeSpec.DEFAULT, own);
    }

    /// Two deployments whose servers listen on 8080: `blue` answers at the front's route, `green` at another.
    static ExportSource pair(Map<String, Integer> traffic, Map<String, Integer> mirror, EndpointSpec.Extension own,
            AuthMode mode, String image) {
        var endpoint = new EndpointSpec("iris", mode, "", Map.of(), traffic, mirror, own);
        return new ExportSource(endpoint, List.of(one("blue", "mlflow", image), one("green", "azureml", image)), Map.of(
                "blue", "mlflow", "green", "azureml"), Map.of(), Map.of("blue", image, "green", image));
    }

    private static DeploymentSpec one(String name, String contract, String image) {
        var own = new Extension(contract, "docker", null, 8080, null, List.of(), List.of("httpd", "-f", "-p", "8080",
                "-h", "/www"), null, null);
        var probe = new ProbeSpec(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(2), 1, 30);
        return new DeploymentSpec(name, "iris", ModelRef.NONE, image, Map.of(), 1, RequestSettings.DEFAULT, probe,
                probe, own, new Routes(new Route("/live", 8080), new Route("/live", 8080), new Route(contract.equals(
                        "mlflow") ? "/invocations" : "/score", 8080)),
                Code.NONE);
    }

    static String file(Exported exported, String path) {
        return exported.files().stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow().text();
    }

    static void save(Exported exported, Path folder) {
        try {
            Files.createDirectories(folder);
            for (ExportFile each : exported.files())
                Files.writeString(folder.resolve(each.path()), each.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
