package slipway.ui.fx;

import org.junit.jupiter.api.Test;

import slipway.ui.fx.PulseRest.Calm;
import slipway.ui.fx.PulseRest.Calm.Turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CalmTest {
    private final Calm calm = new Calm();

    private Turn second(int pulses) {
        for (int i = 0; i < pulses; i++)
            calm.pulse();
        return calm.look();
    }

    @Test
    void restsAfterThreeCalmSecondsInARow() {
        assertEquals(Turn.NONE, second(2));
        assertEquals(Turn.NONE, second(2));
        assertEquals(Turn.NONE, second(60));
        assertEquals(Turn.NONE, second(2));
        assertEquals(Turn.NONE, second(0));
        assertFalse(calm.resting());
        assertEquals(Turn.REST, second(6));
        assertTrue(calm.resting());
        assertEquals(Turn.NONE, second(2));
    }

    @Test
    void anAnimationOrATouchEndsTheRest() {
        for (int i = 0; i < 3; i++)
            second(0);
        assertTrue(calm.resting());
        assertEquals(Turn.WAKE, second(10), "an animation pulses ten times a second at rest");
        assertTrue(calm.touched());
        assertFalse(calm.touched());
        assertFalse(calm.resting());
        assertEquals(Turn.NONE, second(1));
        assertFalse(calm.touched(), "it was not at rest");
        assertEquals(Turn.NONE, second(1));
        assertEquals(Turn.NONE, second(1));
        assertEquals(Turn.REST, second(1));
    }
}
