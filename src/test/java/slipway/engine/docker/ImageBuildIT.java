package slipway.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.build.FolderContext;
import slipway.engine.BuildSource;
import slipway.engine.Images;
import slipway.network.Ledger;
import slipway.testkit.NeedsDocker;
import slipway.testkit.TestDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Both builders of a real engine: what they make and say, what they say when it fails, and that they can be cancelled.
@NeedsDocker
class ImageBuildIT {
    private final Tasks tasks = new Tasks();
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final String tag = TestDocker.prefix() + ":" + UUID.randomUUID().toString().substring(0, 8);
    @TempDir
    private Path folder;
    private DockerLink link;
    private DockerImages images;

    @BeforeEach
    void begin() throws Exception {
        link = DockerLink.open(new DockerAddress(TestDocker.host(), "test", null));
        images = new DockerImages(link);
    }

    @AfterEach
    void end() {
        link.close();
        tasks.close();
        TestDocker.docker("rmi", "-f", tag);
    }

    private Images.Build build(Images.Builder builder, String dockerfile, Map<String, String> arguments)
            throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM " + TestDocker.busybox() + " AS base\n" + dockerfile);
        return new Images.Build(FolderContext.of(folder, "Dockerfile"), "Dockerfile", List.of(tag), arguments,
                Map.of("mine", "a \"b\" & c"), null, null, false, builder, output::add);
    }

    private String printed(String... command) {
        var all = new ArrayList<>(List.of("run", "--rm", tag));
        all.addAll(List.of(command));
        return TestDocker.docker(all.toArray(String[]::new)).text();
    }

    @ParameterizedTest
    @EnumSource(value = Images.Builder.class, names = {"CLASSIC", "BUILDKIT"})
    void makesAnImageWithArgumentsAndLabelsAndTheNextTimeFromTheCache(Images.Builder builder) throws Exception {
        Files.writeString(folder.resolve("größe.txt"), "from the context");
        String unlike = UUID.randomUUID().toString();
        Images.Build build = build(builder, """
                ARG WORD=none
                COPY größe.txt /text
                RUN echo "said $WORD %s" | tee /word
                """.formatted(unlike), Map.of("WORD", "a+b&c ü"));
        var stages = Collections.synchronizedList(new ArrayList<String>());
        Images.Built first = images.build(build, new Progress(report -> stages.add(report.args().toString())));
        assertEquals("from the context", printed("cat", "/text").strip());
        assertEquals("said a+b&c ü " + unlike, printed("cat", "/word").strip());
        assertEquals("a \"b\" & c", first.image().labels().get("mine"));
        assertEquals("true", first.image().labels().get(DockerImages.BUILT));
        assertTrue(output.stream().anyMatch(line -> line.endsWith("said a+b&c ü " + unlike)), output.toString());
        assertTrue(stages.stream().anyMatch(line -> line.contains("RUN echo")), stages.toString());
        Images.Built again = images.build(build, Progress.NONE);
        assertEquals(first.image().id(), again.image().id());
        assertTrue(again.cachedSteps() >= 2 && again.cachedSteps() <= again.steps(), again.toString());
    }

    /// Offline, steps see nothing but their own loopback; what is here is enough to build from.
    @ParameterizedTest
    @EnumSource(value = Images.Builder.class, names = {"CLASSIC", "BUILDKIT"})
    void offlineTheStepsHaveNoNetwork(Images.Builder builder) throws Exception {
        Ledger.OURS.force("--offline");
        try {
            images.build(build(builder, "RUN grep : /proc/net/dev | cut -d: -f1 | xargs > /devices # %s\n".formatted(
                    UUID.randomUUID()), Map.of()), Progress.NONE);
        } finally {
            Ledger.OURS.force("");
        }
        assertEquals("lo", printed("cat", "/devices").strip());
    }

    @ParameterizedTest
    @EnumSource(value = Images.Builder.class, names = {"CLASSIC", "BUILDKIT"})
    void aStepThatFailsIsNamedWithWhatItSaid(Images.Builder builder) throws Exception {
        Images.Build build = build(builder, "RUN echo so far && echo oh no >&2 && exit 7\n", Map.of());
        var said = assertThrows(StudioException.class, () -> images.build(build, Progress.NONE)).problem();
        assertEquals("docker.build-failed", said.code());
        assertTrue(said.why().contains("RUN echo so far"), said.why());
        assertTrue(said.why().contains("7"), said.why());
        assertTrue(String.valueOf(said.detail()).contains("oh no"), said.detail());
        assertTrue(images.find(tag).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(value = Images.Builder.class, names = {"CLASSIC", "BUILDKIT"})
    void aDockerfileThatIsNoneIsSaid(Images.Builder builder) throws Exception {
        Images.Build build = build(builder, "FORM here\n", Map.of());
        var said = assertThrows(StudioException.class, () -> images.build(build, Progress.NONE)).problem();
        assertTrue(List.of("docker.dockerfile", "docker.build-failed").contains(said.code()), said.toString());
        assertTrue(said.why().contains("FORM"), said.why());
    }

    @ParameterizedTest
    @EnumSource(value = Images.Builder.class, names = {"CLASSIC", "BUILDKIT"})
    void stopsAtTheStageAskedFor(Images.Builder builder) throws Exception {
        Images.Build all = build(builder, "RUN echo one > /stage\nFROM base\nRUN echo two > /stage\n", Map.of());
        images.build(new Images.Build(all.context(), all.dockerfile(), all.tags(), Map.of(), Map.of(), "base", null,
                false, builder, output::add), Progress.NONE);
        assertEquals("one", printed("cat", "/stage").strip());
    }

    @ParameterizedTest
    @EnumSource(value = Images.Builder.class, names = {"CLASSIC", "BUILDKIT"})
    void isCancelledWithinASecondAndLeavesNothing(Images.Builder builder) throws Exception {
        String mark = UUID.randomUUID().toString();
        Images.Build build = build(builder, "RUN echo working " + mark + " && sleep 61\n", Map.of());
        Tasks.Task task = tasks.quiet("build", progress -> images.build(build, progress));
        await().atMost(Duration.ofSeconds(20)).until(() -> output.stream().anyMatch(line -> line.endsWith(mark)
                && !line.contains("RUN")));
        task.cancel();
        assertTrue(task.await(Duration.ofSeconds(3)), "it ends");
        await().atMost(Duration.ofSeconds(5)).until(() -> !running(mark));
        // its process ends before its container is gone
        await().atMost(Duration.ofSeconds(5)).until(() -> !TestDocker
                .docker("ps", "-a", "--no-trunc", "--format", "{{.Command}}").text().contains(mark));
        assertTrue(images.find(tag).isEmpty());
    }

    /// Whether a process of this machine has `mark` in its command: a build's own.
    private static boolean running(String mark) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains("echo working " + mark));
    }

    @Test
    void whatOnlyBuildKitCanDoIsBuiltByIt() throws Exception {
        Images.Built built = images.build(build(Images.Builder.AUTO,
                "RUN --mount=type=cache,target=/cache echo kept > /cache/a && echo done > /made\n", Map.of()),
                Progress.NONE);
        assertEquals("done", printed("cat", "/made").strip());
        assertEquals("", printed("ls", "/cache").strip(), "a cache is no part of the image");
        assertTrue(built.steps() >= 2, built.toString());
    }

    @Test
    void whatABuilderCannotDoIsRefusedBeforeAnythingIsSent() throws Exception {
        Images.Build mount = build(Images.Builder.CLASSIC, "RUN --mount=type=cache,target=/c true\n", Map.of());
        assertEquals("docker.build-kit",
                assertThrows(StudioException.class, () -> images.build(mount, Progress.NONE)).problem().code());
        Images.Build secret = build(Images.Builder.AUTO, "RUN --mount=type=secret,id=a cat /run/secrets/a\n", Map.of());
        var said = assertThrows(StudioException.class, () -> images.build(secret, Progress.NONE)).problem();
        assertEquals("docker.build-session", said.code());
        assertTrue(said.why().contains("type=secret"), said.why());
    }

    @Test
    void anEngineThatRefusesMidwayIsHeard() throws Exception {
        Files.write(folder.resolve("big.bin"), new byte[64 << 20]);
        Images.Build good = build(Images.Builder.CLASSIC, "COPY big.bin /\n", Map.of());
        var broken = new Images.Build(good.context(), good.dockerfile(), List.of("No/Such:NAME:x"), Map.of(), Map.of(),
                null, null, false, Images.Builder.CLASSIC, output::add);
        var said = assertThrows(StudioException.class, () -> images.build(broken, Progress.NONE)).problem();
        assertTrue(said.toString().contains("invalid reference"), said.toString());
    }

    @Test
    void aContextThatCannotBeReadToItsEndEndsTheBuild() throws Exception {
        Images.Build good = build(Images.Builder.CLASSIC, "RUN true\n", Map.of());
        var failing = new BuildSource() {
            @Override
            public long sizeBytes() {
                return -1;
            }

            @Override
            public String dockerfile() throws IOException {
                return good.context().dockerfile();
            }

            @Override
            public InputStream open(LongConsumer sent) {
                return new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("disk gone");
                    }

                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        throw new IOException("disk gone");
                    }
                };
            }
        };
        var said = assertThrows(StudioException.class, () -> images.build(new Images.Build(failing, "Dockerfile",
                List.of(tag), Map.of(), Map.of(), null, null, false, Images.Builder.CLASSIC, output::add),
                Progress.NONE))
                .problem();
        assertEquals("docker.build-context", said.code());
        assertTrue(said.why().contains("disk gone"), said.why());
    }
}
