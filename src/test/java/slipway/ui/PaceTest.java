package slipway.ui;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class PaceTest {
    @Test
    void livelyForAWhileAfterEachRequestAndSeldomAfterwards() {
        var requests = new AtomicLong();
        var pace = new Pace(requests::get);
        assertEquals(70, IntStream.range(0, 70).filter(i -> pace.getAsBoolean()).count());
        assertEquals(5, IntStream.range(0, 50).filter(i -> pace.getAsBoolean()).count());
        requests.incrementAndGet();
        assertEquals(70, IntStream.range(0, 70).filter(i -> pace.getAsBoolean()).count());
    }
}
