package slipway.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.catalog.fix.Requirement;
import slipway.validate.EnvKind;
import slipway.validate.ValidationJson;
import slipway.validate.ValidationRequest;
import slipway.validate.ValidationRequest.ContentType;
import slipway.validate.ValidationResult;

/// `validate MODEL`: one prediction of an MLflow model in an environment made from its own files, before it is deployed.
@Command(name = "validate", mixinStandardHelpOptions = true)
final class ValidateCommand extends Action {
    private static final int END_SECONDS = 20;

    @Parameters(paramLabel = "MODEL")
    private Path model = Path.of("");

    @Option(names = "--input-data", paramLabel = "TEXT")
    private @Nullable String inputData;

    @Option(names = "--input-path", paramLabel = "FILE")
    private @Nullable Path inputPath;

    @Option(names = "--content-type", paramLabel = "json|csv")
    private ContentType contentType = ContentType.JSON;

    @Option(names = "--output-path", paramLabel = "FILE")
    private @Nullable Path outputPath;

    @Option(names = "--env-manager", paramLabel = "virtualenv|container|uv|conda|local")
    private EnvKind envManager = EnvKind.VIRTUALENV;

    @Option(names = "--install-mlflow")
    private boolean installMlflow;

    @Option(names = "--pip-requirement", paramLabel = "REQ")
    private List<String> requirements = List.of();

    @Option(names = "--wheelhouse", paramLabel = "DIR")
    private @Nullable Path wheelhouse;

    @Option(names = "--base-image", paramLabel = "IMAGE")
    private @Nullable String baseImage;

    @Override
    int run() throws InterruptedException {
        if (inputData != null && inputPath != null) {
            throw new ParameterException(spec().commandLine(), Text.of("cli.validate.two-inputs"));
        }
        var request = new ValidationRequest(model, inputData, inputPath, contentType, outputPath, envManager,
                installMlflow, requirements.stream().map(Requirement::parse).toList(), wheelhouse, baseImage);
        ValidationResult result = validated(request);
        if (app().json()) console().json(ValidationJson.tree(result));
        else
            print(result);
        return result.good() ? 0 : 1;
    }

    private ValidationResult validated(ValidationRequest request) throws InterruptedException {
        var done = new CountDownLatch(1);
        Thread worker = Thread.currentThread();
        // Ctrl-C ends the JVM at once: what pip or the model's server still does must not outlive it
        Tasks.atShutdown("end validation", () -> {
            if (done.getCount() > 0) worker.interrupt();
            await(done);
        });
        try (var tasks = new Tasks(); Examining examining = app().opener().examining(tasks, app().workspace())) {
            return examining.validator().validate(request, new ProgressLines(console()).progress());
        } finally {
            done.countDown();
        }
    }

    private static void await(CountDownLatch done) {
        try {
            boolean ended = done.await(END_SECONDS, TimeUnit.SECONDS);
            if (!ended)
                System.getLogger(ValidateCommand.class.getName()).log(System.Logger.Level.WARNING, "still running");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(ValidationResult result) {
        ValidationResult.Environment where = result.environment();
        result.notes().forEach(console()::message);
        if (where.place().isEmpty()) {
            console().message(Text.of("cli.validate.tried", Units.nanos(result.preparing().toNanos())));
        } else {
            console().message(Text.of("cli.validate.environment", result.envManager().word(), where.place(),
                    where.python().isEmpty() ? "?" : where.python(), where.packages().size()));
            console().message(Text.of("cli.validate.times", Units.nanos(result.preparing().toNanos()),
                    Units.nanos(result.starting().toNanos()), Units.nanos(result.predicting().toNanos())));
            console().message(result.strength().sentence());
        }
        Problem problem = result.problem();
        if (problem != null) {
            result.log().forEach(line -> console().message("  | " + line));
            console().problem(problem);
        } else if (outputPath == null) {
            console().line(result.answer().stripTrailing());
        } else {
            console().message(Text.of("cli.validate.written", outputPath));
        }
        if (result.stored() != null) console().message(Text.of("cli.validate.stored", result.stored()));
    }
}
