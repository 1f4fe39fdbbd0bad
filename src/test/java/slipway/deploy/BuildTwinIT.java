package slipway.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Progress;
import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.cli.Pasted;
import slipway.contract.Contracts;
import slipway.observe.LogBuffer;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Code;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.testkit.FakeEngine;
import slipway.testkit.FakeImages;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// An image that is built for a deployment is told, with the command that builds the same.
class BuildTwinIT {
    @TempDir
    Path folder;

    private final FakeImages images = new FakeImages();
    private Activity activity = new Activity();

    @Test
    void ofAFolderWithADockerfile() throws Exception {
        Path root = Files.createDirectories(folder.resolve("it's mine"));
        activity = new Activity(root);
        Path code = Files.createDirectories(root.resolve("server"));
        Files.writeString(code.resolve("Dockerfile"), "FROM scratch");
        build(code, null);
        var pasted = new Pasted(newest());
        assertEquals("slipway build", pasted.name());
        assertEquals(List.of(code.toString()), pasted.positionals());
        assertEquals(images.asked.stream().filter(each -> each.startsWith("build ")).toList(),
                List.of("build " + pasted.option("--tag")));
    }

    @Test
    void ofAModelsRecipe() throws Exception {
        Path model = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(model.resolve("MLmodel"), """
                flavors:
                  python_function:
                    loader_module: mlflow.sklearn
                    env: conda.yaml
                """);
        Files.writeString(model.resolve("requirements.txt"), "mlflow==2.9.2\n");
        build(null, Catalog.look(model));
        var pasted = new Pasted(newest());
        assertEquals(List.of(model.toString()), pasted.positionals());
        assertEquals("mlflow", pasted.option("--contract"));
        assertEquals("null", pasted.option("--tag"), "it is the recipe’s");
    }

    private String newest() {
        Activity.Entry entry = activity.entries().get().getFirst();
        assertEquals(Activity.Kind.IMAGE, entry.kind());
        return entry.command();
    }

    private void build(@Nullable Path code, @Nullable Model model) throws InterruptedException {
        var spec = new DeploymentSpec("blue", "iris", new ModelRef(null, null, null), null, Map.of(), 1,
                RequestSettings.DEFAULT, ProbeSpec.DEFAULT, ProbeSpec.DEFAULT, Extension.NONE, null,
                new Code(null, null, null, null, code, null, null));
        var plan = new Plan(spec, 1, FakeEngine.docker(images), Contracts.byId("mlflow").orElseThrow(), model, null,
                null);
        new ImageStep(activity, new Spread(() -> null, activity))
                .pin(plan, new StoryBoard(Progress.NONE, steps -> {}), Progress.NONE, new LogBuffer());
    }
}
