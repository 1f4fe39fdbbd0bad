package slipway.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// A model server that misbehaves as its environment tells: run as a process of its own by tests of engines.
///
/// `STUB_DELAY_MS` before it listens, `STUB_EXIT` code to end with at once, `STUB_GIVES_UP_AT` a file with which
/// it does, `STUB_NEVER_READY`, `STUB_PREDICT_STATUS`,
/// `STUB_LINES` to print, `STUB_CHILD` spawns a grandchild that sleeps, `STUB_IGNORE_TERM`, `STUB_EAT_MB`.
public final class StubModelServer {
    private StubModelServer() {}

    /// Argv that runs it listening on the port that the engine fills in.
    public static List<String> command() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xmx400m", "-cp", System.getProperty("java.class.path"),
                StubModelServer.class.getName(), "${port}");
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> env = System.getenv();
        int lines = Integer.parseInt(env.getOrDefault("STUB_LINES", "0"));
        for (int i = 0; i < lines; i++)
            System.out.println("line " + i);
        System.err.println("WARN stub begins");
        if (env.containsKey("STUB_EXIT")) {
            System.err.println("ERROR stub gives up");
            Runtime.getRuntime().exit(Integer.parseInt(env.get("STUB_EXIT")));
        }
        if (env.containsKey("STUB_GIVES_UP_AT") && Files.exists(Path.of(env.get("STUB_GIVES_UP_AT"))))
            Runtime.getRuntime().exit(5);
        if (env.containsKey("STUB_CHILD")) {
            Process child = new ProcessBuilder("sleep", "300").start();
            System.out.println("child " + child.pid());
        }
        if (env.containsKey("STUB_IGNORE_TERM")) {
            Runtime.getRuntime().addShutdownHook(new Thread(StubModelServer::forEver));
        }
        var eaten = new ArrayList<byte[]>();
        for (int i = 0; i < Integer.parseInt(env.getOrDefault("STUB_EAT_MB", "0")); i++)
            eaten.add(new byte[1 << 20]);
        Thread.sleep(Long.parseLong(env.getOrDefault("STUB_DELAY_MS", "0")));
        serve(Integer.parseInt(args[0]), env);
        System.out.println("listening, " + eaten.size() + " MB eaten");
    }

    private static void serve(int port, Map<String, String> env) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        int predict = Integer.parseInt(env.getOrDefault("STUB_PREDICT_STATUS", "200"));
        server.createContext("/live", exchange -> answer(exchange, 200, "alive"));
        server.createContext("/ready", exchange -> answer(exchange, env.containsKey("STUB_NEVER_READY") ? 503 : 200,
                "ready?"));
        server.createContext("/die", exchange -> Runtime.getRuntime().halt(7));
        server.createContext("/predict", exchange -> answer(exchange, predict, "[1]"));
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void forEver() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
