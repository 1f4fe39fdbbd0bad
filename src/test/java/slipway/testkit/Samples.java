package slipway.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.catalog.CatalogView;
import slipway.catalog.Finding;
import slipway.catalog.Model;
import slipway.contract.Signature;
import slipway.contract.Tensor;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.SpecProblem;
import slipway.spec.WorkspaceSpec;
import slipway.store.StudioSettings;
import slipway.store.UserFolder;
import slipway.traffic.EndpointView;
import slipway.traffic.TrafficPolicy;
import slipway.traffic.Window;
import slipway.ui.Traffic;
import slipway.update.Updates;

/// Records of a small workspace, for tests of what is shown.
public final class Samples {
    public static final Path ROOT = Path.of("/home/ada/iris-demo");

    private Samples() {}

    public static Model model(String name, String version, double accuracy, long size, List<Finding> findings) {
        Signature signature = new Signature(List.of(new Tensor("X", "float32", List.of(-1, 4))), List.of(new Tensor(
                "label", "int64", List.of(-1)), new Tensor("probabilities", "float32", List.of(-1, 3))), false);
        String card = "# " + name + " " + version + "\nClassifies **" + name
                + "** from four measurements. A small network"
                + " with one hidden layer; better than version 1 between *versicolor* and *virginica*.\n\n## Data\n"
                + "- 120 training rows, 30 held out\n- licence `Apache-2.0`\n\n## Use\n```\nPOST /invocations\n```\n";
        return new Model(ROOT.resolve("models/" + name + "-" + version), name + "-" + version, name, version, "mlflow",
                "scikit-learn 1.2.1", List.of("onnx"), List.of("mlflow", "sagemaker", "oci-byoc"), size,
                "9f2c41ab9f2c41ab9f2c41ab9f2c41ab9f2c41ab9f2c41ab9f2c41ab9f2c41ab", signature, findings, card,
                "Apache-2.0", "{\"inputs\": [[5.1, 3.5, 1.4, 0.2]]}", Map.of("accuracy", accuracy), List.of(
                        new Model.ModelFile("MLmodel", 812), new Model.ModelFile("model.onnx", size - 812)));
    }

    public static CatalogView catalog() {
        var finding = new Finding("mlflow/missing-signature", Finding.Severity.WARNING, List.of(), "MLmodel");
        return new CatalogView(List.of(model("digits", "1", 0.902, 18_400, List.of()), model("digits", "2", 0.971,
                214_000, List.of()), model("diabetes", "1", 0.44, 1_900, List.of(finding)),
                model("iris", "1", 0.933,
                        1_240, List.of()),
                model("iris", "2", 0.967, 3_120, List.of())), List.of(), 212, false);
    }

    public static DeploymentSpec spec(String endpoint, String name) {
        return new DeploymentSpec(name, endpoint, DeploymentSpec.ModelRef.NONE, null, Map.of(), 1,
                DeploymentSpec.RequestSettings.DEFAULT, DeploymentSpec.ProbeSpec.DEFAULT,
                DeploymentSpec.ProbeSpec.DEFAULT, DeploymentSpec.Extension.NONE);
    }

    public static Deployment deployment(String endpoint, String name, DeploymentState state, Model model) {
        boolean failed = state == DeploymentState.FAILED;
        return new Deployment(spec(endpoint, name), "embedded", "mlflow", model, state, 1,
                state == DeploymentState.READY
                        ? List.of(URI.create("http://127.0.0.1:49153"))
                        : List.of(),
                List.of(), Health.UNKNOWN,
                state == DeploymentState.READY ? new Usage(1, 0.04, 61_200_000) : Usage.NONE, 0, Instant.now(), null,
                List.of(), failed
                        ? Problem.of("base.unforeseen", "exit 1", "The server ended before it was ready.")
                        : null,
                failed
                        ? List.of("loading model.onnx", "Protobuf parsing failed: the file is cut off")
                        : List.of());
    }

    public static WorkspaceSpec workspace(SpecProblem... problems) {
        return new WorkspaceSpec(ROOT, "iris-demo", List.of(ROOT.resolve("models")), "embedded", List.of(folder("iris",
                "blue", "green"), folder("digits", "stable"), folder("diabetes", "canary")), List.of(problems));
    }

    private static WorkspaceSpec.EndpointFolder folder(String name, String... deployments) {
        return new WorkspaceSpec.EndpointFolder(name, ROOT.resolve("endpoints/" + name), new EndpointSpec(name,
                EndpointSpec.AuthMode.NONE, "", Map.of(), Map.of(deployments[0], 100), Map.of()),
                java.util.Arrays
                        .stream(deployments).map(each -> spec(name, each)).toList());
    }

    public static List<Deployment> deployments() {
        return List.of(deployment("diabetes", "canary", DeploymentState.FAILED, model("diabetes", "1", 0.44, 1_900, List
                .of())), deployment("digits", "stable", DeploymentState.READY, model("digits", "2", 0.971, 214_000,
                        List
                                .of())),
                deployment("iris", "blue", DeploymentState.READY, model("iris", "1", 0.933, 1_240, List
                        .of())),
                deployment("iris", "green", DeploymentState.READY, model("iris", "2", 0.967,
                        3_120, List.of())));
    }

    public static List<EndpointView> endpoints() {
        var split = new LinkedHashMap<String, Integer>();
        split.put("blue", 90);
        split.put("green", 10);
        return List.of(new EndpointView("diabetes", 8803, new TrafficPolicy(Map.of("canary", 100), null, 0, null), List
                .of(), null), new EndpointView("digits", 8802, new TrafficPolicy(Map.of("stable", 100), null, 0, null),
                        List.of(), null),
                new EndpointView("iris", 8801, new TrafficPolicy(split, null, 0, null), List
                        .of(), null));
    }

    /// An update notice that is switched off, so that it asks nobody and writes nothing.
    public static Updates updates() {
        return new Updates(new Live<>(StudioSettings.DEFAULT), new UserFolder(Path.of("target/nobody")), new Tasks(),
                InstantSource.system());
    }

    /// Counters as of an endpoint under steady load; `diabetes` gets none.
    public static Traffic traffic() {
        return new Traffic() {
            @Override
            public Map<String, Window.Totals> totals(String endpoint, int seconds) {
                if (endpoint.equals("diabetes")) return Map.of();
                return Map.of("", new Window.Totals(5_120, endpoint.equals("digits") ? 6 : 0, 0, 0, 1_800_000,
                        3_120_000, 5_400_000, 512));
            }

            @Override
            public List<Window.Series> series(String endpoint) {
                if (endpoint.equals("diabetes")) return List.of();
                return List.of(new Window.Series("blue", java.util.stream.IntStream.range(0, 300).mapToObj(
                        i -> new Window(i, (int) (500 + 60 * Math.sin(i / 30.0)), 0, 0, 0, 1, 2, 3)).toList()));
            }

            @Override
            public long requestCount(String endpoint) {
                return endpoint.equals("diabetes") ? 0 : 64_201;
            }

            @Override
            public List<slipway.traffic.RequestRecord> recent(String endpoint, int most) {
                return List.of();
            }

            @Override
            public Map<String, Long> counts(String endpoint) {
                return Map.of();
            }
        };
    }
}
