package slipway.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Progress;
import slipway.observe.LogBuffer;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.testkit.FakeEngine;
import slipway.testkit.FakeImages;
import slipway.testkit.StubContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What a swarm’s nodes cannot see here is where they can, once, and only where a registry is named.
class SpreadTest {
    private static final String ID = FakeImages.id("iris");
    private static final String DIGEST = FakeImages.id("digest");

    @TempDir
    Path model;
    private final FakeImages images = new FakeImages();
    private final FakeEngine swarm = FakeEngine.docker(images);
    private final Activity activity = new Activity();

    @BeforeEach
    void open() throws IOException {
        swarm.replicates = true;
        Files.writeString(model.resolve("MLmodel"), "flavors: {}");
    }

    private Plan plan(@Nullable Path folder, String pinned) {
        var spec = new DeploymentSpec("Blue", "iris", new ModelRef(null, null, folder), "iris:2", Map.of(), 1,
                RequestSettings.DEFAULT, ProbeSpec.DEFAULT, ProbeSpec.DEFAULT, Extension.NONE);
        return new Plan(spec, 1, swarm, new StubContract("stub"), null, folder,
                new ImageUse("iris:2", pinned, ID, null, false));
    }

    private Plan spread(@Nullable String registry, Plan plan) throws InterruptedException {
        return new Spread(() -> registry, activity).of(plan, images, Progress.NONE, new LogBuffer());
    }

    @Test
    void aModelBecomesTheLastLayerOfAnImageAtTheRegistry() throws InterruptedException {
        Plan spread = spread("reg:5000/team", plan(model, ID));
        assertNull(spread.folder(), "nothing is mounted");
        ImageUse use = Objects.requireNonNull(spread.image());
        assertTrue(use.reference().matches("reg:5000/team/iris-blue:model-[0-9a-f]{10}"), use.reference());
        assertEquals("reg:5000/team/iris-blue@" + DIGEST, use.pinned());
        assertNull(use.digestOf("iris:2"), "the file names another image");
        assertEquals(List.of("build " + use.reference(), "push " + use.reference()), images.asked.stream()
                .filter(each -> each.startsWith("build") || each.startsWith("push")).toList());
        assertEquals("slipway image push " + use.reference(), activity.entries().get().getFirst().command());
    }

    @Test
    void whatIsThereAlreadyIsNeitherBuiltNorSentAgain() throws InterruptedException {
        images.remote = DIGEST;
        assertEquals("reg:5000/team/iris-blue@" + DIGEST, Objects.requireNonNull(spread("reg:5000/team", plan(model,
                ID)).image()).pinned());
        assertTrue(images.asked.stream().noneMatch(each -> each.startsWith("build") || each.startsWith("push")),
                images.asked::toString);
    }

    @Test
    void anImageOfThisMachineGoesThereToo() throws InterruptedException {
        Plan spread = spread("reg:5000", plan(null, ID));
        String tag = "reg:5000/iris-blue:" + ID.substring(7, 19);
        assertEquals(tag, Objects.requireNonNull(spread.image()).reference());
        assertTrue(images.asked.containsAll(List.of("tag " + tag, "push " + tag)), images.asked::toString);
        Plan there = plan(null, "reg:5000/iris@" + DIGEST);
        assertSame(there, spread("reg:5000", there));
    }

    @Test
    void withoutARegistryOrASwarmNothingIsDone() throws InterruptedException {
        Plan plan = plan(model, ID);
        assertSame(plan, spread(null, plan));
        swarm.replicates = false;
        assertSame(plan, spread("reg:5000/team", plan));
        assertEquals(List.of(), images.asked);
    }
}
