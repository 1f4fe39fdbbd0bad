package slipway.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import slipway.testkit.RawHttp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Servers that answer early, late, too much, in pieces or not to the end, and streams in both directions.
@SuppressWarnings("AddressSelection")
class GatewayStreamsIT extends TortureGround {
    private static final String GET = "GET /score HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String POST = "POST /score HTTP/1.1\r\nHost: a\r\n";

    @Test
    void bodiesOfSingleBytesPassBothWays() throws Exception {
        String text = "0123456789".repeat(30);
        try (var server = new RawUpstream((socket, request) -> {
            RawUpstream.write(socket, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
            for (char c : request.body().toCharArray())
                RawUpstream.write(socket, "1\r\n" + c + "\r\n");
            RawUpstream.write(socket, "0\r\nX-Sum: 7\r\ncontent-length: 1\r\n\r\n");
        }); Socket socket = RawHttp.open(open(server))) {
            socket.setTcpNoDelay(true);
            String request = POST + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
            for (char c : text.toCharArray())
                request += "1\r\n" + c + "\r\n";
            for (char c : (request + "0\r\n\r\n").toCharArray())
                send(socket, String.valueOf(c));
            String answer = rest(socket);
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertEquals(text,
                    body.replaceAll("[0-9a-f]+\r\n([0-9]+)\r\n", "$1").replaceAll("0\r\nX-Sum.*(?s:.*)", ""));
            assertTrue(answer.endsWith("0\r\nX-Sum: 7\r\n\r\n"), answer);
            assertEquals(text, server.seen.getFirst().body());
        }
    }

    @Test
    void eventsArriveOneByOne() throws Exception {
        var next = new java.util.concurrent.Semaphore(0);
        try (var server = new RawUpstream((socket, request) -> {
            RawUpstream.write(socket,
                    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
            for (int i = 0; i < 5; i++) {
                next.acquire();
                RawUpstream.write(socket, "data: " + i + "\n\n");
            }
            socket.close();
        }); Socket socket = RawHttp.open(open(server))) {
            send(socket, GET);
            assertTrue(head(socket).contains("transfer-encoding: chunked"));
            for (int i = 0; i < 5; i++) {
                next.release();
                assertEquals("9\r\ndata: " + i + "\n\n\r\n", next(socket, 14));
            }
            assertEquals("0\r\n\r\n", next(socket, 5));
        }
    }

    @Test
    @SuppressWarnings("try")
    void aWebSocketIsAStreamBothWaysToItsLastByte() throws Exception {
        var got = new ByteArrayOutputStream();
        var done = new CountDownLatch(1);
        try (var server = new RawUpstream((socket, request) -> {
            RawUpstream.write(socket, "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n"
                    + "connection: Upgrade\r\nsec-websocket-accept: x\r\n\r\nhello");
            for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
                got.write(b);
                if (got.size() <= 9) socket.getOutputStream().write(b);
            }
            done.countDown();
            socket.close();
        }, true); Socket socket = RawHttp.open(open(server))) {
            send(socket, "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: k\r\n\r\nfirst");
            String head = head(socket);
            assertTrue(head.startsWith("HTTP/1.1 101") && head.contains("sec-websocket-accept: x"), head);
            assertEquals("hellofirst", next(socket, 10));
            send(socket, "\0\r\n\u00ff");
            assertEquals("\0\r\n\u00ff", next(socket, 4));
            send(socket, "and the last word");
            socket.close();
            assertTrue(done.await(5, TimeUnit.SECONDS));
            assertTrue(got.toString(java.nio.charset.StandardCharsets.ISO_8859_1).endsWith("and the last word"));
            assertEquals("k", server.seen.getFirst().header("sec-websocket-key"));
            await().until(() -> gateway.requestCount("iris") == 1);
            assertEquals(101, gateway.recent("iris", 1).getFirst().status());
        }
    }

    @Test
    void nobodyGetsAStreamUnasked() throws Exception {
        try (var server = RawUpstream.answering("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\nbytes");
                Socket socket = RawHttp.open(open(server))) {
            send(socket, GET);
            assertTrue(head(socket).startsWith("HTTP/1.1 502"));
        }
    }

    @Test
    void answersThatBreakOffAreSeenToBreakOff() throws Exception {
        for (String answer : List.of("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\nnonsense\r\n")) {
            try (var server = new RawUpstream((socket, request) -> {
                RawUpstream.write(socket, answer);
                socket.close();
            })) {
                int port = open(server);
                try (Socket socket = RawHttp.open(port); Socket old = RawHttp.open(port)) {
                    send(socket, GET);
                    String said = rest(socket);
                    assertTrue(said.contains("half") && !said.endsWith("0\r\n\r\n"), answer + " -> " + said);
                    send(old, "GET /score HTTP/1.0\r\n\r\n");
                    if (answer.contains("chunked")) assertThrows(IOException.class, () -> rest(old));
                    else
                        assertTrue(rest(old).contains("content-length: 9"));
                }
            }
        }
    }

    @Test
    void aBrokenAnswerIs502() throws Exception {
        for (String answer : List.of("", "HTTP", "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\nX : y\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nx: a\r\n b\r\n\r\n", "HTTP/1.1 200 OK\r\nx: " + "y".repeat(90_000))) {
            try (var server = new RawUpstream((socket, request) -> {
                RawUpstream.write(socket, answer);
                socket.close();
            }); Socket socket = RawHttp.open(open(server))) {
                send(socket, GET);
                assertTrue(head(socket).startsWith("HTTP/1.1 502"), answer);
                // an idempotent request gets a second chance, and no third
                assertEquals(2, server.seen.size());
            }
        }
    }

    @Test
    void whatIsMoreThanTheAnswerIsNobodysAnswer() throws Exception {
        var count = new AtomicInteger();
        try (var server = new RawUpstream((socket, request) -> RawUpstream.write(socket,
                "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n" + count.incrementAndGet()
                        + "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil"));
                Socket socket = RawHttp.open(open(server))) {
            for (int i = 1; i <= 5; i++) {
                send(socket, GET);
                head(socket);
                assertEquals(String.valueOf(i), next(socket, 1));
            }
        }
    }

    @Test
    void anAnswerBeforeTheRequestIsWholeArrives() throws Exception {
        try (var server = new RawUpstream((socket, request) -> {
            RawUpstream.write(socket, "HTTP/1.1 413 Too Large\r\ncontent-length: 3\r\nconnection: close\r\n\r\nbig");
            // unread bytes make this a reset
            Thread.sleep(50);
            socket.close();
        }, true)) {
            int port = open(server);
            for (int i = 0; i < 20; i++) {
                try (Socket socket = RawHttp.open(port)) {
                    send(socket, POST + "Content-Length: 3000000\r\n\r\n" + "x".repeat(300_000));
                    assertTrue(head(socket).startsWith("HTTP/1.1 413"), "try " + i);
                    assertEquals("big", next(socket, 3));
                    // the connection can still be used
                    send(socket, "x".repeat(2_700_000) + GET);
                    assertTrue(head(socket).startsWith("HTTP/1.1 413"));
                }
            }
        }
    }

    @Test
    void heads204And304HaveNoBody() throws Exception {
        try (var server = new RawUpstream((socket, request) -> {
            String path = request.line().split(" ", -1)[1];
            RawUpstream.write(socket, "HTTP/1.1 103 Early Hints\r\nx: y\r\n\r\n");
            RawUpstream.write(socket, switch (path) {
                case "/204" -> "HTTP/1.1 204 No Content\r\n\r\n";
                case "/304" -> "HTTP/1.1 304 Not Modified\r\ncontent-length: 7\r\n\r\n";
                default -> "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n";
            });
        }); Socket socket = RawHttp.open(open(server))) {
            for (String line : List.of("GET /204", "GET /304", "HEAD /200", "GET /204")) {
                send(socket, line + " HTTP/1.1\r\nHost: a\r\n\r\n");
                String head = head(socket);
                assertTrue(head.startsWith("HTTP/1.1 " + (line.endsWith("200") ? "200" : line.substring(5))), head);
                assertEquals(!line.endsWith("204"), head.contains("content-length: 7"), head);
            }
        }
    }

    @Test
    void aClientThatLeavesInTheMiddleOfAHeldAnswerTakesItsServersConnectionAlong() throws Exception {
        try (var server = new RawUpstream((socket, request) -> {
            var out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\ncontent-length: 6000000\r\nconnection: close\r\n\r\n"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            out.write(new byte[6_000_000]);
            socket.close();
        })) {
            int port = open(server);
            for (int i = 0; i < 5; i++) {
                Socket socket = new Socket();
                socket.setReceiveBufferSize(4_096);
                socket.connect(new java.net.InetSocketAddress("127.0.0.1", port));
                send(socket, GET);
                next(socket, 1_000);
                Thread.sleep(150);
                socket.close();
            }
            await().until(() -> gateway.requestCount("iris") == 5);
            assertTrue(
                    gateway.recent("iris", 5).stream()
                            .allMatch(record -> record.status() == 499 || record.error() == null),
                    () -> gateway.recent("iris", 5).toString());
        }
    }

    @Test
    void aClientThatNeverReadsIsLetGoAtLast() throws Exception {
        try (var server = new RawUpstream((socket, request) -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\ncontent-length: 30000000\r\n\r\n"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[30_000_000]);
        })) {
            int port = open(server);
            try (Socket socket = RawHttp.open(port)) {
                send(socket, GET);
                await().until(() -> gateway.requestCount("iris") == 1);
                assertEquals("timeout", gateway.recent("iris", 1).getFirst().error());
                await().until(() -> server.ended.get() == 1);
            }
        }
    }

    @Test
    void putsAreRepeatedWithTheirBodyAndPostsAreNot() throws Exception {
        var first = new AtomicInteger();
        try (var server = new RawUpstream((socket, request) -> {
            if (first.getAndIncrement() == 0) socket.close();
            else
                RawUpstream.write(socket, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        }); Socket socket = RawHttp.open(open(server))) {
            for (String method : List.of("PUT", "DELETE", "POST")) {
                first.set(0);
                int before = server.seen.size();
                send(socket, method + " /score HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
                boolean post = method.equals("POST");
                String head = head(socket);
                assertTrue(head.startsWith("HTTP/1.1 " + (post ? 502 : 200)), method + head);
                assertEquals(before + (post ? 1 : 2), server.seen.size());
                assertEquals("hello", server.seen.getLast().body());
                if (!post) assertEquals("ok", next(socket, 2));
            }
        }
    }
}
