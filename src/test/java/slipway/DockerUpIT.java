package slipway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.observe.LogArchive;
import slipway.testkit.Covers;
import slipway.testkit.NeedsDocker;
import slipway.testkit.TestDocker;
import slipway.testkit.UpProcess;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/// `slipway up --engine docker` as a person runs it: the sample workspace in containers of a real engine.
@NeedsDocker
class DockerUpIT {
    @TempDir
    Path folder;

    @Test
    @Covers("A101")
    void twentySwapsOfContainersLoseNoRequest() throws Exception {
        SwapIT.swap(folder.resolve("ws"), "--engine", "docker");
    }

    @Test
    @Covers({"A102", "A176"})
    void endingItLeavesNoContainer() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        UpProcess up = UpProcess.start(workspace, "--engine", "docker");
        up.awaitState("iris/blue", "ready");
        up.awaitState("iris/green", "ready");
        assertEquals(2, containers(workspace).size());
        up.interrupt();
        assertEquals(List.of(), containers(workspace));
        assertEquals("", up.errors());
        // what they said outlives them, whole and once
        var kept = new ArrayList<String>();
        LogArchive.of(workspace.resolve(".slipway"), "iris/blue").read(Instant.MIN, kept::add);
        assertEquals(1, kept.stream().filter(line -> line.contains("INFO listening on")).count(), kept::toString);
        assertEquals(1, kept.stream().filter(line -> line.endsWith("INFO stopping")).count(), kept::toString);
    }

    @Test
    @Covers("A094")
    void whatAKilledStudioLeavesIsTakenOverByTheNext() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        UpProcess first = UpProcess.start(workspace, "--engine", "docker");
        String url = first.awaitState("iris/blue", "ready").path("url").asString();
        first.awaitState("iris/green", "ready");
        List<String> before = containers(workspace);
        first.kill();
        assertEquals(before, containers(workspace));
        try (UpProcess second = UpProcess.start(workspace, "--engine", "docker")) {
            assertEquals(url, second.awaitState("iris/blue", "ready").path("url").asString());
            second.awaitState("iris/green", "ready");
            assertEquals(before, containers(workspace));
        }
        assertEquals(List.of(), containers(workspace));
    }

    /// Whatever it was doing: building the image, starting containers, proving them, serving.
    @ParameterizedTest
    @ValueSource(strings = {"preparing", "starting", "ready"})
    void killedInAnyStepItLeavesNothingThatTheNextDoesNotAdoptOrClean(String step) throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        if (step.equals("preparing")) forgetImage();
        UpProcess first = UpProcess.start(workspace, "--engine", "docker");
        first.awaitState("iris/blue", step);
        first.kill();
        UpProcess second = UpProcess.start(workspace, "--engine", "docker");
        second.awaitState("iris/blue", "ready");
        second.awaitState("iris/green", "ready");
        assertEquals(2, containers(workspace).size());
        second.interrupt();
        assertEquals(List.of(), containers(workspace));
        assertEquals("", TestDocker.docker("ps", "-aq", "--filter", "status=created").text());
    }

    /// So that it has to be built again.
    private static void forgetImage() {
        for (String id : TestDocker.docker("images", "-q", "slipway/sample-server").text().lines().distinct().toList())
            TestDocker.docker("rmi", "-f", id);
        assertEquals("", TestDocker.docker("images", "-q", "slipway/sample-server").text());
    }

    @Test
    void whatIsNotWantedAnyMoreIsCleanedUpAndNothingElse() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        UpProcess first = UpProcess.start(workspace, "--engine", "docker");
        first.awaitState("iris/blue", "ready");
        first.awaitState("iris/green", "ready");
        first.kill();
        Path endpoint = workspace.resolve("endpoints/iris/endpoint.yml");
        Files.writeString(endpoint, Files.readString(endpoint).replace("traffic:\n  blue: 90\n  green: 10",
                "traffic:\n  blue: 100"));
        Files.delete(workspace.resolve("endpoints/iris/green.yml"));
        try (UpProcess second = UpProcess.start(workspace, "--engine", "docker")) {
            second.awaitState("iris/blue", "ready");
            await().until(() -> containers(workspace).size() == 1);
        }
    }

    private static List<String> containers(Path workspace) {
        return TestDocker.docker("ps", "-aq", "--no-trunc", "--filter", "label=slipway.root=" + workspace).text()
                .lines()
                .sorted().toList();
    }
}
