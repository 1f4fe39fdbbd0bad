package slipway.validate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.catalog.fix.Requirement;
import slipway.engine.ExternalEngine;
import slipway.engine.process.ProcessEngine;
import slipway.testkit.Covers;
import slipway.testkit.Shell;
import slipway.validate.ValidationRequest.ContentType;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Validations in Pythons of this machine, with wheels made here: nothing is fetched.
class ValidationIT {
    private static final String NEEDS = "mlflow==2.14.1\npandas==2.0.0\n";

    @TempDir
    private Path folder;

    private final Tasks tasks = new Tasks();
    private ProcessEngine engine;
    private Path state;
    private Path wheels;

    @BeforeEach
    void open() throws Exception {
        var venv = Programs.onPath().find("python3").map(python -> Shell.run(Duration.ofSeconds(30), Map.of(), List.of(
                python.toString(), "-c", "import venv, ensurepip")));
        Assumptions.assumeTrue(venv.isPresent() && venv.get().ok(), "python3 with venv and ensurepip is not here");
        state = folder.resolve(".slipway");
        engine = new ProcessEngine(folder.resolve("engine"), tasks);
        wheels = StubMlflow.wheelhouse(folder.resolve("wheels"));
    }

    @AfterEach
    void close() {
        if (engine != null) engine.close();
        tasks.close();
    }

    private ValidationResult validate(Programs programs, ValidationRequest request) throws InterruptedException {
        return new Validation(new ExternalEngine(), engine, state, programs).validate(request, Progress.NONE);
    }

    private ValidationRequest request(Path model, EnvKind manager, @Nullable String data, String... overrides) {
        return new ValidationRequest(model, data, null, ContentType.JSON, null, manager, false, Stream.of(overrides)
                .map(Requirement::parse).toList(), wheels, null);
    }

    /// Made once, reused as long as nothing changes, made anew for other versions, the model's own files as they were.
    @Test
    @Covers({"A145", "A147", "A149", "A150", "A154", "A156"})
    void aVirtualenvIsMadeFromTheRequirementsAndReused() throws Exception {
        Path model = StubMlflow.model(folder.resolve("sum"), NEEDS);
        ValidationResult first = validate(Programs.onPath(), request(model, EnvKind.VIRTUALENV, null));
        assertTrue(first.good(), first::toString);
        assertEquals("{\"predictions\": [3, 7]}", first.answer());
        assertEquals(EnvKind.Strength.FAIR, first.strength());
        assertEquals("2.0.0", first.environment().packages().get("pandas"));
        assertTrue(first.environment().python().matches("3\\.\\d+\\.\\d+.*"), first.environment()::python);
        assertTrue(Files.readString(first.stored()).contains("\"pandas\" : \"2.0.0\""));

        ValidationResult again = validate(Programs.onPath(), request(model, EnvKind.VIRTUALENV, null));
        assertEquals(first.environment(), again.environment());
        assertTrue(again.notes().contains(Notes.reused()), again.notes()::toString);

        ValidationResult other = validate(Programs.onPath(), request(model, EnvKind.VIRTUALENV, null,
                "Pandas==2.1.0"));
        assertEquals("2.1.0", other.environment().packages().get("pandas"));
        assertEquals(NEEDS, Files.readString(model.resolve("requirements.txt")));
        assertEquals(2, environments());

        wrongInputs(model);
    }

    /// 400 as MLflow says it, and JSON's other form and CSV.
    private void wrongInputs(Path model) throws Exception {
        ValidationResult refused = validate(Programs.onPath(), request(model, EnvKind.VIRTUALENV,
                "{\"dataframe_records\": [{\"a\": 1}]}"));
        assertFalse(refused.good());
        assertEquals(400, refused.status());
        assertEquals("Failed to enforce schema of data. Model is missing inputs ['b'].", problem(refused).why());

        Path csv = Files.writeString(folder.resolve("in.csv"), "a,b\n1,2.5\n");
        Path out = folder.resolve("out/answer.json");
        ValidationResult csvResult = validate(Programs.onPath(),
                new ValidationRequest(model, null, csv, ContentType.CSV,
                        out, EnvKind.VIRTUALENV, true, List.of(), wheels, null));
        assertEquals("{\"predictions\": [3.5]}", Files.readString(out));
        assertTrue(csvResult.notes().contains(Notes.mlflowStated()), csvResult.notes()::toString);
    }

