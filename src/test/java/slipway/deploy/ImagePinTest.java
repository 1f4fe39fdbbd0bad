package slipway.deploy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import slipway.base.Activity;
import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.engine.Engines;
import slipway.engine.Images;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.observe.LogBuffer;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.testkit.Covers;
import slipway.testkit.FakeEngine;
import slipway.testkit.FakeImages;
import slipway.testkit.StubContract;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/// What a deployment runs is the image that its tag meant when it was made, until a person asks for another.
class ImagePinTest {
    private static final String TAG = "reg:5000/team/iris:2";
    private static final String DIGEST = FakeImages.id("digest");

    private final FakeImages images = new FakeImages();
    private final FakeEngine docker = FakeEngine.docker(images);

    @Test
    @Covers({"A030", "A046", "A048"})
    void theDigestOfATagIsTaken() throws InterruptedException {
        put("first", "reg:5000/team/iris@" + DIGEST);
        ImageUse use = pinned(null);
        assertEquals(new ImageUse(TAG, "reg:5000/team/iris@" + DIGEST, FakeImages.id("first"), DIGEST, false), use);
        put("second");
        assertEquals(FakeImages.id("second"), pinned(null).pinned(), "one of no registry is pinned by its id");
    }

    @Test
    void anImageNamedByItsDigestStaysThat() {
        String other = "reg:5000/team/iris@" + FakeImages.id("other");
        String exact = "reg:5000/team/iris@" + DIGEST;
        put("first", other, exact);
        for (String reference : List.of(exact, "reg:5000/team/iris:2@" + DIGEST)) {
            assertEquals(new ImageUse(reference, exact, FakeImages.id("first"), DIGEST, false), ImageStep.use(reference,
                    images.images.getFirst()));
        }
    }

    @Test
    @Covers({"A048", "A049"})
    void aRecordedDigestCountsWhateverTheTagMeansNow() throws InterruptedException {
        put("moved", "reg:5000/team/iris@" + FakeImages.id("other"));
        pinned(DIGEST);
        String exact = "reg:5000/team/iris@" + DIGEST;
        assertEquals(List.of("find " + exact, "pull " + exact), images.asked.subList(0, 2));
    }

    @Test
    @Covers("A049")
    void aTagThatMovedIsToldAndWhatRunsStays() throws InterruptedException {
        put("first");
        ImageUse use = pinned(null);
        Deployment running = new Deployment(spec(null), docker.id(), "stub", null, DeploymentState.READY, 1,
                List.of(URI.create("http://127.0.0.1:1")), List.of(), Health.UNKNOWN, Usage.NONE, 0, Instant.EPOCH,
                null,
                List.of(), null, List.of(), use);
        BlockingQueue<Boolean> moved = new LinkedBlockingQueue<>();
        try (var tasks = new Tasks()) {
            var watch = new TagWatch(tasks, new Engines(List.of(docker)), () -> List.of(running),
                    (id, now) -> moved.add(now), Duration.ofMillis(20));
            assertEquals(false, moved.poll(10, TimeUnit.SECONDS));
            put("second");
            await().until(() -> Boolean.TRUE.equals(moved.poll(1, TimeUnit.SECONDS)));
            watch.close();
        }
        assertEquals(List.of(), images.asked.stream().filter(each -> !each.startsWith("find ")
                && !each.startsWith("config ")).toList());
    }

    private void put(String seed, String... digests) {
        images.images.clear();
        images.images.add(new Images.Local(FakeImages.id(seed), List.of(TAG), List.of(digests), 1, Instant.EPOCH,
                Map.of(), 0));
    }

    private ImageUse pinned(@Nullable String digest) throws InterruptedException {
        var plan = new Plan(spec(digest), 1, docker, new StubContract("stub"), null, null, null);
        ImageUse use = new ImageStep(new Activity(), new Spread(() -> null, new Activity()))
                .pin(plan, new StoryBoard(Progress.NONE, steps -> {}), Progress.NONE,
                        new LogBuffer())
                .image();
        return java.util.Objects.requireNonNull(use);
    }

    private static DeploymentSpec spec(@Nullable String digest) {
        var extension = new Extension("stub", "docker", null, null, null, List.of(), List.of(), null, null, null,
                digest, null);
        return new DeploymentSpec("blue", "iris", new ModelRef(null, null, Path.of("/models/iris")), TAG, Map.of(), 1,
                RequestSettings.DEFAULT, ProbeSpec.DEFAULT, ProbeSpec.DEFAULT, extension);
    }
}
