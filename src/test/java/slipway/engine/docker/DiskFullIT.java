package slipway.engine.docker;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.testkit.NeedsDocker;
import slipway.testkit.PrivateDaemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The engine's disk fills up while something is under way.
@NeedsDocker(NeedsDocker.What.OWN)
class DiskFullIT {
    @Test
    void aBuildSaysSoLeavesNothingAndWorksOnceThereIsRoom() throws Exception {
        try (OwnEngine own = OwnEngine.open(PrivateDaemon.Setup.disk(120))) {
            var output = new ArrayList<String>();
            // a step takes its room twice until it is committed
            own.engine().images().build(own.build("hog:1", "RUN dd if=/dev/zero of=/hog bs=1M count=35", output),
                    Progress.NONE);
            own.engine().images().build(own.build("hog:2", "RUN dd if=/dev/zero of=/hog bs=1M count=30", output),
                    Progress.NONE);
            String wants = "RUN dd if=/dev/zero of=/big bs=1M count=45";
            var full = assertThrows(StudioException.class, () -> own.engine().images()
                    .build(own.build("big:1", wants, output), Progress.NONE));
            assertEquals("docker.disk-full", full.problem().code(), full + " " + output);
            assertTrue(full.problem().fix().contains("docker system df"), full.problem().fix());
            assertEquals("", own.containers());
            own.engine().images().remove("hog:1", false);
            own.engine().images().remove("hog:2", false);
            var built = own.engine().images().build(own.build("big:1", wants, output), Progress.NONE);
            assertTrue(built.image().tags().contains("big:1"), built.toString());
        }
    }
}
