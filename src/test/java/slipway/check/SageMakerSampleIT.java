package slipway.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.contract.Profiles;
import slipway.engine.docker.DockerEngine;
import slipway.engine.process.ProcessEngine;
import slipway.testkit.Covers;
import slipway.testkit.NeedsDocker;
import slipway.testkit.PythonBase;
import slipway.testkit.Sources;
import slipway.testkit.TestDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The sample of the document about model packages, a Flask server and a program `serve`, is what the document says it
/// is: compatible with the service, and not fit for production. Checked once; each test looks at a part of it.
@NeedsDocker
class SageMakerSampleIT {
    private static final String IMAGE = TestDocker.prefix() + "/model-package";

    @TempDir
    private static Path folder;

    private static List<RuleResult> rules = List.of();

    @BeforeAll
    static void check() throws Exception {
        PythonBase.need();
        var built = TestDocker.docker("build", "--force-rm", "-q", "--build-arg", "BASE=" + PythonBase.IMAGE, "-t",
                IMAGE, Sources.base().resolve("src/test/resources/documents/sagemaker").toString());
        assertTrue(built.ok(), built::text);
        var state = Files.createDirectories(folder.resolve(".slipway"));
        try (var tasks = new Tasks();
                var docker = DockerEngine.find(state, tasks);
                var processes = new ProcessEngine(state, tasks)) {
            docker.adopt();
            var examination = new Examination(docker, processes, () -> Profiles.OURS, tasks);
            var target = CheckTarget.image(IMAGE).with(new CheckTarget.Request("text/plain", "hello world"));
            rules = examination.examine(target, List.of("sagemaker"), each -> {}, Progress.NONE).results().getFirst()
                    .rules();
        }
    }

    @AfterAll
    static void remove() {
        TestDocker.removeMine();
    }

    /// Both endpoints answer, which is what the document calls compatible. It says nothing of the end: the sample is deaf
    /// to SIGTERM and has to be killed, which the developer guide does not allow.
    @Test
    @Covers({"A115", "A127", "A133", "A134"})
    void itsEndpointsAreCompatible() {
        assertEquals(Set.of("sagemaker/sigterm"), ids(Verdict.FAIL), SageMakerSampleIT::told);
        assertTrue(ids(Verdict.PASS).containsAll(Set.of("sagemaker/serve-command", "sagemaker/port-8080",
                "sagemaker/ping-200", "sagemaker/ping-empty", "sagemaker/no-network", "sagemaker/restart")),
                SageMakerSampleIT::told);
    }

    /// A server for development; it answers whatever is sent, writes beside itself, and stays at 8080.
    @Test
    @Covers("A128")
    void itIsNotForProduction() {
        assertEquals(Set.of("sagemaker/server-kind", "sagemaker/malformed", "sagemaker/writes",
                "sagemaker/bind-to-port"), ids(Verdict.WARN), SageMakerSampleIT::told);
    }

    @Test
    @Covers({"A123", "A132"})
    void theDocumentsRequestIsSentAsTextAndItsAnswerKept() {
        RuleResult sent = rules.stream().filter(rule -> rule.id().equals("sagemaker/invocations-post")).findFirst()
                .orElseThrow();
        assertEquals(Verdict.PASS, sent.verdict());
        assertTrue(sent.exchanges().toString().contains("received 11 bytes of text/plain"), sent.exchanges()::toString);
    }

    private static Set<String> ids(Verdict verdict) {
        return rules.stream().filter(rule -> rule.verdict() == verdict).map(RuleResult::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String told() {
        return rules.stream().map(rule -> rule.verdict().word() + " " + rule.id() + ": " + rule.evidence())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
