package slipway.validate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.catalog.fix.Requirement;
import slipway.engine.ExternalEngine;
import slipway.engine.docker.DockerEngine;
import slipway.testkit.Covers;
import slipway.testkit.NeedsDocker;
import slipway.testkit.PythonBase;
import slipway.testkit.Sources;
import slipway.testkit.TestDocker;
import slipway.validate.ValidationRequest.ContentType;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Validations in containers, of images built on the base that needs no registry.
@NeedsDocker
class ValidationContainerIT {
    private static final Path SAMPLE = Sources.base().resolve("sample-models/mlflow-scoring");

    @TempDir
    private Path folder;

    private final Tasks tasks = new Tasks();
    private DockerEngine docker;
    private Path wheels;

    @BeforeEach
    void open() throws Exception {
        PythonBase.need();
        docker = DockerEngine.find(Files.createDirectories(folder.resolve("engine/.slipway")), tasks);
        docker.adopt();
        wheels = StubMlflow.wheelhouse(folder.resolve("wheels"));
    }

    @AfterEach
    void close() {
        if (docker != null) docker.close();
        tasks.close();
        TestDocker.docker("image", "rm", "slipway/validate-mlflow-scoring:overridden");
        TestDocker.docker("image", "rm", "slipway/validate-mlflow-scoring:local");
    }

    private ValidationResult validate(Path model, @Nullable String data, @Nullable String base, String... overrides)
            throws InterruptedException {
        var request = new ValidationRequest(model, data, null, ContentType.JSON, null, EnvKind.CONTAINER, false,
                Stream
                        .of(overrides).map(Requirement::parse).toList(),
                wheels, base);
        return new Validation(docker, new ExternalEngine(), folder.resolve(".slipway"), Programs.onPath())
                .validate(request, Progress.NONE);
    }

    /// A pickle behind MLflow's routes, served by the Dockerfile around it.
    @Test
    @Covers({"A145", "A146", "A149", "A151", "A156"})
    void theSampleIsValidatedInItsOwnContainer() throws Exception {
        ValidationResult good = validate(SAMPLE, null, null);
        assertTrue(good.good(), good::toString);
        assertTrue(good.answer().replaceAll("\\s", "").startsWith("{\"predictions\":["), good::answer);
        assertEquals(EnvKind.Strength.STRONG, good.strength());
        assertEquals("slipway/validate-mlflow-scoring:local", good.environment().place());
        assertEquals("1.2.1", good.environment().packages().get("scikit-learn"));

        ValidationResult wrong = validate(SAMPLE, "{\"dataframe_split\": {\"columns\": [\"x\"], \"data\": [[1]]}}",
                null,
                "pandas==2.1.0");
        assertEquals("2.1.0", wrong.environment().packages().get("pandas"), "the overrides are a layer of their own");
        assertEquals(400, wrong.status());
        assertEquals("validate.refused", problem(wrong).code());
        assertTrue(problem(wrong).why().contains("mean radius"), problem(wrong)::why);
    }

    /// The recipe's image with wheels instead of an index: another set of packages is another image.
    @Test
    @Covers({"A145", "A146", "A147", "A156"})
    void aModelWithoutADockerfileIsValidatedInTheRecipesImage() throws Exception {
        Path model = StubMlflow.model(folder.resolve("validate-sum"), "mlflow==2.14.1\npandas==2.0.0\n");
        ValidationResult good = validate(model, null, PythonBase.IMAGE);
        ValidationResult other = validate(model, null, PythonBase.IMAGE, "pandas==2.1.0");
        try {
            assertTrue(good.good(), good::toString);
            assertEquals("{\"predictions\": [3, 7]}", good.answer());
            assertEquals("2.0.0", good.environment().packages().get("pandas"));
            assertEquals("2.1.0", other.environment().packages().get("pandas"));
            assertNotEquals(good.environment().place(), other.environment().place());
            ValidationResult missing = validate(model, null, PythonBase.IMAGE, "lightgbm==4.0");
            assertFalse(missing.good());
            assertEquals("validate.not-in-wheelhouse", problem(missing).code(), missing::toString);
            assertTrue(problem(missing).what().contains("lightgbm==4.0"), problem(missing)::what);
        } finally {
            for (ValidationResult each : List.of(good, other))
                TestDocker.docker("image", "rm", each.environment().place());
        }
    }

    /// Why it is no answer.
    private static Problem problem(ValidationResult of) {
        return Objects.requireNonNull(of.problem());
    }
}
