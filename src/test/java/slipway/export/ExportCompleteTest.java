package slipway.export;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

import static org.junit.jupiter.api.Assertions.assertEquals;

/// Whatever a file may say: every target writes it, or lists that field as a difference.
class ExportCompleteTest {
    private static final ProbeSpec PROBE = new ProbeSpec(Duration.ofSeconds(3), Duration.ofSeconds(4), Duration
            .ofSeconds(1), 1, 7);
    private static final Code NONE = Code.NONE;

    /// What is said of `blue` and its endpoint; everything at its default at first.
    private static final class Said {
        final Map<String, Object> carried = new LinkedHashMap<>();
        final Map<String, Object> carriedBlue = new LinkedHashMap<>();
        AuthMode auth = AuthMode.KEY;
        String description = "";
        Map<String, String> tags = Map.of();
        Map<String, Integer> traffic = Map.of("blue", 100, "green", 0);
        Map<String, Integer> mirror = Map.of();
        EndpointSpec.Extension own = EndpointSpec.Extension.NONE;
        ModelRef model = ModelRef.NONE;
        String image = "iris:1";
        Map<String, String> environment = Map.of();
        int count = 1;
        RequestSettings requests = RequestSettings.DEFAULT;
        ProbeSpec liveness = ProbeSpec.DEFAULT;
        ProbeSpec readiness = ProbeSpec.DEFAULT;
        Extension extension = extension(null, null, null, null);
        @Nullable
        Routes routes;
        Code code = NONE;
        String contract = "mlflow";

        ExportSource source() {
            var endpoint = new EndpointSpec("iris", auth, description, tags, traffic, mirror, own);
            var blue = new DeploymentSpec("blue", "iris", model, image, environment, count, requests, liveness,
                    readiness, extension, routes, code);
            var green = new DeploymentSpec("green", "iris", ModelRef.NONE, "iris:2", Map.of(), 1,
                    RequestSettings.DEFAULT, ProbeSpec.DEFAULT, ProbeSpec.DEFAULT, Extension.NONE);
            return new ExportSource(endpoint, List.of(blue, green), Map.of("blue", contract, "green", "mlflow"),
                    Map.of(), Map.of("blue", image, "green", "iris:2"), Map.of(), Map.of("", carried, "blue",
                            carriedBlue));
        }
    }

    /// @param before what the field needs to be said at all
    private record Row(String field, UnaryOperator<Said> before, UnaryOperator<Said> change) {}

    private final List<Row> rows = new ArrayList<>();

    private interface Step {
        void on(Said said);
    }

    private void row(String field, Step change) {
        row(field, said -> {}, change);
    }

    private void row(String field, Step before, Step change) {
        rows.add(new Row(field, said -> {
            before.on(said);
            return said;
        }, said -> {
            change.on(said);
            return said;
        }));
    }

    private static Extension extension(@Nullable Integer port, @Nullable Integer health, @Nullable String mapping,
            @Nullable ScaleSpec scale) {
        return new Extension("mlflow", "docker", null, port, health, List.of(), List.of(), null, null, null, null, null,
                mapping, scale, SwarmSpec.NONE);
    }

    private static Extension sized(List<String> entrypoint, List<String> command, @Nullable Double cpus,
            @Nullable Long memory, @Nullable String gpus, @Nullable String network) {
        return new Extension("mlflow", "docker", null, null, null, entrypoint, command, cpus, memory, gpus, null,
                network);
    }

    private static EndpointSpec.Extension traffic(Map<String, Integer> mirrors, @Nullable String twin, boolean random,
            @Nullable Integer seed, @Nullable Sticky sticky) {
        return new EndpointSpec.Extension(!mirrors.isEmpty(), mirrors, twin, random, seed, sticky, null, null,
                Logs.NONE);
    }

    private static EndpointSpec.Extension limits(@Nullable Integer mbps, @Nullable Integer body, Logs logs) {
        return new EndpointSpec.Extension(false, Map.of(), null, false, null, null, mbps, body, logs);
    }

