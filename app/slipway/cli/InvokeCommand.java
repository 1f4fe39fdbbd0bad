package slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Units;
import slipway.contract.SampleRequest;
import slipway.requests.BriefExpectation;
import slipway.requests.Draft;
import slipway.requests.Exchange;
import slipway.requests.Expectation;
import slipway.requests.Judge;
import slipway.requests.Sender;
import slipway.store.RunFile;

/// `invoke ENDPOINT`: one request through the gateway, by the traffic rules or to a deployment by name (A190, A195),
/// its answer held to what is expected of it.
@Command(name = "invoke", mixinStandardHelpOptions = true)
final class InvokeCommand extends Action {
    @Parameters(paramLabel = "ENDPOINT")
    private String endpoint = "";

    @Option(names = "--deployment", paramLabel = "NAME")
    private @Nullable String deployment;

    @Option(names = "--request-file", paramLabel = "FILE")
    private @Nullable Path file;

    @Option(names = "--example")
    private boolean example;

    @Option(names = "--content-type", paramLabel = "TYPE")
    private @Nullable String contentType;

    @Option(names = "--path", paramLabel = "PATH")
    private String path = "/score";

    @Option(names = "--expect", paramLabel = "WHAT")
    private List<String> expect = List.of();

    @Override
    int run() throws InterruptedException {
        int slash = endpoint.indexOf('/');
        if (slash > 0 && deployment == null) {
            // as logs, scale and rollback name it
            deployment = endpoint.substring(slash + 1);
            endpoint = endpoint.substring(0, slash);
        }
        Path sent = file;
        if (example == (sent != null))
            throw new ParameterException(spec().commandLine(), Text.of("cli.invoke.one-of"));
        if (sent == null) return example();
        List<Expectation> expected = expect.stream().map(this::expectation).toList();
        RunFile.EndpointRun run = Running.endpoint(app().workspace(), endpoint);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", contentType == null ? typeOf(sent) : contentType);
        if (run.key() != null) headers.put("Authorization", "Bearer " + run.key());
        if (deployment != null) headers.put("azureml-model-deployment", deployment);
        try (Sender sender = new Sender()) {
            Exchange answer = sender.send(endpoint, new Draft("invoke", "POST", run.url() + path, headers, read(sent)));
            Problem problem = answer.problem();
            if (problem != null) {
                // half an answer tells more than none
                if (answer.status() != 0 && !app().json()) tell(answer, List.of());
                throw new StudioException(problem);
            }
            return tell(answer, new Judge(Path.of("").toAbsolutePath()).judge(expected, answer));
        }
    }

    /// Prints a request that fits the model, for a file to be filled with other figures; sends nothing.
    private int example() {
        SampleRequest made = ExampleRequest.of(app().workspace(), endpoint, deployment);
        if (app().json()) {
            var map = new LinkedHashMap<String, Object>();
            map.put("method", made.method());
            map.put("path", made.path());
            map.put("contentType", made.contentType());
            map.put("body", made.body());
            console().json(map);
        } else {
            console().message(Text.of("cli.invoke.example", made.method(), made.path(), made.contentType()));
            console().line(made.body());
        }
        return 0;
    }

    private Expectation expectation(String words) {
        return BriefExpectation.parse(words).orElseThrow(() -> new ParameterException(spec().commandLine(), Text.of(
                "cli.invoke.expect", words)));
    }

    private int tell(Exchange answer, List<Judge.Outcome> outcomes) {
        if (app().json()) {
            var map = new LinkedHashMap<String, Object>();
            map.put("status", answer.status());
            map.put("deployment", answer.servedBy());
            map.put("revision", answer.revision());
            map.put("requestId", answer.requestId());
            map.put("ms", answer.totalNanos() / 1e6);
            if (!outcomes.isEmpty()) map.put("expectations", outcomes.stream().map(InvokeCommand::json).toList());
            map.put("body", answer.body().text());
            console().json(map);
        } else {
            String took = Units.nanos(answer.totalNanos());
            console().message(answer.servedBy().isEmpty()
                    ? Text.of("cli.invoke.unserved", answer.status(), took)
                    : Text.of("cli.invoke.served", answer.status(), answer.servedBy(), took));
            outcomes.forEach(each -> console().message(Text.of(each.holds()
                    ? "cli.invoke.holds"
                    : "cli.invoke.fails", each.expectation().text(), each.found())));
            console().line(answer.body().text());
        }
        return good(answer, outcomes) ? 0 : 1;
    }

    /// All that is expected holds, and the status is one of success where nobody expects another.
    private static boolean good(Exchange answer, List<Judge.Outcome> outcomes) {
        boolean judged = outcomes.stream().anyMatch(each -> each.expectation().kind() == Expectation.Kind.STATUS);
        boolean success = answer.status() >= 200 && answer.status() < 300;
        return (judged || success) && outcomes.stream().allMatch(Judge.Outcome::holds);
    }

    private static Map<String, Object> json(Judge.Outcome outcome) {
        var map = new LinkedHashMap<String, Object>();
        map.put("expectation", outcome.expectation().text());
        map.put("holds", outcome.holds());
        map.put("found", outcome.found());
        return map;
    }

    static String typeOf(Path file) {
        return file.getFileName().toString().endsWith(".csv") ? "text/csv" : "application/json";
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StudioException(Problem.of("cli.file-unreadable", file), e);
        }
    }

    /// Headers that every request of ours through an endpoint carries.
    static Map<String, String> headers(RunFile.EndpointRun run) {
        return run.key() == null ? Map.of() : Map.of("authorization", "Bearer " + run.key());
    }
}
