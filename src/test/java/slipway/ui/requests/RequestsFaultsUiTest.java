package slipway.ui.requests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.requests.Exchange;
import slipway.requests.HistoryQuery;
import slipway.requests.Sender;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What broken servers do behind the gateway, as the Requests page tells it.
class RequestsFaultsUiTest extends UiTest {
    @TempDir
    Path folder;

    @Test
    void everyFaultOfAServerIsSaid() throws Exception {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var tasks = new Tasks();
                var ground = new RequestsGround(folder)) {
            tasks.quiet("broken server", progress -> serve(server));
            ground.serving(URI.create("http://127.0.0.1:" + server.getLocalPort()));
            show(fx(fx(ground::page)::view), 1440, 900);
            assertEquals(List.of("The answer broke off: 9 of 100 bytes came"), said(ground, "half"));
            assertEquals("[1, 2, 3,", last(ground).body().text());
            shot("requests-half");
            assertEquals(List.of(), said(ground, "packed"));
            assertEquals(50_000, last(ground).received().size());
            assertTrue(last(ground).received().wire() < 2_000);
            assertEquals(1, said(ground, "plain-as-gzip").size());
            assertEquals(List.of(), said(ground, "two-lengths"));
            assertEquals(502, last(ground).status());
            assertTrue(said(ground, "more").size() <= 1);
            assertEquals("1234", last(ground).body().text());
            assertEquals(List.of("The answer is longer than " + Sender.ON_DISK / 1_000_000 + " MB"), said(ground,
                    "gigabyte"));
            assertEquals(Sender.ON_DISK, last(ground).received().size());
            shot("requests-gigabyte");
        }
    }

    /// Sends a body that names the fault; answers the titles of the problems that the page shows then.
    private List<String> said(RequestsGround ground, String fault) throws Exception {
        int before = ground.history.find(HistoryQuery.ALL, 100).size();
        fxRun(() -> lookup("#request-body").<TextArea>query().setText(fault));
        fxRun(() -> lookup("#send").<ButtonBase>query().fire());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ground.history.find(HistoryQuery.ALL, 100).size() == before + 1);
        settle();
        return fx(() -> lookup(".problem-title").<Label>queryAll().stream().filter(Node::isVisible).map(Label::getText)
                .collect(Collectors.toList()));
    }

    private static Exchange last(RequestsGround ground) {
        return ground.history.get(ground.history.find(HistoryQuery.ALL, 1).getFirst().id()).orElseThrow();
    }

    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                answer(body(socket.getInputStream()), socket.getOutputStream());
            } catch (IOException e) {
                // the gateway went, or the server was closed: both belong to the test
            }
        }
    }

    private static String body(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0)
            head.append((char) in.read());
        String length = head.toString().toLowerCase(Locale.ROOT).split("content-length: ", 2)[1].split("\r", 2)[0];
        return new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    private static void answer(String fault, OutputStream out) throws IOException {
        switch (fault) {
            case "half" -> say(out, "Content-Length: 100", "[1, 2, 3,");
            case "packed" -> {
                var packed = new ByteArrayOutputStream();
                try (var gzip = new GZIPOutputStream(packed)) {
                    gzip.write("0.5, ".repeat(10_000).getBytes(StandardCharsets.UTF_8));
                }
                say(out, "Content-Encoding: gzip\r\nContent-Length: " + packed.size(), "");
                packed.writeTo(out);
            }
            case "plain-as-gzip" -> say(out, "Content-Encoding: gzip\r\nContent-Length: 5", "hello");
            case "two-lengths" -> say(out, "Content-Length: 4\r\nContent-Length: 5", "12345");
            case "more" -> say(out, "Content-Length: 4", "12345678");
            default -> {
                say(out, "Content-Length: 1073741824", "");
                byte[] block = new byte[1 << 20];
                for (int i = 0; i < 1_024; i++)
                    out.write(block);
            }
        }
    }

    private static void say(OutputStream out, String headers, String body) throws IOException {
        out.write(("HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
    }
}