    private static ScaleSpec scale(int min, @Nullable Double concurrency, @Nullable Duration down,
            @Nullable Duration zero, Map<LocalTime, Integer> plan, @Nullable Integer hold, @Nullable Duration holdFor) {
        return new ScaleSpec(min, 4, concurrency, down, zero, new TreeMap<>(plan), hold, holdFor);
    }

    private void endpoint() {
        row("auth_mode", said -> said.auth = AuthMode.NONE, said -> said.auth = AuthMode.KEY);
        row("description", said -> said.description = "Species");
        row("tags", said -> said.tags = Map.of("team", "vision"));
        row("traffic", said -> said.traffic = Map.of("blue", 60, "green", 40));
        row("mirror_traffic", said -> said.mirror = Map.of("green", 10));
        Map<String, Integer> copied = Map.of("green", 80);
        row("mirror_traffic", said -> said.own = traffic(copied, null, false, null, null));
        row("x-slipway.traffic.twin", said -> said.own = traffic(copied, null, false, null, null),
                said -> said.own = traffic(copied, "green", false, null, null));
        row("x-slipway.traffic.seed", said -> said.own = traffic(Map.of(), null, true, null, null),
                said -> said.own = traffic(Map.of(), null, true, 7, null));
        row("x-slipway.traffic.sticky", said -> said.own = traffic(Map.of(), null, false, null, new Sticky(false,
                "x-user")));
        row("x-slipway.bandwidth_mbps", said -> said.own = limits(5, null, Logs.NONE));
        row("x-slipway.max_body_mb", said -> said.own = limits(null, 5, Logs.NONE));
        row("x-slipway.access_log", said -> said.own = limits(null, null, new Logs(true, false, false)));
        row("x-slipway.predict_log", said -> said.own = limits(null, null, new Logs(false, true, false)));
        for (String key : List.of("public_network_access", "identity", "properties"))
            row(key, said -> said.carried.put(key, Map.of("a", "b")));
    }

    private void deployment() {
        row("model", said -> said.model = new ModelRef("iris", "3", null));
        row("environment.image", said -> said.image = "iris:7");
        row("environment_variables", said -> said.environment = Map.of("LEVEL", "debug"));
        row("environment_variables", said -> said.environment = Map.of("TOKEN", "abc"));
        row("instance_count", said -> said.count = 3);
        row("request_settings", said -> said.requests = new RequestSettings(Duration.ofSeconds(9), 3, Duration
                .ofMillis(70)));
        row("liveness_probe", said -> said.liveness = PROBE);
        row("readiness_probe", said -> said.readiness = PROBE);
        row("x-slipway.contract", said -> said.contract = "oip-v2");
        row("x-slipway.port", said -> said.extension = extension(9000, null, null, null));
        row("x-slipway.health_port", said -> said.extension = extension(null, 9001, null, null));
        row("x-slipway.mapping", said -> said.extension = extension(null, null, Extension.MAPPING_BODY, null));
        row("x-slipway.url", said -> said.extension = new Extension("mlflow", "external", "http://models:9000/v1", null,
                null, List.of(), List.of(), null, null));
        row("x-slipway.entrypoint", said -> said.extension = sized(List.of("serve"), List.of(), null, null, null,
                null));
        row("x-slipway.cmd", said -> said.extension = sized(List.of(), List.of("go"), null, null, null, null));
        row("x-slipway.resources", said -> said.extension = sized(List.of(), List.of(), 3.0, null, null, null));
        row("x-slipway.resources", said -> said.extension = sized(List.of(), List.of(), null, 9L << 30, null, null));
        row("x-slipway.resources", said -> said.extension = sized(List.of(), List.of(), null, null, "1", null));
        row("x-slipway.network", said -> said.extension = sized(List.of(), List.of(), null, null, null, "backend"));
        row("x-slipway.network", said -> said.extension = sized(List.of(), List.of(), null, null, null, "none"));
        row("x-slipway.bandwidth_mbps", said -> said.extension = extension(null, null, null, null).withBandwidth(5));
        row("environment.inference_config", said -> said.routes = new Routes(new Route("/l", 8501), new Route("/r",
                8501), new Route("/p", 8501)));
        Path file = Path.of("/w/src");
        row("code_configuration", said -> said.code = new Code(file, "score.py", null, null, null, null, null));
        row("environment", said -> said.code = new Code(null, null, "azureml:env:1", null, null, null, null));
        row("environment.conda_file", said -> said.code = new Code(null, null, null, file, null, null, null));
        row("model_mount_path", said -> said.model = new ModelRef("iris", "3", null), said -> {
            said.code = new Code(null, null, null, null, null, "/mnt/here", null);
        });
        row("instance_type", said -> said.code = new Code(null, null, null, null, null, null, "Standard_F4s_v2"));
        for (String key : List.of("description", "tags", "app_insights_enabled", "egress_public_network_access",
                "data_collector", "resources"))
            row(key, said -> said.carriedBlue.put(key, "some"));
    }

