package slipway.base;

import java.time.Duration;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GateTest {
    @Test
    void holdsBackUntilItIsOpen() throws Exception {
        var gate = new Gate(Duration.ofMinutes(5));
        Future<Boolean> waiting = Tasks.beside("wait", gate::pass);
        assertFalse(waiting.isDone());
        gate.open();
        assertTrue(waiting.get());
        assertTrue(gate.pass());
    }

    @Test
    void holdsBackNothingForLongerThanItsLimit() throws Exception {
        assertFalse(new Gate(Duration.ofMillis(1)).pass());
    }

    @Test
    void mayBeOpenFromTheStart() throws Exception {
        assertTrue(Gate.opened().pass());
    }
}
