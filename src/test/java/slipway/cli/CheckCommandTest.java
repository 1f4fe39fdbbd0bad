package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.StudioException;
import slipway.check.Examiner;
import slipway.check.FakeExaminer;
import slipway.check.Passports;
import slipway.contract.Contracts;
import slipway.engine.docker.ContextChoice;
import slipway.testkit.RefusingOpener;
import slipway.validate.Validator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `check` around its examiner: which targets and contracts are meant, what is printed, kept and answered.
class CheckCommandTest {
    @TempDir
    Path workspace;

    private final FakeExaminer examiner = new FakeExaminer();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aWorkspaceWithAModelAndAServer() throws IOException {
        Files.writeString(workspace.resolve("slipway.yml"), "name: mine\n");
        Path model = Files.createDirectories(workspace.resolve("models/weighed"));
        Files.writeString(model.resolve("MLmodel"),
                "flavors:\n  python_function:\n    loader_module: weighed\n    python_version: 3.11.2\n");
        Path server = Files.createDirectories(workspace.resolve("servers/mine"));
        Files.writeString(server.resolve("Dockerfile"), "FROM scratch\n");
    }

    private int run(String... args) {
        var all = new ArrayList<>(List.of("--workspace", workspace.toString()));
        all.addAll(List.of(args));
        Opener opener = RefusingOpener.but(Map.of("context", given -> ContextChoice.NONE, "examining",
                given -> examining()));
        return CommandLineApp.run(all.toArray(String[]::new), opener, new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private Examining examining() {
        return new Examining() {
            @Override
            public Examiner examiner() {
                return examiner;
            }

            @Override
            public Validator validator() {
                throw new AssertionError();
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void theDocumentHasTheShapeThatScriptsRelyOn() {
        assertEquals(0, run("--json", "check", "registry.example.org/iris:2", "--contract", "oci-byoc,sagemaker"),
                err.toString());
        JsonNode document = JsonMapper.shared().readTree(out.toString());
        assertEquals("registry.example.org/iris:2", document.get("target").asString());
        assertEquals(Passports.DIGEST, document.get("imageDigest").asString());
        JsonNode result = document.get("results").get(0);
        assertEquals("oci-byoc", result.get("contract").asString());
        assertEquals("2026-11", result.get("profile").asString());
        assertEquals("pass", result.get("verdict").asString());
        JsonNode rule = result.get("rules").get(0);
        for (String member : List.of("id", "row", "verdict", "evidence", "source"))
            assertTrue(rule.get(member).isString(), member);
        assertEquals(List.of("registry.example.org/iris:2 [oci-byoc, sagemaker]"), examiner.asked);
    }

    @Test
    void aModelMeansTheContractsThatSuitItAndAServerMeansAll() {
        assertEquals(0, run("check", workspace.resolve("models/weighed").toString(),
                workspace.resolve("servers/mine").toString(), "http://127.0.0.1:9000"), err.toString());
        assertEquals("models/weighed", examiner.asked.get(0).substring(0, examiner.asked.get(0).indexOf(' ')));
        assertTrue(examiner.asked.get(0).contains("mlflow") && !examiner.asked.get(0).contains("openai"),
                examiner.asked.get(0));
        assertEquals("servers/mine " + Contracts.ids(), examiner.asked.get(1));
        assertEquals("http://127.0.0.1:9000 " + Contracts.ids(), examiner.asked.get(2));
    }

    @Test
    void allMeansEveryModelAndServerOfTheWorkspace() {
        assertEquals(0, run("check", "all", "--contract", "mlflow"), err.toString());
        assertEquals(List.of("models/weighed [mlflow]", "servers/mine [mlflow]"),
                examiner.asked.stream().sorted().toList());
    }

    @Test
    void oneThatCannotBeCheckedKeepsTheOthersFromNothing() {
        examiner.answer = (target, contract) -> {
            if (target.name().equals("gone:1")) throw StudioException.of("check.no-docker", target.name());
            return Passports.many(contract, contract, 3, 0, 0);
        };
        assertEquals(1, run("--json", "check", "gone:1", "iris:2", "--contract", "oci-byoc"));
        assertEquals(List.of("gone:1 [oci-byoc]", "iris:2 [oci-byoc]"), examiner.asked);
        assertEquals("iris:2", JsonMapper.shared().readTree(out.toString()).get("target").asString());
        assertTrue(err.toString().contains("gone:1 needs a container engine"), err.toString());
        assertEquals(1, run("check", "gone:1", "--contract", "oci-byoc"));
    }

    @Test
    void aFailingRuleIsToldWithWhatToDoAndEndsWithOne() {
        examiner.answer = (target, contract) -> Passports.many(contract, contract, 2, 1, 1);
        assertEquals(1, run("check", "iris:2", "--contract", "sagemaker"));
        assertTrue(out.toString().contains("fail  sagemaker/rule-4"), out.toString());
        assertTrue(out.toString().contains("connection refused") && out.toString().contains("Answer the path"),
                out.toString());
    }

    @Test
    void reportsAreKeptInTheWorkspaceAndVerify() throws IOException {
        Path page = workspace.resolve("passport.html");
        assertEquals(0, run("check", "iris:2", "--contract", "oci-byoc", "--out", page.toString()), err.toString());
        List<Path> kept;
        try (Stream<Path> files = Files.list(workspace.resolve(".slipway/reports"))) {
            kept = files.sorted().toList();
        }
        assertEquals(2, kept.size(), kept::toString);
        for (Path each : List.of(page, kept.get(0), kept.get(1)))
            assertEquals(0, run("check", "--verify", each.toString()), err.toString());
        byte[] changed = Files.readAllBytes(page);
        changed[changed.length / 2] ^= 1;
        Files.write(page, changed);
        assertEquals(1, run("check", "--verify", page.toString()));
        out.getBuffer().setLength(0);
        assertEquals(1, run("--json", "check", "--verify", page.toString()));
        assertFalse(JsonMapper.shared().readTree(out.toString()).get("valid").asBoolean());
    }

    @Test
    void withoutAWorkspaceNothingIsLeftBehind() throws IOException {
        Files.delete(workspace.resolve("slipway.yml"));
        assertEquals(0, run("check", "iris:2", "--contract", "oci-byoc"), err.toString());
        assertFalse(Files.exists(workspace.resolve(".slipway")));
    }

    @Test
    void aTargetMustBeNamed() {
        assertEquals(2, run("check"));
        assertTrue(err.toString().contains("A target is missing"), err.toString());
        assertEquals(List.of(), examiner.asked);
    }
}
