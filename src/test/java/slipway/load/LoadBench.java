package slipway.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.testkit.Shell;

/// The closed loop over 32 connections against `wrk -t1 -c32` on the same nginx, turn by turn in one run, and what
/// watching a run costs: a listener that keeps every report against nobody listening.
///
/// Run `slipway.load.LoadBench [rounds] [seconds]` with the class path of the tests; nginx and wrk must be installed.
/// With `accuracy` it says instead how far the quantiles are off against a server that stalls for a second.
public final class LoadBench {
    private static final int CONNECTIONS = 32;

    private LoadBench() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("accuracy")) {
            accuracy();
            return;
        }
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 4;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path folder = Files.createTempDirectory("load-bench");
        int port = freePort();
        Process nginx = nginx(folder, port);
        var wrk = new ArrayList<Double>();
        var watched = new ArrayList<Double>();
        var blind = new ArrayList<Double>();
        try (var runner = new LoadRunner()) {
            URI url = URI.create("http://127.0.0.1:" + port + "/");
            slipway(runner, url, 2, true);
            for (int i = 0; i < rounds; i++) {
                wrk.add(wrk(url, seconds));
                watched.add(slipway(runner, url, seconds, true));
                blind.add(slipway(runner, url, seconds, false));
            }
        } finally {
            nginx.destroy();
            nginx.waitFor();
            Shell.run("rm", "-rf", folder.toString());
        }
        System.out.printf("wrk %,.0f/s, load %,.0f/s: %.2f; watched to unwatched %.3f%n", median(wrk),
                median(watched), median(watched) / median(wrk), median(watched) / median(blind));
        System.out.println("wrk " + wrk + " watched " + watched + " unwatched " + blind);
    }

    private static void accuracy() throws Exception {
        try (var runner = new LoadRunner()) {
            AccuracyIT.run(runner, Duration.ofSeconds(2));
            for (int i = 0; i < 3; i++)
                System.out.printf("off by at most %.3f ms%n", AccuracyIT.run(runner, AccuracyIT.ALL));
        }
    }

    private static double slipway(LoadRunner runner, URI url, int seconds, boolean watch) throws InterruptedException {
        var plan = new LoadPlan(url, new Shape.Closed(CONNECTIONS, Duration.ofSeconds(seconds)),
                RequestSet.inTurn(List.of(new LoadRequest("GET", "", Map.of(), Bytes.EMPTY, 1))),
                LoadPlan.Limits.STANDARD);
        var kept = new ArrayList<LoadReport>();
        return runner.carry(plan, Progress.NONE, watch ? kept::add : null).result().rate();
    }

    private static double wrk(URI url, int seconds) throws Exception {
        var process = new ProcessBuilder("wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s", url.toString())
                .redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        Matcher rate = Pattern.compile("Requests/sec:\\s+([0-9.]+)").matcher(out);
        if (!rate.find()) throw new IllegalStateException(out);
        return Double.parseDouble(rate.group(1));
    }

    private static Process nginx(Path folder, int port) throws IOException {
        Path config = folder.resolve("nginx.conf");
        Files.writeString(config, """
                daemon off;
                worker_processes 1;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  keepalive_requests 1000000000;
                  client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
                  uwsgi_temp_path %1$s; scgi_temp_path %1$s;
                  server {
                    listen 127.0.0.1:%2$d;
                    location / { default_type application/json; return 200 '{"predictions":[0]}'; }
                  }
                }
                """.formatted(folder, port));
        Process process = new ProcessBuilder("nginx", "-c", config.toString(), "-p", folder.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
        Awaitility.await().until(() -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
        return process;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
