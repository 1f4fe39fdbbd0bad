package slipway.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RequestLogTest {
    private final RequestLog log = new RequestLog();

    private static RequestRecord request(long number, String id, String rest) {
        return new RequestRecord(number, id, number + 1, "POST", "/" + rest, rest, number + 2, (int) number % 600,
                number + 3, number + 4, number + 5, number + 6, number % 3 == 0 ? null : rest, number % 2 == 0,
                number % 5 == 0 ? rest : null);
    }

    @Test
    void whatWasWrittenComesBackWhole() {
        var all = new ArrayList<RequestRecord>();
        for (String id : List.of("0123456789abcdeffedcba9876543210", "0123456789ABCDEFFEDCBA9876543210",
                "ffffffffffffffff8000000000000000", "0123456789abcdeffedcba987654321", "", "my-id",
                "0123456789abcdeffedcba987654321é")) {
            all.addFirst(request(log.take(), id, "blue" + id.length()));
            log.put(all.getFirst());
        }
        assertEquals(all, log.recent(100));
        assertEquals(all.subList(0, 2), log.recent(2));
    }

    @Test
    void theNewestAreKeptAndAGapIsLeftOut() {
        for (int i = 0; i < RequestLog.KEPT + 700; i++) {
            long number = log.take();
            if (number % 1_000 != 7) log.put(request(number, "id" + number, "blue"));
        }
        long first = 700;
        long end = RequestLog.KEPT + 700;
        assertEquals(LongStream.range(first, end).filter(number -> number % 1_000 != 7).boxed().toList().reversed(),
                log.recent(Integer.MAX_VALUE).stream().map(RequestRecord::number).toList());
        assertEquals(end, log.count());
    }

    @Test
    void aLateOneDoesNotReplaceANewerOne() {
        long late = log.take();
        for (int i = 0; i < RequestLog.KEPT; i++) {
            long number = log.take();
            log.put(request(number, "new", "blue"));
        }
        log.put(request(late, "old", "green"));
        assertTrue(log.recent(RequestLog.KEPT).stream().allMatch(each -> each.requestId().equals("new")));
        assertEquals(RequestLog.KEPT, log.recent(Integer.MAX_VALUE).size());
    }

    /// Two write all around the ring while one reads: no record is ever put together of two.
    @Test
    void nobodyReadsHalfOfARecord() throws InterruptedException {
        var over = new CountDownLatch(2);
        Runnable writer = () -> {
            for (int i = 0; i < 200_000; i++) {
                long number = log.take();
                log.put(request(number, "id" + number, number % 2 == 0 ? "blue" : "green"));
            }
            over.countDown();
        };
        Thread.ofPlatform().start(writer);
        Thread.ofPlatform().start(writer);
        long read = 0;
        while (over.getCount() > 0) {
            for (RequestRecord each : log.recent(2_000)) {
                assertEquals(request(each.number(), "id" + each.number(), each.number() % 2 == 0 ? "blue" : "green"),
                        each);
                read++;
            }
        }
        assertTrue(read > 0);
        // one may be left out where both come to a slot at once, a whole round apart
        assertTrue(log.recent(Integer.MAX_VALUE).size() >= RequestLog.KEPT - 2);
    }
}
