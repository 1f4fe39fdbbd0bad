package slipway.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.spec.DeploymentSpec;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// Every sample endpoint, and two in which everything is said, go to every platform and come back: each field is as it
/// was, or the lists of what changes name it.
class RoundTripTest {
    /// What a contract says for a deployment, so that its name in a list stands for them.
    private static final Set<String> BY_CONTRACT = Set.of("environment.inference_config.scoring_route.path",
            "environment.inference_config.liveness_route.path", "environment.inference_config.readiness_route.path",
            "x-slipway.port", "x-slipway.health_port");

    static Stream<String[]> all() {
        return ExportTargets.ALL.stream().map(ExportTarget::id).filter(id -> !id.equals("azureml"))
                .flatMap(target -> Stream.of("iris", "digits", "diabetes", "files", "everything")
                        .map(name -> new String[]{target, name}));
    }

    private static ExportSource source(String name) {
        return switch (name) {
            case "everything" -> ExportSamples.everything();
            case "files" ->
                ExportSamples.opened(ExportSamples.BASE.resolve("src/test/resources/export/workspace"), "everything");
            default -> ExportSamples.sample(name);
        };
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsNotAsItWasIsNamed(String target, String name) {
        ExportSource source = source(name);
        Exported exported = ExportTargets.byId(target).orElseThrow().export(source);
        var texts = new LinkedHashMap<String, String>();
        exported.files().stream().filter(each -> read(each, target)).forEach(each -> texts.put(each.path(), each
                .text()));
        Imported imported = SpecImports.read(source.endpoint().name(), texts);
        var named = new ArrayList<>(exported.differences());
        named.addAll(imported.differences());
        assertEquals("", String.join("\n", unnamed(source, imported, named, null)), target + " " + name);
    }

    /// Azure’s files are ours: put where the list says, they open as a workspace.
    @ParameterizedTest
    @ValueSource(strings = {"iris", "digits", "diabetes", "files", "everything"})
    void azuresFilesOpenAsTheyAre(String name, @TempDir Path root) throws IOException {
        ExportSource source = source(name);
        Exported exported = new AzureTarget().export(source);
        Path folder = root.resolve("endpoints").resolve(source.endpoint().name());
        ExportSamples.save(exported, folder);
        for (Difference each : exported.differences()) {
            if (each.key().equals("export.azureml.copy")) copy(source, each, folder.resolve(each.args().getLast()));
        }
        for (DeploymentSpec each : source.deployments()) {
            // what the list asks for a server elsewhere, unless the file names an image already
            Path file = folder.resolve(each.name() + ".yml");
            if (each.slipway().url() != null && each.image() == null)
                Files.writeString(file, Files.readString(file) + "environment: {image: \"" + each.name() + ":1\"}\n");
        }
        ExportSource opened = ExportSamples.opened(root, source.endpoint().name());
        var imported = new Imported(opened.endpoint(), opened.deployments(), List.of());
        assertEquals("", String.join("\n", unnamed(source, imported, exported.differences(),
                "azureml")), name);
    }

    private static void copy(ExportSource source, Difference difference, Path to) throws IOException {
        DeploymentSpec spec = source.deployments().stream().filter(each -> each.name().equals(difference.deployment()))
                .findFirst().orElseThrow();
        Path from = Objects.requireNonNull(switch (difference.field()) {
            case "model" -> spec.model().path();
            case "code" -> spec.code().folder();
            default -> spec.code().condaFile();
        });
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path target = each.equals(from) ? to : to.resolve(from.relativize(each));
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(each, target);
            }
        }
    }

    /// Proxies, scripts and Dockerfiles are no specs; of OCI's two forms the fuller one.
    private static boolean read(ExportFile file, String target) {
        boolean spec = file.language() == ExportFile.Language.YAML || file.language() == ExportFile.Language.JSON;
        return spec && (!target.equals("oci") || file.path().endsWith(".ads.yml"));
    }

    /// What came back otherwise and stands in no list, as `deployment field: before → after`.
    ///
    /// @param usual the contract of a deployment that says none, null where that is a difference
    private static Set<String> unnamed(ExportSource source, Imported imported, List<Difference> named,
            @Nullable String usual) {
        var all = new TreeSet<String>();
        check("", SpecFields.of(source.endpoint()), SpecFields.of(imported.endpoint()), named, all);
        for (DeploymentSpec before : source.deployments()) {
            DeploymentSpec after = imported.deployments().stream().filter(each -> each.name().equals(before.name()))
                    .findFirst().orElse(null);
            String deployment = before.name();
            if (after == null) {
                boolean said = named.stream().anyMatch(each -> each.deployment().equals(deployment)
                        && Set.of("x-slipway.url", "traffic").contains(each.field()));
                if (!said) all.add(deployment + " is gone");
                continue;
            }
            // whatever stands for a server elsewhere is another server
            if (before.slipway().url() != null && named.stream().anyMatch(each -> each.deployment().equals(deployment)
                    && each.field().equals("x-slipway.url")))
                continue;
            String model = source.model(before).map(each -> each.name()).orElse(named(before));
            check(deployment, SpecFields.of(before, source.contracts().get(deployment), source.image(before).orElse(
                    null), model), SpecFields.of(after, usual, pinned(after), model), named, all);
        }
        assertEquals(List.of(), imported.deployments().stream().map(DeploymentSpec::name).filter(each -> source
                .deployments().stream().noneMatch(before -> before.name().equals(each))).toList());
        return all;
    }

    private static String named(DeploymentSpec spec) {
        String name = spec.model().name();
        return name == null ? spec.name() : name;
    }

    private static @Nullable String pinned(DeploymentSpec spec) {
        String digest = spec.slipway().imageDigest();
        return spec.image() == null || digest == null ? spec.image() : spec.image() + "@" + digest;
    }

    private static void check(String deployment, Map<String, Object> before, Map<String, Object> after,
            List<Difference> named, Set<String> unnamed) {
        for (String field : SpecFields.differing(before, after)) {
            boolean said = named.stream().anyMatch(each -> (each.deployment().equals(deployment) || each.deployment()
                    .isEmpty()) && says(each, field));
            if (!said) unnamed.add(deployment + " " + field + ": " + before.get(field) + " → " + after.get(field));
        }
    }

    private static boolean says(Difference difference, String field) {
        String named = difference.field();
        // one sentence for both parts of a command line
        if (difference.key().equals("export.cluster.command") && field.equals("x-slipway.entrypoint")) return true;
        return field.equals(named) || field.startsWith(named + ".")
                || (BY_CONTRACT.contains(field) && named.equals("x-slipway.contract"))
                // where a server reads its model is said with the model, and both logs in one sentence
                || (field.equals("model_mount_path") && named.equals("model"))
                || (field.equals("x-slipway.predict_log") && named.equals("x-slipway.access_log"));
    }
}
