package slipway.engine.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.ContainerSettings;
import slipway.engine.GpuFacts;
import slipway.engine.Instance;
import slipway.engine.Workload;
import slipway.testkit.Covers;
import slipway.testkit.NeedsDocker;
import slipway.testkit.PodmanService;
import slipway.testkit.PrivateDaemon;
import slipway.testkit.TestDocker;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// GPUs handed to containers by real engines, with stand-ins for what NVIDIA installs.
@NeedsDocker(NeedsDocker.What.OWN)
class GpuIT {
    @TempDir
    Path folder;

    private static DockerLink link(java.net.URI host) throws InterruptedException {
        return DockerLink.open(new DockerAddress(host, "test", null));
    }

    private static Workload workload(String... command) {
        return new Workload("gpt/blue", 0, 1, List.of(), Map.of(), null, 0, 0, null,
                new ContainerSettings(TestDocker.busybox(), List.of(), List.of(command), 8080, 8080, "/model", 0,
                        "all", ContainerSettings.NETWORK_DEFAULT, null, "spec-1"));
    }

    private static GpuSupport support(PrivateDaemon daemon, Tasks tasks) throws InterruptedException {
        try (DockerLink link = link(daemon.host())) {
            GpuSupport found = new GpuProbe(link, new ContainerLabels("gpus", ""), tasks).support();
            assertEquals("", daemon.docker("ps", "-aq").text(), "the probe's container is removed");
            assertEquals(1, daemon.docker("images", "-q").text().lines().count(), "and its image");
            return found;
        }
    }

    @Test
    void theProbeTellsEachWayOfSettingAnEngineUp() throws Exception {
        GpuStandIn standIn = GpuStandIn.in(folder);
        try (var tasks = new Tasks()) {
            try (PrivateDaemon plain = PrivateDaemon.open(PrivateDaemon.Setup.PLAIN)) {
                GpuSupport none = support(plain, tasks);
                assertEquals(GpuSupport.Kind.NONE, none.kind());
                assertEquals("docker.gpu-driver-missing", requireNonNull(none.problem()).code());
            }
            try (PrivateDaemon runtime = PrivateDaemon.open(standIn.setup(false, true, false))) {
                assertEquals(new GpuSupport(GpuSupport.Kind.RUNTIME, true, List.of(), null), support(runtime, tasks));
                Files.writeString(standIn.share().resolve("broken"), "");
                GpuSupport broken = support(runtime, tasks);
                assertEquals(GpuSupport.Kind.BROKEN, broken.kind());
                assertEquals("docker.gpu-driver-silent", requireNonNull(broken.problem()).code(), broken.toString());
                Files.delete(standIn.share().resolve("broken"));
            }
            try (PrivateDaemon hook = PrivateDaemon.open(standIn.setup(true, false, false))) {
                assertEquals(new GpuSupport(GpuSupport.Kind.READY, false, List.of(), null), support(hook, tasks));
            }
        }
    }

    @Test
    @Covers({"A104", "A143"})
    void aDeploymentsGpusAreVisibleThenProvedThenLostThenBack() throws Exception {
        GpuStandIn standIn = GpuStandIn.in(folder);
        try (var tasks = new Tasks();
                PrivateDaemon daemon = PrivateDaemon.open(standIn.setup(true, true, false));
                DockerLink link = link(daemon.host());
                var engine = new DockerEngine(link, TestDocker.prefix(), tasks)) {
            assertTrue(engine.gpuSupport().usable());
            Instance instance = engine.launch(workload("httpd", "-f", "-p", "${port}", "-h", "/www"), Progress.NONE);
            Live<GpuFacts> own = requireNonNull(instance.gpu());
            await().atMost(Duration.ofSeconds(20)).until(() -> own.get().state() == GpuFacts.State.VISIBLE);
            assertEquals(2, own.get().uuids().size());

            // looked at by hand, and with the stand-in's tool in place of the machine's
            var watch = new GpuWatch(link, ((DockerInstance) instance).id(), standIn.tool());
            watch.look();
            assertEquals(GpuFacts.State.VISIBLE, watch.facts().get().state());
            standIn.hold(ProcessHandle.current().pid(), 512);
            watch.look();
            assertEquals(GpuFacts.State.VISIBLE, watch.facts().get().state(), "somebody else's process");
            standIn.hold(instance.pid().getAsLong(), 2048);
            watch.look();
            assertEquals(new GpuFacts(GpuFacts.State.PROVED, own.get().uuids(), 2048L << 20, null),
                    watch.facts().get());
            standIn.lose(true);
            watch.look();
            assertEquals(GpuFacts.State.LOST, watch.facts().get().state());
            assertEquals("docker.gpu-taken-away", requireNonNull(watch.facts().get().problem()).code());
            standIn.lose(false);
            daemon.docker("pause", ((DockerInstance) instance).id());
            assertThrows(StudioException.class, watch::look);
            assertEquals(GpuFacts.State.LOST, watch.facts().get().state(), "asked in vain, nothing new is known");
            daemon.docker("unpause", ((DockerInstance) instance).id());
            watch.look();
            assertEquals(GpuFacts.State.PROVED, watch.facts().get().state());
        }
    }

