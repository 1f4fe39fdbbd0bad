package slipway.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.engine.Images;
import slipway.testkit.Covers;
import slipway.testkit.LocalRegistry;
import slipway.testkit.NeedsDocker;
import slipway.testkit.TestDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Images to and from a real registry through a real engine.
@NeedsDocker(NeedsDocker.What.REGISTRY)
class RegistryIT {
    private static final int SMALL = 3_000_000;
    private static final int BIG = 60_000_000;

    @TempDir
    Path folder;

    private LocalRegistry registry;
    private ScratchImages scratch;
    private Images images;
    private String name;

    @BeforeEach
    void begin() throws Exception {
        registry = LocalRegistry.open();
        scratch = ScratchImages.open(folder, new RegistryLogin(folder.resolve("config.json"), ""));
        images = scratch.images();
        name = registry.host() + "/" + TestDocker.prefix() + "/iris";
    }

    @AfterEach
    void end() {
        scratch.close();
        registry.close();
    }

    private static Progress into(List<Progress.Report> reports) {
        return new Progress(reports::add);
    }

    private static void assertBytes(List<Progress.Report> reports) {
        assertFalse(reports.isEmpty());
        assertTrue(reports.stream().allMatch(one -> one.unit() == Progress.Unit.BYTES && one.done() <= one.total()),
                reports.toString());
        assertTrue(reports.getLast().done() > SMALL / 2, reports.getLast().toString());
    }

    private String code(String reference) {
        return assertThrows(StudioException.class, () -> images.pull(reference, null, Progress.NONE)).problem().code();
    }

    @Test
    @Covers({"A046", "A063"})
    void aPushAnswersTheRegistrysDigestAndAPullByTagOrDigestBringsItBack() throws Exception {
        String id = scratch.make(name + ":1", SMALL);
        var sent = new ArrayList<Progress.Report>();
        String digest = images.push(name + ":1", into(sent));
        assertTrue(digest.matches("sha256:[0-9a-f]{64}"), digest);
        assertBytes(sent);
        assertEquals(digest, images.remoteDigest(name + ":1").orElseThrow());
        for (String reference : List.of(name + ":1", name + "@" + digest, name + ":1@" + digest)) {
            images.remove(id, true);
            var got = new ArrayList<Progress.Report>();
            Images.Local pulled = images.pull(reference, null, into(got));
            assertEquals(id, pulled.id(), reference);
            assertTrue(pulled.digests().contains(name + "@" + digest), pulled.toString());
            assertBytes(got);
        }
    }

    @Test
    void withoutATagOnlyLatestIsPulled() throws Exception {
        for (String tag : List.of("1", "2", "latest")) {
            scratch.make(name + ":" + tag, 1000);
            images.push(name + ":" + tag, Progress.NONE);
            images.remove(name + ":" + tag, true);
        }
        Images.Local pulled = images.pull(name, null, Progress.NONE);
        assertEquals(List.of(name + ":latest"), pulled.tags());
        assertTrue(images.find(name + ":1").isEmpty() && images.find(name + ":2").isEmpty());
    }

    @Test
    @Covers("A049")
    void aMovedTagShowsAtTheRegistryAndADigestStillGivesTheOldImage() throws Exception {
        String old = scratch.make(name + ":prod", 1000);
        String pinned = images.push(name + ":prod", Progress.NONE);
        scratch.make(name + ":prod", 1000);
        String moved = images.push(name + ":prod", Progress.NONE);
        assertNotEquals(pinned, moved);
        assertEquals(moved, images.remoteDigest(name + ":prod").orElseThrow());
        images.remove(old, true);
        assertEquals(old, images.pull(name + "@" + pinned, null, Progress.NONE).id());
        assertNotEquals(old, images.pull(name + ":prod", null, Progress.NONE).id());
    }

    @Test
    void whatIsNotThereAndARegistryThatIsDownAreSaid() throws Exception {
        scratch.make(name + ":1", 1000);
        images.push(name + ":1", Progress.NONE);
        assertEquals("docker.tag-unknown", code(name + ":nothing"));
        assertEquals("", images.remoteDigest(name + ":nothing").orElse(""));
        String absent = assertThrows(StudioException.class, () -> images.push(name + ":here", Progress.NONE)).problem()
                .code();
        assertEquals("docker.image-unknown", absent);
        registry.stop();
        assertEquals("docker.registry-down", code(name + ":1"));
        var push = assertThrows(StudioException.class, () -> images.push(name + ":1", Progress.NONE)).problem();
        assertEquals("docker.registry-down", push.code());
        assertTrue(push.what().contains(registry.host()), push.what());
        assertEquals("", images.remoteDigest(name + ":1").orElse(""));
    }

    @Test
    void aCancelledPullLeavesNoImage() throws Exception {
        String id = scratch.make(name + ":big", BIG);
        images.push(name + ":big", Progress.NONE);
        images.remove(id, true);
        assertInstanceOf(InterruptedException.class,
                ScratchImages.cancelled(progress -> images.pull(name + ":big", null, progress)));
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10))
                .until(() -> images.find(id).isEmpty() && images.find(name + ":big").isEmpty());
    }

    @Test
    void aCancelledPushLeavesNoTagAtTheRegistry() throws Exception {
        scratch.make(name + ":big", BIG);
        assertInstanceOf(InterruptedException.class,
                ScratchImages.cancelled(progress -> images.push(name + ":big", progress)));
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10))
                .until(() -> !registry.has(TestDocker.prefix() + "/iris", "big"));
        assertFalse(images.push(name + ":big", Progress.NONE).isEmpty(), "a second push is free to go through");
    }

    @Test
    @Covers("A062")
    void aTagIsAnotherNameOfTheSameImage() throws Exception {
        String id = scratch.make(name + ":1", 1000);
        images.tag(name + ":1", name + ":prod");
        assertEquals(id, images.find(name + ":prod").orElseThrow().id());
        var none = assertThrows(StudioException.class, () -> images.tag(name + ":none", name + ":2"));
        assertEquals("docker.no-such-image", none.problem().code());
        var wrong = assertThrows(StudioException.class, () -> images.tag(name + ":1", "No Name"));
        assertEquals("docker.refused", wrong.problem().code());
    }
}
