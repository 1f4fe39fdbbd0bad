package slipway.ui.lab;

import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class LoadAskTest {
    @Test
    void whatCannotBeIsSaid() {
        var ask = new LoadAsk(LoadAsk.Kind.BURST, 10, 200, List.of(), 2, 2, 30, 32);
        assertEquals("load.burst", assertThrows(StudioException.class, ask::shape).problem().code());
    }
}
