package slipway.ui.lab;

import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.base.StudioException;
import slipway.load.PlanText;
import slipway.load.Shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class LoadAskTest {
    @Test
    void theCommandAsksForTheSameShape() {
        for (LoadAsk.Kind kind : List.of(LoadAsk.Kind.RAMP, LoadAsk.Kind.STEPS, LoadAsk.Kind.BURST)) {
            var ask = new LoadAsk(kind, 10, 200, List.of(20.0, 50.5), 10, 2, 30, 32);
            String command = ask.command("iris", " --request-file request.json");
            String shape = command.replaceAll(".*--shape (\\S+).*", "$1");
            assertEquals(ask.shape(), PlanText.shape(shape, 0, ask.shape().duration(), 1));
        }
    }

    @Test
    void aConstantLoadIsARateAndAClosedOneItsConnections() {
        assertEquals("slipway load iris --rate 50 --duration 2.5s --connections 8 --data \"a.csv\"",
                ask(LoadAsk.Kind.CONSTANT).command("iris", " --data \"a.csv\""));
        assertEquals("slipway load iris --duration 2.5s --connections 8", ask(LoadAsk.Kind.CLOSED).command("iris", ""));
        assertEquals(8, ((Shape.Closed) ask(LoadAsk.Kind.CLOSED).shape()).connections());
    }

    @Test
    void whatCannotBeIsSaid() {
        var ask = new LoadAsk(LoadAsk.Kind.BURST, 10, 200, List.of(), 2, 2, 30, 32);
        assertEquals("load.burst", assertThrows(StudioException.class, ask::shape).problem().code());
    }

    private static LoadAsk ask(LoadAsk.Kind kind) {
        return new LoadAsk(kind, 50, 0, List.of(), 0, 0, 2.5, 8);
    }
}
