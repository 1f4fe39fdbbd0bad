package slipway.validate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.build.PythonNeeds;
import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.engine.Engine;
import slipway.store.AtomicFiles;
import slipway.validate.Processes.Running;
import slipway.validate.ValidationResult.Environment;

/// Validates MLflow models: makes the environment, starts the server in it, sends one prediction, stops the server. Owned
/// by whoever owns its engines; nothing of a model runs in our own process. Any thread.
public final class Validation implements Validator {
    private static final int LOG_LINES = 60;
    /// Where a folder with a Dockerfile keeps the model.
    private static final String INNER = "model";

    private final Engine docker;
    private final Engine processes;
    private final Path stateFolder;
    private final Environments environments;

    /// @param stateFolder `.slipway` of the workspace, where environments and results are kept
    public Validation(Engine docker, Engine processes, Path stateFolder, Programs programs) {
        this.docker = docker;
        this.processes = processes;
        this.stateFolder = stateFolder;
        this.environments = new Environments(stateFolder.resolve("environments"), programs, processes);
    }

    @Override
    public ValidationResult validate(ValidationRequest request, Progress progress) throws InterruptedException {
        Model model = model(request);
        Path wheels = request.wheelhouse();
        if (wheels != null && !Files.isDirectory(wheels)) throw StudioException.of("validate.no-wheelhouse", wheels);
        ServingContract contract = Contracts.byId("mlflow").orElseThrow();
        var story = new Story(request, model);
        Input input = Input.of(request, model, story.notes, contract.maxBodyBytes());
        Ground ground = ground(request, model, contract, story.notes);
        story.run(ground, input, contract, progress);
        ValidationResult result = story.result(input);
        Path output = request.outputPath();
        if (output != null && result.good()) AtomicFiles.write(output, result.answer());
        return ValidationJson.keep(result, stateFolder.resolve("reports/validations"));
    }

    private static Model model(ValidationRequest request) {
        Path given = request.model().toAbsolutePath().normalize();
        if (!Files.exists(given)) throw StudioException.of("validate.no-model", given);
        Path inner = given.resolve(INNER);
        boolean around = Files.isRegularFile(given.resolve("Dockerfile"))
                && Files.isRegularFile(inner.resolve("MLmodel"));
        Model model = Catalog.look(around ? inner : given);
        if (!model.format().equals("mlflow")) throw StudioException.of("validate.not-mlflow", given, model.format());
        return model;
    }

    private Ground ground(ValidationRequest request, Model model, ServingContract contract, List<String> notes) {
        EnvKind manager = request.envManager();
        PythonNeeds stated = PythonNeeds.stated(model).overridden(request.overrides()).from(request.wheelhouse());
        if (request.installMlflow()) {
            if (manager == EnvKind.CONTAINER || manager == EnvKind.LOCAL)
                notes.add(Notes.mlflowMeansNothing(manager));
            else if (stated.hasMlflow()) notes.add(Notes.mlflowStated());
        }
        return switch (manager) {
            case CONTAINER -> new ContainerGround(request, model, stated.withMlflow(), contract, docker, notes);
            case VIRTUALENV, UV, CONDA, LOCAL -> new PythonGround(request, model, request.installMlflow()
                    ? stated.withMlflow()
                    : stated, processes, environments, notes);
        };
    }

    /// One validation as it goes on; one thread.
    private static final class Story {
        private final ValidationRequest request;
        private final Model model;
        private final Instant at = Instant.now();
        private final List<String> notes = new ArrayList<>();
        private Environment environment = Environment.UNKNOWN;
        private Duration preparing = Duration.ZERO;
        private Duration starting = Duration.ZERO;
        private Predicting.Answer answer = Predicting.Answer.NONE;
        private List<String> log = List.of();
        private @Nullable Problem problem;

        Story(ValidationRequest request, Model model) {
            this.request = request;
            this.model = model;
        }

        void run(Ground ground, Input input, ServingContract contract, Progress progress) throws InterruptedException {
            long begin = System.nanoTime();
            Ground.Prepared prepared;
            try {
                prepared = ground.prepare(progress);
            } catch (StudioException e) {
                problem = e.problem();
                String detail = e.problem().detail();
                log = detail == null ? List.of() : last(detail.lines().toList());
                return;
            } finally {
                preparing = since(begin);
            }
            try {
                predict(prepared, input, contract, progress);
            } catch (StudioException e) {
                problem = e.problem();
            }
        }

        private void predict(Ground.Prepared prepared, Input input, ServingContract contract, Progress progress)
                throws InterruptedException {
            progress.stage("validate.stage.starting", model.title());
            environment = prepared.known();
            long begin = System.nanoTime();
            Running running = prepared.start();
            try (var predicting = new Predicting(running, contract)) {
                try {
                    predicting.awaitReady();
                } finally {
                    starting = since(begin);
                }
                environment = prepared.describe(running);
                progress.stage("validate.stage.predicting", contract.predictPath(model.name()));
                answer = predicting.ask(input, model.name());
                problem = answer.problem();
            } finally {
                running.end();
                log = running.lastLines(LOG_LINES);
            }
        }

        ValidationResult result(Input input) {
            return new ValidationResult(model.path(), model.title(), request.envManager(), at, input.contentType(),
                    input
                            .source(),
                    answer.status(), answer.body(), environment, preparing, starting, answer.took(), notes,
                    log, problem, null);
        }

        private static List<String> last(List<String> lines) {
            return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
        }

        private static Duration since(long begin) {
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }
}