    @Test
    @Covers({"A145", "A155"})
    void whatIsMissingIsToldByName() throws Exception {
        Path model = StubMlflow.model(folder.resolve("sum"), NEEDS);
        Files.writeString(model.resolve("imports.txt"), "lightgbm");
        ValidationResult module = validate(Programs.onPath(), request(model, EnvKind.VIRTUALENV, null));
        assertEquals("validate.no-module", problem(module).code());
        assertEquals("2.0.0", module.environment().packages().get("pandas"),
                "told for a server that does not start too");
        assertEquals("The package lightgbm is missing", problem(module).what());
        assertTrue(module.log().stream().anyMatch(line -> line.contains("No module named 'lightgbm'")));

        ValidationResult wheel = validate(Programs.onPath(), request(model, EnvKind.VIRTUALENV, null,
                "lightgbm==4.0"));
        assertEquals("validate.not-in-wheelhouse", problem(wheel).code());
        assertTrue(problem(wheel).what().startsWith("lightgbm==4.0"), problem(wheel)::what);
        assertEquals(1, environments(), "a half-made one is none");

        Path bare = StubMlflow.model(folder.resolve("bare"), "pandas==2.0.0\n");
        assertEquals("validate.no-mlflow", problem(validate(Programs.onPath(), request(bare, EnvKind.VIRTUALENV,
                null))).code());
    }

    /// The Python that is here stands for everything on it, and says so.
    @Test
    @Covers("A154")
    void localTakesThePythonAsItIs() throws Exception {
        Path home = folder.resolve("here");
        Path python = home.resolve("bin/python3");
        shell(Programs.onPath().find("python3").orElseThrow().toString(), "-m", "venv", home.toString());
        Path model = StubMlflow.model(folder.resolve("sum"), NEEDS);
        ValidationResult without = validate(name -> Optional.of(python), request(model, EnvKind.LOCAL, null));
        assertEquals("validate.no-mlflow", problem(without).code());
        shell(python.toString(), "-m", "pip", "install", "--no-index", "--find-links", wheels.toString(), "mlflow",
                "pandas");
        ValidationResult result = validate(name -> Optional.of(python), request(model, EnvKind.LOCAL, null,
                "pandas==9"));
        assertTrue(result.good(), result::toString);
        assertEquals(EnvKind.Strength.WEAK, result.strength());
        assertEquals("2.1.0", result.environment().packages().get("pandas"));
        assertTrue(result.notes().contains(Notes.overridesMeanNothing()), result.notes()::toString);
        assertEquals(0, environments());
    }

    private static void shell(String... command) {
        Shell.Said said = Shell.run(Duration.ofMinutes(2), Map.of(), List.of(command));
        assertTrue(said.ok(), said::text);
    }

    /// Cancelled while an environment is made: what makes it is killed with its children, and nothing stays.
    @Test
    void aCancelledValidationLeavesNothing() throws Exception {
        Path pid = folder.resolve("pid");
        Path uv = Files.writeString(folder.resolve("uv"), """
                #!/bin/sh
                mkdir -p "$4/bin"
                touch "$4/bin/python"; chmod +x "$4/bin/python"
                sleep 300 &
                echo $! > %s
                wait
                """.formatted(pid));
        Files.setPosixFilePermissions(uv, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path model = StubMlflow.model(folder.resolve("sum"), NEEDS);
        var ended = new CountDownLatch(1);
        Tasks.Task task = tasks.quiet("validation", progress -> {
            try {
                validate(name -> Optional.of(uv), request(model, EnvKind.UV, null));
            } finally {
                ended.countDown();
            }
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
        task.cancel();
        assertTrue(ended.await(20, TimeUnit.SECONDS));
        long child = Long.parseLong(Files.readString(pid).strip());
        await().until(() -> ProcessHandle.of(child).map(handle -> !handle.isAlive()).orElse(true));
        assertEquals(0, environments());
    }

    private long environments() throws Exception {
        Path all = state.resolve("environments");
        if (!Files.isDirectory(all)) return 0;
        try (Stream<Path> list = Files.list(all)) {
            return list.filter(Files::isDirectory).count();
        }
    }

    /// Why it is no answer.
    private static Problem problem(ValidationResult of) {
        return Objects.requireNonNull(of.problem());
    }
}
