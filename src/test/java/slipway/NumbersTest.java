package slipway;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.rollout.MeasuredFile;
import slipway.rollout.Snapshot;
import slipway.rollout.Split;
import slipway.traffic.Gateway;
import slipway.traffic.TrafficPolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What a rollout in another process can read of a gateway.
class NumbersTest {
    @TempDir
    Path folder;

    @Test
    void theSplitThatTheGatewayFollowsIsPublishedOnceAskedFor() {
        var file = new MeasuredFile(folder);
        try (var gateway = new Gateway()) {
            gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), "green", 25, "secret"));
            var numbers = new Numbers(folder, gateway, endpoint -> Snapshot.NOTHING, endpoint -> List.of());
            numbers.publish();
            assertTrue(file.read("iris").isEmpty(), "nobody asked");
            file.ask();
            numbers.publish();
            assertEquals(new Split(Map.of("blue", 100), Map.of("green", 25)), file.read("iris").orElseThrow().split());
        }
    }
}
