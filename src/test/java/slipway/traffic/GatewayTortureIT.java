package slipway.traffic;

import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import slipway.testkit.RawHttp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Requests that no proper client sends: each is refused or closed in time, and no server sees more than was asked.
class GatewayTortureIT extends TortureGround {
    private static final String EVIL = "GET /evil HTTP/1.1\r\nHost: a\r\nazureml-model-deployment: green\r\n\r\n";
    private static final String POST = "POST /score HTTP/1.1\r\nHost: a\r\n";

    @Test
    void malformedHeadsAreRefusedAndReachNobody() throws Exception {
        try (var server = RawUpstream.ok()) {
            int port = open(server);
            for (String bad : List.of("\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\n\n", "GET / HTTP/9.9\r\n\r\n",
                    "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", "/ GET HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                    "GET * HTTP/1.1\r\nHost: a\r\n\r\n", "GET score HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n X: b\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n",
                    "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(70_000),
                    "GET / HTTP/1.1\r\nHost: a\r\n" + "x: y\r\n".repeat(300) + "\r\n",
                    "G".repeat(80_000), "GET /" + "a".repeat(80_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")) {
                try (Socket socket = RawHttp.open(port)) {
                    send(socket, bad + EVIL);
                    String answer = rest(socket);
                    assertTrue(answer.matches("(?s)HTTP/1.1 (400|431|505) .*"), bad.length() + " " + bad + answer);
                    assertEquals(1, answer.split("HTTP/1.1 ", -1).length - 1, answer);
                }
            }
            assertEquals(List.of(), server.seen);
        }
    }

    @Test
    void aRefusalAfterAHeadRequestIsNoHead() throws Exception {
        try (var server = RawUpstream.ok(); Socket socket = RawHttp.open(open(server))) {
            send(socket, "HEAD /score HTTP/1.1\r\nHost: a\r\n\r\n");
            assertTrue(head(socket).startsWith("HTTP/1.1 200"));
            send(socket, "nonsense\r\n\r\n");
            String answer = rest(socket);
            assertTrue(answer.startsWith("HTTP/1.1 400") && answer.endsWith("}}"), answer);
            assertEquals("", gateway.recent("iris", 1).getFirst().method());
        }
    }

    @Test
    void smugglersGetOneRequestThroughAtMost() throws Exception {
        try (var blue = RawUpstream.ok(); var green = RawUpstream.ok()) {
            int port = open(blue);
            offer("green", green);
            String chunked = "5\r\nhello\r\n0\r\n\r\n";
            Stream<String> refused = Stream.of("Content-Length: 5\r\nTransfer-Encoding: chunked",
                    "Transfer-Encoding: chunked\r\nContent-Length: 5", "Content-Length: 5\r\nContent-Length: 5",
                    "Content-Length: 5\r\nContent-Length: 99", "Content-Length: 5, 5", "Content-Length: +5",
                    "Content-Length: -5", "Content-Length: 5 ;", "Content-Length: 0x5", "Content-Length: 5\0",
                    "Content-Length : 5", " Content-Length: 5", "Content-Length: 5\nX: y", "Content-Length: 5\r X: y",
                    "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity",
                    "Transfer-Encoding: identity", "Transfer-Encoding: gzip, chunked",
                    "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow", "Transfer-Encoding : chunked",
                    "Transfer-Encoding: \u000bchunked", "Transfer-Encoding:\r\n chunked",
                    "X: y\r\n\tTransfer-Encoding: chunked",
                    "Transfer-Encoding: \"chunked\"", "Transfer-Encoding: chunked\0",
                    "\u0001Transfer-Encoding: chunked",
                    "X: y\nTransfer-Encoding: chunked", "Transfer-Encoding: ch\u00fcnked", "Transfer-Encoding: ");
            for (String framing : refused.toList()) {
                try (Socket socket = RawHttp.open(port)) {
                    send(socket, POST + framing + "\r\n\r\n" + chunked + EVIL);
                    String answer = rest(socket);
                    assertTrue(answer.startsWith("HTTP/1.1 400"), framing + " -> " + answer);
                    assertFalse(answer.contains(" 200 "), framing + " -> " + answer);
                }
            }
            assertEquals(List.of(), blue.seen);
            assertEquals(List.of(), green.seen);
        }
    }

    @Test
    void chunksThatCanBeReadInTwoWaysEndTheConnection() throws Exception {
        try (var blue = RawUpstream.ok(); var green = RawUpstream.ok()) {
            int port = open(blue);
            offer("green", green);
            for (String chunks : List.of("5\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "5\r\nhelloXX0\r\n\r\n",
                    "5;\nhello\r\n0\r\n\r\n", "5 5\r\nhello\r\n0\r\n\r\n", "-5\r\nhello", "ffffffffffffffffff\r\nhello",
                    "5\r\nhello\n0\r\n\r\n", "0\r\nnot a header\r\n\r\n", "0\r\nX: a\nb\r\n\r\n", "\r\n0\r\n\r\n",
                    "5" + ";x".repeat(5_000) + "\r\nhello\r\n0\r\n\r\n",
                    "0\r\n" + "X: y\r\n".repeat(5_000) + "\r\n")) {
                try (Socket socket = RawHttp.open(port)) {
                    send(socket, POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks + EVIL);
                    String answer = rest(socket);
                    assertTrue(answer.startsWith("HTTP/1.1 4"), chunks.length() + chunks + " -> " + answer);
                    assertFalse(answer.contains(" 200 "), answer);
                }
            }
            // its end never came
            assertEquals(List.of(), blue.seen);
            assertEquals(List.of(), green.seen);
        }
    }

    @Test
    void whatIsAllowedAboutChunksIsToldAnew() throws Exception {
        try (var server = RawUpstream.ok(); Socket socket = RawHttp.open(open(server))) {
            send(socket, POST + "Transfer-Encoding: Chunked\r\nConnection: content-length, transfer-encoding\r\n\r\n"
                    + "05;a=\"\u00e9\"\r\nhello\r\n0\r\nContent-Length: 9\r\nTransfer-Encoding: x\r\nX-T: 1\r\n\r\n");
            assertTrue(head(socket).startsWith("HTTP/1.1 200"));
            RawUpstream.Seen seen = server.seen.getFirst();
            assertEquals("hello", seen.body());
            assertEquals("chunked", seen.header("transfer-encoding"));
            assertEquals("", seen.header("content-length"));
        }
    }

    @Test
    void slowHeadsIdleConnectionsAndSlowBodiesEndInTime() throws Exception {
        try (var server = RawUpstream.ok()) {
            int port = open(server);
            try (Socket drip = RawHttp.open(port);
                    Socket mute = RawHttp.open(port);
                    Socket kept = RawHttp.open(port);
                    Socket body = RawHttp.open(port)) {
                send(kept, "GET /score HTTP/1.1\r\nHost: a\r\n\r\n");
                send(body, POST + "Content-Length: 5\r\n\r\nhe");
                long begun = System.nanoTime();
                String head = "GET /score HTTP/1.1\r\nHost: a\r\n" + "x: y\r\n".repeat(1_000);
                int sent = 0;
                try {
                    for (; sent < head.length(); sent++) {
                        send(drip, head.substring(sent, sent + 1));
                        Thread.sleep(20);
                    }
                } catch (SocketException closed) {
                    // as it should
                }
                assertTrue(System.nanoTime() - begun < 5e9 && sent < 500, () -> "still dripping");
                assertTrue(rest(body).startsWith("HTTP/1.1 408 "));
                assertEquals("", rest(mute));
                assertTrue(rest(kept).endsWith("ok"));
            }
            assertEquals("slow-request", gateway.recent("iris", 1).getFirst().error());
            assertEquals(0, gateway.totals("iris", 60).getOrDefault("blue", Window.Totals.NONE).errors());
        }
    }

    @Test
    void halfClosedClientsAreLetGo() throws Exception {
        try (var server = new RawUpstream((socket, request) -> {})) {
            int port = open(server);
            for (String part : List.of("", "GET /score HT", POST + "Content-Length: 5\r\n\r\nhe",
                    POST + "Transfer-Encoding: chunked\r\n\r\n5\r\nhe", "GET /score HTTP/1.1\r\nHost: a\r\n\r\n")) {
                try (Socket socket = RawHttp.open(port)) {
                    send(socket, part);
                    socket.shutdownOutput();
                    assertEquals("", rest(socket), part);
                }
            }
            await().until(() -> gateway.requestCount("iris") == 3);
            assertTrue(gateway.recent("iris", 3).stream().allMatch(record -> record.status() == 499));
            // only the last was whole
            assertTrue(server.seen.size() <= 1);
        }
    }

    @Test
    void aBodyThatWasNotAwaitedIsNoRequest() throws Exception {
        try (var server = RawUpstream.ok()) {
            int port = gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, "secret")).port();
            offer("blue", server);
            try (Socket socket = RawHttp.open(port)) {
                send(socket, POST + "Expect: 100-continue\r\nContent-Length: 500\r\n\r\n");
                String answer = rest(socket);
                assertTrue(answer.startsWith("HTTP/1.1 401") && answer.contains("connection: close"), answer);
            }
            try (Socket old = RawHttp.open(port)) {
                send(old, "POST /score HTTP/1.0\r\nAuthorization: Bearer secret\r\nExpect: 100-continue\r\n"
                        + "Content-Length: 2\r\n\r\nhi");
                String answer = rest(old);
                assertTrue(answer.startsWith("HTTP/1.1 200") && answer.endsWith("ok"), answer);
            }
            assertEquals("hi", server.seen.getFirst().body());
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        try (var server = new RawUpstream((socket, request) -> {
            String body = request.line().split(" ", -1)[1] + request.body();
            RawUpstream.write(socket, "HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
        }); Socket socket = RawHttp.open(open(server))) {
            var all = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                all.append(i % 3 == 0
                        ? "GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n"
                        : i % 3 == 1
                                ? "POST /" + i + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                                : "POST /" + i
                                        + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n");
            }
            send(socket, all + "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            String answers = rest(socket);
            int at = 0;
            for (int i = 0; i < 60; i++) {
                String body = "\r\n\r\n/" + i + (i % 3 == 0 ? "" : i % 3 == 1 ? "abc" : "x") + "HTTP/1.1 200";
                at = answers.indexOf(body, at);
                assertTrue(at > 0, i + ": " + answers);
            }
            assertTrue(answers.endsWith("/last"));
            assertEquals(61, gateway.requestCount("iris"));
        }
    }
}
