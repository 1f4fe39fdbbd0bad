package slipway.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.base.Bytes;
import slipway.network.Purpose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RequestSetTest {
    private static final Destination TO = Destination.of(URI.create("http://127.0.0.1:8801/score?x=1"),
            Purpose.LOAD);

    private static LoadRequest request(int weight) {
        return new LoadRequest("POST", "/" + weight, Map.of(), Bytes.EMPTY, weight);
    }

    @Test
    void weightsAreKeptFromTheBeginningOn() {
        var magazine = Magazine.of(TO, new RequestSet(List.of(request(1), request(2), request(7)),
                RequestSet.Order.WEIGHTED, Map.of()));
        int[] counts = new int[3];
        for (int n = 1; n <= 10_000; n++) {
            counts[magazine.index(n - 1)]++;
            for (int i = 0; i < 3; i++)
                assertEquals(n * List.of(1, 2, 7).get(i) / 10.0, counts[i], 3, "of " + n);
        }
    }

    @Test
    void inTurnMeansInTurn() {
        var magazine = Magazine.of(TO, RequestSet.inTurn(List.of(request(1), request(9))));
        assertEquals(List.of(0, 1, 0, 1), List.of(magazine.index(0), magazine.index(1), magazine.index(2),
                magazine.index(3)));
    }

    @Test
    void theBytesAreARequest() {
        var request = new LoadRequest("POST", "", Map.of("Content-Type", "application/json", "Host", "elsewhere",
                "transfer-encoding", "chunked"), Bytes.utf8("{}"), 1);
        assertEquals("POST /score?x=1 HTTP/1.1\r\nhost: 127.0.0.1:8801\r\ncontent-type: text/plain\r\n"
                + "content-length: 2\r\n\r\n{}", text(Shot.of(TO, request, Map.of("content-type", "text/plain"))));
        var get = new LoadRequest("GET", "/a", Map.of(), Bytes.EMPTY, 1);
        assertEquals("GET /a HTTP/1.1\r\nhost: 127.0.0.1:8801\r\n\r\n", text(Shot.of(TO, get, Map.of())));
        assertTrue(Shot.of(TO, new LoadRequest("HEAD", "/a", Map.of(), Bytes.EMPTY, 1), Map.of()).head());
    }

    private static String text(Shot shot) {
        return shot.bytes().toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatCannotBeSentIsSaid() {
        ArrivalsTest.refused("load.requests-empty", () -> RequestSet.inTurn(List.of()));
        ArrivalsTest.refused("load.method", () -> new LoadRequest("post", "", Map.of(), Bytes.EMPTY, 1));
        ArrivalsTest.refused("load.target", () -> new LoadRequest("GET", "a b", Map.of(), Bytes.EMPTY, 1));
        ArrivalsTest.refused("load.weight", () -> new LoadRequest("GET", "", Map.of(), Bytes.EMPTY, 0));
        ArrivalsTest.refused("load.header",
                () -> new LoadRequest("GET", "", Map.of("x", "1\r\nhost: other"), Bytes.EMPTY, 1));
        ArrivalsTest.refused("load.header", () -> RequestSet.inTurn(List.of(request(1))).with(Map.of("x y", "1")));
        ArrivalsTest.refused("load.url", () -> Destination.of(URI.create("ftp://host/"), Purpose.LOAD));
        ArrivalsTest.refused("load.host",
                () -> Destination.of(URI.create("http://no-such-host.invalid/"), Purpose.LOAD));
    }
}
