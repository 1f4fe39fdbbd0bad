package slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.check.Examiner;
import slipway.testkit.Covers;
import slipway.testkit.RefusingOpener;
import slipway.validate.EnvKind;
import slipway.validate.ValidationRequest;
import slipway.validate.ValidationResult;
import slipway.validate.Validator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `validate`: its options are MLflow's, its exit status says how it went.
class ValidateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<ValidationRequest> asked = new ArrayList<>();
    private @Nullable Problem problem;

    private int run(String... args) {
        Opener opener = RefusingOpener.but(Map.of("examining", given -> new Fake()));
        return CommandLineApp.run(args, opener, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    /// Answers without running anything.
    private final class Fake implements Examining {
        @Override
        public Examiner examiner() {
            throw new AssertionError();
        }

        @Override
        public Validator validator() {
            return (request, progress) -> {
                asked.add(request);
                return new ValidationResult(request.model(), "iris 1", request.envManager(), Instant.EPOCH,
                        "application/json", "given", problem == null ? 200 : 400, "{\"predictions\": [1]}\n",
                        new ValidationResult.Environment("3.11.2", Map.of("numpy", "1.24.2"), "/env/bin/python"),
                        Duration
                                .ofMillis(2_500),
                        Duration.ofMillis(700), Duration.ofMillis(4), List.of("a remark"), List
                                .of("last words"),
                        problem, null);
            };
        }

        @Override
        public void close() {}
    }

    @Test
    @Covers({"A149", "A150", "A151", "A152", "A153", "A154", "A155", "A156"})
    void theOptionsAreThoseOfMlflow() {
        assertEquals(0, run("validate", "iris", "--input-path", "in.csv", "--content-type", "csv", "--output-path",
                "out.json", "--env-manager", "container", "--install-mlflow", "--pip-requirement", "numpy==1.26.4",
                "--pip-requirement", "scipy", "--wheelhouse", "wheels", "--base-image", "python:3.11"), err::toString);
        ValidationRequest request = asked.getFirst();
        assertEquals(Path.of("in.csv"), request.inputPath());
        assertEquals(ValidationRequest.ContentType.CSV, request.contentType());
        assertEquals(EnvKind.CONTAINER, request.envManager());
        assertTrue(request.installMlflow());
        assertEquals(List.of("numpy", "scipy"), request.overrides().stream().map(each -> each.name()).toList());
        assertEquals(Path.of("wheels"), request.wheelhouse());
        assertEquals("", out.toString(), "the answer is in the file");
        assertTrue(err.toString().contains("strong evidence"), err::toString);
    }

    @Test
    @Covers({"A153", "A154", "A155"})
    void nothingSaidIsAsMlflowHasIt() {
        assertEquals(0, run("validate", "iris"), err::toString);
        assertEquals(ValidationRequest.of(Path.of("iris")), asked.getFirst());
        assertEquals("{\"predictions\": [1]}\n", out.toString());
        assertTrue(err.toString().contains("prepared in 2.50 s"), err::toString);
    }

    @Test
    @Covers("A151")
    void twoInputsAreWrongUsage() {
        assertEquals(2, run("validate", "iris", "--input-data", "{}", "--input-path", "in.json"));
        assertTrue(err.toString().contains("not both"), err::toString);
        assertEquals(2, run("validate", "iris", "--env-manager", "poetry"));
        assertEquals(1, run("validate", "iris", "--pip-requirement", "==1"));
        assertEquals(List.of(), asked);
    }

    @Test
    @Covers("A149")
    void aRefusedPredictionIsNotGood() {
        problem = Problem.of("validate.refused", 400, "Missing columns");
        assertEquals(1, run("--json", "validate", "iris", "--input-data", "{}"));
        var said = JsonMapper.shared().readTree(out.toString());
        assertEquals("fail", said.get("verdict").asString());
        assertEquals("Missing columns", said.get("problem").get("why").asString());
        assertEquals("1.24.2", said.get("environment").get("packages").get("numpy").asString());
        assertEquals(2_500, said.get("preparingMs").asDouble());
        assertFalse(said.has("stored"));
        assertEquals(1, run("validate", "iris", "--input-data", "{}"));
        assertTrue(err.toString().contains("  | last words"), err::toString);
    }
}