    private void scaled() {
        Step plain = said -> said.extension = extension(null, null, null, scale(1, null, null, null, Map.of(), null,
                null));
        row("x-slipway.scale", plain);
        row("x-slipway.scale", plain, said -> said.extension = extension(null, null, null, scale(0, null, null, null,
                Map.of(), null, null)));
        row("x-slipway.scale.concurrency", plain, said -> said.extension = extension(null, null, null, scale(1, 5.0,
                null, null, Map.of(), null, null)));
        row("x-slipway.scale.down_after", plain, said -> said.extension = extension(null, null, null, scale(1, null,
                Duration.ofMinutes(1), null, Map.of(), null, null)));
        row("x-slipway.scale.zero_after", plain, said -> said.extension = extension(null, null, null, scale(1, null,
                null, Duration.ofMinutes(1), Map.of(), null, null)));
        row("x-slipway.scale.plan", plain, said -> said.extension = extension(null, null, null, scale(1, null, null,
                null, Map.of(LocalTime.NOON, 2), null, null)));
        row("x-slipway.scale.hold", plain, said -> said.extension = extension(null, null, null, scale(1, null, null,
                null, Map.of(), 5, null)));
        row("x-slipway.scale.hold_for", plain, said -> said.extension = extension(null, null, null, scale(1, null, null,
                null, Map.of(), null, Duration.ofSeconds(5))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"azureml", "oci", "sagemaker", "databricks", "kserve", "gateway-api", "compose", "swarm"})
    void everyFieldIsWrittenOrListed(String id) {
        endpoint();
        deployment();
        scaled();
        ExportTarget target = ExportTargets.byId(id).orElseThrow();
        var missing = new ArrayList<String>();
        for (Row row : rows) {
            Exported before = target.export(row.before.apply(new Said()).source());
            Exported after = target.export(row.change.apply(row.before.apply(new Said())).source());
            boolean listed = Stream.of(before, after).flatMap(each -> each.differences().stream())
                    .anyMatch(each -> !each.field().isEmpty()
                            && (each.field().startsWith(row.field) || row.field.startsWith(each.field() + ".")));
            if (!listed && before.files().equals(after.files())) missing.add(row.field);
        }
        assertEquals(List.of(), missing, id);
    }

    @Test
    void aRegisteredModelKeepsItsPlace() {
        var said = new Said();
        said.model = new ModelRef("iris", "3", null);
        said.code = new Code(null, null, null, null, null, "/mnt/here", null);
        String text = ExportSamples.file(ExportTargets.byId("azureml").orElseThrow().export(said.source()), "blue.yml");
        assertEquals(List.of("model: azureml:iris:3", "model_mount_path: /mnt/here"), text.lines().filter(each -> each
                .startsWith("model")).toList());
    }
}