    @Test
    @Covers("A143")
    void theWatchFindsByItselfWhatComesAndGoes() throws Exception {
        GpuStandIn standIn = GpuStandIn.in(folder);
        var often = new GpuWatch.Pace(Duration.ofMillis(50), Duration.ofMillis(50));
        try (var tasks = new Tasks();
                PrivateDaemon daemon = PrivateDaemon.open(standIn.setup(true, true, false));
                DockerLink link = link(daemon.host());
                var engine = new DockerEngine(link, TestDocker.prefix(), tasks)) {
            Instance instance = engine.launch(workload("httpd", "-f", "-p", "${port}", "-h", "/www"), Progress.NONE);
            try (var watch = GpuWatch.start(link, ((DockerInstance) instance).id(), standIn.tool(), often, tasks)) {
                var told = new CopyOnWriteArrayList<GpuFacts.State>();
                told.add(watch.facts().get().state());
                watch.facts().onChange(() -> {
                    GpuFacts.State now = watch.facts().get().state();
                    if (told.getLast() != now) told.add(now);
                });
                becomes(watch, GpuFacts.State.VISIBLE);
                standIn.hold(instance.pid().getAsLong(), 2048);
                becomes(watch, GpuFacts.State.PROVED);
                standIn.lose(true);
                becomes(watch, GpuFacts.State.LOST);
                standIn.lose(false);
                becomes(watch, GpuFacts.State.PROVED);
                assertEquals(List.of(GpuFacts.State.REQUESTED, GpuFacts.State.VISIBLE, GpuFacts.State.PROVED,
                        GpuFacts.State.LOST, GpuFacts.State.PROVED), told);
            }
        }
    }

    private static void becomes(GpuWatch watch, GpuFacts.State state) {
        await().atMost(Duration.ofSeconds(20)).until(() -> watch.facts().get().state() == state);
    }

    @Test
    void withoutNvidiasPartsTheLaunchIsRefusedAndLeavesNothing() throws Exception {
        try (var tasks = new Tasks();
                PrivateDaemon daemon = PrivateDaemon.open(PrivateDaemon.Setup.PLAIN);
                var engine = new DockerEngine(link(daemon.host()), TestDocker.prefix(), tasks)) {
            var refused = assertThrows(StudioException.class,
                    () -> engine.launch(workload("sleep", "9"), Progress.NONE));
            assertEquals("docker.gpu-driver-missing", refused.problem().code());
            assertEquals("", daemon.docker("ps", "-aq").text());
        }
    }

    @Test
    @NeedsDocker(NeedsDocker.What.PODMAN)
    @Covers("A104")
    void podmanIsNotAskedForGpusThatItWouldIgnore() throws Exception {
        try (var tasks = new Tasks();
                PodmanService podman = PodmanService.open();
                var engine = new DockerEngine(link(podman.host()), TestDocker.prefix(), tasks)) {
            assertEquals(GpuSupport.Kind.IGNORED, engine.gpuSupport().kind());
            var refused = assertThrows(StudioException.class,
                    () -> engine.launch(workload("sleep", "9"), Progress.NONE));
            assertEquals("docker.gpu-ignored", refused.problem().code());
            assertEquals("", podman.docker("ps", "-aq").text());
        }
    }

    @Test
    void theMachinesOwnGpusOrWhyThereAreNone() throws Exception {
        GpuStandIn standIn = GpuStandIn.in(folder);
        GpuHost two = GpuHost.read(standIn.tool());
        assertEquals(2, two.gpus().size());
        assertNull(two.problem());
        standIn.lose(true);
        assertEquals("docker.gpu-taken-away", requireNonNull(GpuHost.read(standIn.tool()).problem()).code());
        GpuHost without = GpuHost.read(new GpuTool(folder.resolve("nothing-here").toString()));
        assertEquals("docker.gpu-tool-missing", requireNonNull(without.problem()).code());
    }
}
