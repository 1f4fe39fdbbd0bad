package slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.store.RunFile;
import slipway.testkit.RefusingOpener;
import slipway.testkit.StubUpstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `invoke` with expectations, against a server that stands for a running studio’s gateway.
class InvokeCommandIT {
    private static final Opener NOBODY = RefusingOpener.all();
    private static final String ANSWER = "{\"predictions\":[{\"label\":\"setosa\",\"p\":0.98}]}";
    private static final Path SAMPLES = Path.of(System.getProperty("slipway.basedir"), "sample-models");
    @TempDir
    Path root;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private StubUpstream gateway;

    @BeforeEach
    void begin() throws Exception {
        gateway = new StubUpstream(request -> request.body().onSuccess(body -> request.response().setStatusCode(
                body.toString().contains("bad") ? 422 : 200).putHeader("content-type", "application/json")
                .putHeader("x-asked", String.valueOf(request.getHeader("azureml-model-deployment"))).end(
                        ANSWER)));
        ProcessHandle self = ProcessHandle.current();
        new RunFile(self.pid(), self.info().startInstant().map(Instant::toEpochMilli).orElse(0L),
                List.of(new RunFile.EndpointRun("iris", gateway.url().toString(), null, Map.of())),
                List.of(deployment("imaged", null), deployment("blue", SAMPLES.resolve("iris/1")))).write(
                        root.resolve(".slipway"));
        Files.writeString(root.resolve("good.json"), "{}");
        Files.writeString(root.resolve("bad.json"), "{\"bad\": true}");
    }

    private static RunFile.DeploymentRun deployment(String name, @Nullable Path model) {
        return new RunFile.DeploymentRun("iris", name, "ready", null, "docker", List.of(), 1, 0, 0, null,
                "mlflow", model == null ? null : model.toString(), null);
    }

    @AfterEach
    void end() {
        gateway.close();
    }

    @Test
    void whatHoldsIsSaidAndTheAnswerPrinted() {
        assertEquals(0, invoke("good.json", "status=200", "$.predictions[0].label=setosa"), err.toString());
        assertTrue(err.toString().contains("holds: json $.predictions[0].label = setosa"), err.toString());
        assertEquals(ANSWER, out.toString().strip());
    }

    @Test
    void aDeploymentIsNamedWithItsEndpointToo() {
        assertEquals(0, CommandLineApp.run(new String[]{"--workspace", root.toString(), "invoke", "iris/blue",
                "--request-file", root.resolve("good.json").toString(), "--expect", "header:x-asked~blue"}, NOBODY,
                new PrintWriter(out, true), new PrintWriter(err, true)), err::toString);
    }

    @Test
    void oneThatFailsFailsTheCommand() {
        assertEquals(1, invoke("good.json", "status=200", "$.predictions[0].p>0.99"));
        assertTrue(err.toString().contains("does not hold: json $.predictions[0].p > 0.99, but 0.98"), err.toString());
    }

    @Test
    void aStatusThatIsExpectedIsGood() {
        assertEquals(0, invoke("bad.json", "status=422"), err.toString());
        assertEquals(1, invoke("bad.json", "$.predictions"), "422, and nobody expected it");
        assertEquals(1, invoke("bad.json"));
    }

    @Test
    void schemasAndGoldenAnswersAreReadFromWhereOneIs() throws Exception {
        Path golden = Files.writeString(root.resolve("golden.json"), ANSWER.replace("0.98", "0.980001"));
        assertEquals(0, invoke("good.json", "golden=" + golden + " relative=1e-3"), err.toString());
        assertEquals(1, invoke("good.json", "golden=" + golden), err.toString());
    }

    @Test
    void asJsonEachOutcomeIsListed() {
        assertEquals(1, invoke("--json", "good.json", "status=2xx", "$.model", "header:Content-Type~json"));
        JsonNode told = JsonMapper.shared().readTree(out.toString());
        assertEquals(200, told.path("status").asInt());
        assertEquals("[{\"expectation\":\"status 2xx\",\"holds\":true,\"found\":\"200\"},"
                + "{\"expectation\":\"json $.model exists\",\"holds\":false,\"found\":\"not there\"},"
                + "{\"expectation\":\"header Content-Type ~ json\",\"holds\":true,\"found\":\"application/json\"}]",
                told.path("expectations").toString());
    }

    @Test
    void whatNobodyUnderstandsIsWrongUsageAndSendsNothing() {
        assertEquals(2, invoke("good.json", "statu=200"));
        assertTrue(err.toString().contains("statu=200"), err.toString());
        assertEquals(0, gateway.requests());
    }

    private int example(String... more) {
        var words = new ArrayList<>(List.of("--workspace", root.toString(), "invoke", "--example"));
        words.addAll(List.of(more));
        return CommandLineApp.run(words.toArray(String[]::new), NOBODY, new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    @Test
    void anExampleIsMadeFromTheModelAndCanBeSentBack() throws Exception {
        assertEquals(0, example("iris/blue"), err::toString);
        assertTrue(err.toString().contains("POST /invocations · application/json"), err::toString);
        JsonNode body = JsonMapper.shared().readTree(out.toString());
        assertTrue(body.path("dataframe_split").path("columns").size() == 4, out::toString);
        Files.writeString(root.resolve("made.json"), out.toString());
        assertEquals(0, invoke("made.json", "status=200"), err::toString);
    }

    @Test
    void withoutADeploymentTheFirstThatKnowsItsModelIsTaken() {
        assertEquals(0, example("iris", "--json"), err::toString);
        JsonNode made = JsonMapper.shared().readTree(out.toString());
        assertEquals("/invocations", made.path("path").asString());
        assertTrue(made.path("body").asString().contains("dataframe_split"), made::toString);
    }

    @Test
    void whatNobodyKnowsIsSaid() {
        assertEquals(1, example("iris/imaged"));
        assertTrue(err.toString().contains("There is no example for iris/imaged."), err::toString);
        assertEquals(1, example("iris/red"));
        assertTrue(err.toString().contains("There is no deployment “red”"), err::toString);
        assertEquals(2, example("iris", "--request-file", root.resolve("good.json").toString()), "one of the two");
        assertEquals(2, CommandLineApp.run(new String[]{"--workspace", root.toString(), "invoke", "iris"}, NOBODY,
                new PrintWriter(out, true), new PrintWriter(err, true)), "or none");
    }

    private int invoke(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new java.util.ArrayList<>(List.of("--workspace", root.toString()));
        var rest = new java.util.ArrayList<>(List.of(words));
        if (rest.getFirst().equals("--json")) all.add(rest.removeFirst());
        all.addAll(List.of("invoke", "iris", "--request-file", root.resolve(rest.removeFirst()).toString()));
        rest.forEach(each -> all.addAll(List.of("--expect", each)));
        return CommandLineApp.run(all.toArray(String[]::new), NOBODY, new PrintWriter(out, true), new PrintWriter(err,
                true));
    }
}
