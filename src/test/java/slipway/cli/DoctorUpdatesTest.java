package slipway.cli;

import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.store.StudioSettings.Network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DoctorUpdatesTest {
    @Test
    void itIsOffUntilItIsSwitchedOn() {
        DoctorCommand.Finding off = DoctorUpdates.of(Network.DEFAULT);
        assertEquals("off: nobody is asked", off.detail());
        assertEquals(Map.of("updateNotice", false), off.facts());
        assertTrue(off.good());
        assertEquals("on, but no address is named: nobody is asked", DoctorUpdates.of(Network.DEFAULT.withUpdate(true,
                "")).detail());
    }

    @Test
    void whomItAsksIsToldWithoutTheLogin() {
        DoctorCommand.Finding on = DoctorUpdates.of(new Network(false, true, "https://ana:horse9@example.com/r.json"));
        assertEquals("on: once a day at most, https://•••@example.com/r.json is asked", on.detail());
        assertEquals(Map.of("updateNotice", true, "updateAddress", "https://•••@example.com/r.json"), on.facts());
    }
}
