package slipway.engine.docker;

import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.engine.Images;
import slipway.testkit.NeedsDocker;
import slipway.testkit.PrivateDaemon;
import slipway.testkit.TestDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The clean-up of images, on an engine where nobody else’s can be hit.
@NeedsDocker(NeedsDocker.What.OWN)
class ImagePruneIT {
    private static final String OURS = "LABEL slipway.built=1";

    /// Another image of the one name each time, so that the one before loses it.
    private static String make(OwnEngine own, String name, String change) {
        var said = own.daemon().docker("commit", "-c", change, "-c", "LABEL n=" + System.nanoTime(), "source", name);
        assertTrue(said.ok(), said.text());
        return said.text();
    }

    @Test
    void onlyWhatIsOursNamelessAndUnusedGoes() throws Exception {
        try (OwnEngine own = OwnEngine.open(PrivateDaemon.Setup.PLAIN)) {
            own.daemon().docker("create", "--name", "source", TestDocker.busybox(), "true");
            String theirs = make(own, "theirs:1", "LABEL a=b");
            make(own, "theirs:1", "LABEL a=c");
            String used = make(own, "ours:1", OURS);
            assertTrue(own.daemon().docker("create", "--name", "user", "ours:1", "true").ok());
            String left = make(own, "ours:1", OURS);
            String named = make(own, "ours:1", OURS);
            Images images = own.engine().images();
            Images.Pruned pruned = images.prune(true);
            assertEquals(List.of(left.substring(7, 19)), pruned.removed());
            assertTrue(images.find(left).isEmpty());
            for (String kept : List.of(theirs, used, named))
                assertTrue(images.find(kept).isPresent(), kept);
            assertEquals(List.of(theirs.substring(7, 19)), images.prune(false).removed());
            assertTrue(images.find(used).isPresent() && images.find(named).isPresent());
        }
    }
}
