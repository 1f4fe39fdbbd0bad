package slipway.traffic;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The soak, in short; all of it is [GatewaySoak]'s `main`.
class GatewaySoakIT {
    private static final int REQUESTS = 200_000;

    @Test
    void nothingIsLostAndNothingGrowsWhileServersAreKilled() throws Exception {
        GatewaySoak.Result result = new GatewaySoak().run(REQUESTS);
        assertEquals(0, result.lost(), result::toString);
        assertEquals(0, result.other(), result::toString);
        assertEquals(REQUESTS, result.good() + result.cut(), result::toString);
        assertEquals(REQUESTS, result.counted(), result::toString);
        assertTrue(result.kills() > 3 && result.swaps() > 3, result::toString);
        assertTrue(result.last().files() <= result.first().files() + 16, result::toString);
        assertTrue(result.last().threads() <= result.first().threads() + 8, result::toString);
        assertTrue(result.last().heap() <= result.first().heap() + 24_000_000, result::toString);
    }
}
