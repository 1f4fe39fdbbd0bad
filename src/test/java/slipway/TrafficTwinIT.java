package slipway;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.cli.Pasted;
import slipway.traffic.TrafficPolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// What the activity log says of a change of traffic is a command that makes the same change.
class TrafficTwinIT {
    private static final TrafficPolicy PLAIN = new TrafficPolicy(Map.of("blue", 100), null, 0, null);

    @Test
    void ofASplitWithItsMirror() throws Exception {
        var pasted = pasted(PLAIN, new TrafficPolicy(Map.of("blue", 100), "green", 10, null));
        assertEquals(List.of("iris"), pasted.positionals());
        assertEquals("blue=100", pasted.option("--traffic"));
        assertEquals("green=10", pasted.option("--mirror-traffic"));
        assertEquals("null", pasted.option("--mode"));
    }

    @Test
    void aMirrorThatEndedIsEnded() throws Exception {
        var pasted = pasted(new TrafficPolicy(Map.of("blue", 100), "green", 10, null), PLAIN);
        assertEquals("green=0", pasted.option("--mirror-traffic"));
        assertEquals("null", pasted(PLAIN, PLAIN).option("--mirror-traffic"));
    }

    @Test
    void freeModeHasSeveral() throws Exception {
        var pasted = pasted(PLAIN, PLAIN.withMirrors(Map.of("green", 80)));
        assertEquals("free", pasted.option("--mode"));
        assertEquals("green=80", pasted.option("--mirrors"));
        assertEquals("null", pasted.option("--mirror-traffic"));
    }

    private static Pasted pasted(TrafficPolicy before, TrafficPolicy now) throws Exception {
        return new Pasted(Endpoints.command("iris", before, now));
    }
}
