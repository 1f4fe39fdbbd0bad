package slipway.validate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.catalog.Catalog;
import slipway.engine.ExternalEngine;
import slipway.testkit.Covers;
import slipway.validate.ValidationRequest.ContentType;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What is refused before anything runs, what is sent, and what the tools' own words are turned into.
class ValidationTest {
    private static final String OFFLINE = """
            WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection \
            broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f40d7ad06d0>: \
            Failed to establish a new connection: [Errno -2] Name or service not known')': /simple/mlflow/
            ERROR: Could not find a version that satisfies the requirement mlflow==2.14.1 (from versions: none)
            ERROR: No matching distribution found for mlflow==2.14.1
            """;

    @TempDir
    private Path folder;

    private ValidationRequest request(Path model, @Nullable String data, @Nullable Path path, ContentType type,
            EnvKind manager) {
        return new ValidationRequest(model, data, path, type, null, manager, false, List.of(), null, null);
    }

    private String code(ValidationRequest request) {
        var validation = new Validation(new ExternalEngine(), new ExternalEngine(), folder.resolve(".slipway"),
                name -> Optional.empty());
        try {
            return Objects.requireNonNull(validation.validate(request, Progress.NONE).problem()).code();
        } catch (StudioException e) {
            return e.problem().code();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Covers("A151")
    void theInputIsGivenOnceOrIsTheModelsOwnExample() throws Exception {
        Path model = StubMlflow.model(folder.resolve("sum"), "");
        Path file = Files.writeString(folder.resolve("in.json"), "{}");
        assertEquals("validate.two-inputs", assertThrows(StudioException.class, () -> request(model, "{}", file,
                ContentType.JSON, EnvKind.LOCAL)).problem().code());
        var notes = new ArrayList<String>();
        Input own = Input.of(ValidationRequest.of(model), Catalog.look(model), notes, 1_000);
        assertEquals("serving_input_example.json", own.source());
        assertTrue(own.body().contains("[3, 4]"), own::body);
        Files.delete(model.resolve("serving_input_example.json"));
        assertEquals("validate.no-input", code(ValidationRequest.of(model)));
        assertEquals("validate.unreadable", code(request(model, null, folder.resolve("none"), ContentType.JSON,
                EnvKind.LOCAL)));
    }

    @Test
    @Covers({"A151", "A152"})
    void theInputIsSentAsTheServerTakesIt() throws Exception {
        Path model = StubMlflow.model(folder.resolve("sum"), "");
        var notes = new ArrayList<String>();
        Input list = Input.of(request(model, " [[1, 2]] ", null, ContentType.JSON, EnvKind.LOCAL),
                Catalog.look(model),
                notes, 10);
        assertEquals("{\"inputs\": [[1, 2]]}", list.body());
        assertEquals(2, notes.size(), "wrapped, and larger than the platform takes: " + notes);
        Input csv = Input.of(request(model, "a,b\n1,2\n", null, ContentType.CSV, EnvKind.LOCAL), Catalog.look(model),
                notes, 1_000);
        assertEquals("text/csv", csv.contentType());
        var broken = assertThrows(StudioException.class, () -> Input.of(request(model, "{\"inputs\": [1,}", null,
                ContentType.JSON, EnvKind.LOCAL), Catalog.look(model), notes, 1_000));
        assertEquals("validate.not-json", broken.problem().code());
        assertTrue(broken.problem().why().contains("line 1"), broken.problem()::why);
    }

    @ParameterizedTest
    @CsvSource({"UV, validate.no-manager", "CONDA, validate.no-manager", "VIRTUALENV, validate.no-program",
            "LOCAL, validate.no-program", "CONTAINER, validate.no-docker"})
    @Covers("A154")
    void whatIsNotInstalledIsNamed(EnvKind manager, String code) throws Exception {
        Path model = StubMlflow.model(folder.resolve("sum"), "");
        assertEquals(code, code(request(model, null, null, ContentType.JSON, manager)));
    }

    @Test
    void onlyMlflowModelsAreValidated() throws Exception {
        assertEquals("validate.no-model", code(ValidationRequest.of(folder.resolve("none"))));
        Path model = StubMlflow.model(folder.resolve("sum"), "");
        assertEquals("validate.no-wheelhouse", code(new ValidationRequest(model, null, null, ContentType.JSON, null,
                EnvKind.VIRTUALENV, false, List.of(), folder.resolve("none"), null)));
    }

    @Test
    @Covers("A154")
    void strengthFollowsFromWhereItRan() {
        assertEquals(EnvKind.Strength.STRONG, EnvKind.CONTAINER.strength());
        assertEquals(EnvKind.Strength.FAIR, EnvKind.VIRTUALENV.strength());
        assertEquals(EnvKind.Strength.WEAK, EnvKind.LOCAL.strength());
        assertEquals(EnvKind.VIRTUALENV, ValidationRequest.of(folder).envManager(), "MLflow’s own default");
        assertFalse(ValidationRequest.of(folder).installMlflow(), "MLflow’s own default");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "ERROR: No matching distribution found for lightgbm==99 | validate.no-package | lightgbm==99",
            "ERROR: ResolutionImpossible: for help visit | validate.conflict | ResolutionImpossible",
            "returned non-zero exit status 1. ensurepip is not available | validate.no-venv | virtual",
            "error: Microsoft Visual C++ 14.0 is required | validate.install-failed | Visual C++"})
    void whatPipSaysIsTranslated(String line, String code, String word) {
        var problem = Failures.install(EnvKind.VIRTUALENV, null, new Processes.Ended(1, List.of(line)));
        assertEquals(code, problem.code());
        assertTrue((problem.what() + problem.why()).contains(word), problem.what() + problem.why());
    }

    /// Without a network pip calls the package unknown last; the reason stands above.
    @Test
    @Covers("A147")
    void withoutANetworkAWheelhouseIsOffered() {
        var problem = Failures.install(EnvKind.VIRTUALENV, null, new Processes.Ended(1, OFFLINE.lines().toList()));
        assertEquals("validate.no-network", problem.code());
        assertTrue(problem.fix().contains("--wheelhouse"), problem::fix);
        assertNotNull(problem.detail());
        assertEquals("validate.not-in-wheelhouse",
                Failures.install(EnvKind.VIRTUALENV, folder, new Processes.Ended(1,
                        OFFLINE.lines().toList())).code());
    }

    @Test
    void theServersOwnWordsAreFoundInItsAnswer() {
        assertEquals("Failed to enforce schema", Predicting.message(
                "{\"error_code\": \"BAD_REQUEST\", \"message\": \"Failed to enforce schema\"}"));
        assertEquals("expected inputs", Predicting.message("{\"error\": \"expected inputs\"}"));
        assertEquals("Request processing time exceeded limit", Predicting.message(
                "Request processing time exceeded limit"));
    }
}
