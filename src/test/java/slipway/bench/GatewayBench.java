package slipway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.load.LoadPlan;
import slipway.load.LoadRequest;
import slipway.load.LoadRunner;
import slipway.load.RequestSet;
import slipway.load.Shape;

/// The gateway against Debian's nginx and haproxy, turn by turn on the same cores, before the same two upstreams
/// (nginx with a fixed answer): 90/10 split, 32 keep-alive connections of wrk, POST of 120 bytes. Every proxy has two
/// workers. `GatewayBench SECONDS ROUNDS [who,…]`; with `ROUNDS` `added`, what each adds to the latency at 1,000 requests a
/// second, sent by the load generator.
final class GatewayBench {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern P50 = Pattern.compile("50%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern BAD = Pattern.compile("(Non-2xx or 3xx responses: .*|Socket errors: .*)");

    private static final String BODY = "%-120s".formatted(
            "{\"inputs\":[[5.1,3.5,1.4,0.2],[6.2,2.9,4.3,1.3],[7.7,3.0,6.1,2.3]]}");

    private final Path folder = Files.createTempDirectory("gateway-bench");
    private final List<Process> running = new ArrayList<>();
    private final Map<Integer, Process> behind = new LinkedHashMap<>();
    private final int blue = free();
    private final int green = free();

    private GatewayBench() throws IOException {}

    private record Run(double rate, double p50, double p99, double cpuMicros) {}

    private record Proxy(String name, int port) {}

    public static void main(String[] args) throws Exception {
        int seconds = Integer.parseInt(args[0]);
        boolean added = args[1].equals("added");
        List<String> who = List.of((args.length > 2 ? args[2] : "direct,nginx,haproxy,gateway,mirroring").split(","));
        var bench = new GatewayBench();
        try {
            if (added) bench.added(who, seconds);
            else
                bench.compare(who, seconds, Integer.parseInt(args[1]));
        } finally {
            bench.close();
        }
    }

    private void compare(List<String> who, int seconds, int rounds) throws Exception {
        upstreams();
        var proxies = new ArrayList<Proxy>();
        for (String each : who)
            proxies.add(new Proxy(each, start(each)));
        for (Proxy each : proxies)
            warmUp(each.port);
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Proxy each : proxies)
                runs.computeIfAbsent(each.name, name -> new ArrayList<>()).add(wrk(each.port, seconds));
        }
        runs.forEach((name, all) -> System.out.printf(
                "%-10s %8.0f requests/s  p50 %.3f ms  p99 %.3f ms  %.1f us of processor time a request%n", name,
                median(all.stream().map(Run::rate).toList()), median(all.stream().map(Run::p50).toList()),
                median(all.stream().map(Run::p99).toList()), median(all.stream().map(Run::cpuMicros).toList())));
        ratios(runs);
    }

    /// The compilers of a JVM need traffic of the kind that is measured, and until they are done they are measured too.
    private void warmUp(int port) throws Exception {
        double before = wrk(port, 3).rate;
        for (int i = 0; i < 10; i++) {
            double now = wrk(port, 3).rate;
            if (now < before * 1.02) return;
            before = now;
        }
    }

    /// The same open loop through everybody, turn by turn, in pieces of two seconds.
    private void added(List<String> who, int seconds) throws Exception {
        upstreams();
        var ports = new LinkedHashMap<String, Integer>();
        for (String each : who)
            ports.put(each, start(each));
        var medians = new LinkedHashMap<String, List<Double>>();
        try (var runner = new LoadRunner()) {
            for (int port : ports.values())
                thousand(runner, port, Duration.ofSeconds(10));
            for (int done = 0; done < seconds; done += 2) {
                for (var each : ports.entrySet())
                    medians.computeIfAbsent(each.getKey(), name -> new ArrayList<>())
                            .add(thousand(runner, each.getValue(), Duration.ofSeconds(2)));
            }
        }
        double direct = median(medians.getOrDefault("direct", List.of(0.0)));
        medians.forEach((name, all) -> System.out.printf("%-10s p50 %.3f ms, %.3f more than direct%n", name,
                median(all), median(all) - direct));
    }

    private static double thousand(LoadRunner runner, int port, Duration duration) throws InterruptedException {
        var request = new LoadRequest("POST", "", Map.of("content-type", "application/json"), Bytes.utf8(BODY), 1);
        var plan = new LoadPlan(URI.create("http://127.0.0.1:" + port + "/predict"), new Shape.Constant(1_000,
                duration), RequestSet.inTurn(List.of(request)), LoadPlan.Limits.STANDARD);
        var result = runner.run(plan, Progress.NONE, partial -> {});
        if (result.ok() != result.sent()) throw new IllegalStateException(result.toString());
        return result.latency().p50();
    }

    private static void ratios(Map<String, List<Run>> runs) {
        List<Run> gateway = runs.get("gateway");
        if (gateway == null) return;
        for (String peer : List.of("nginx", "haproxy", "direct")) {
            List<Run> theirs = runs.get(peer);
            if (theirs == null) continue;
            System.out.printf("gateway / %s: rate %.2f, p99 %.2f%n", peer,
                    median(pairs(gateway, theirs, Run::rate)), median(pairs(gateway, theirs, Run::p99)));
        }
        mirroring(runs, "mirroring", "gateway");
        mirroring(runs, "nginx-mirroring", "nginx");
    }

    private static void mirroring(Map<String, List<Run>> runs, String with, String without) {
        List<Run> copying = runs.get(with);
        List<Run> plain = runs.get(without);
        if (copying == null || plain == null) return;
        System.out.printf("%s 50 %% / %s: rate %.2f%n", with, without, median(pairs(copying, plain, Run::rate)));
    }

    private static List<Double> pairs(List<Run> ours, List<Run> theirs,
            java.util.function.ToDoubleFunction<Run> value) {
        var found = new ArrayList<Double>();
        for (int i = 0; i < ours.size(); i++)
            found.add(value.applyAsDouble(ours.get(i)) / value.applyAsDouble(theirs.get(i)));
        return found;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private int start(String who) throws Exception {
        return switch (who) {
            case "direct" -> blue;
            case "nginx" -> nginx("");
            case "nginx-mirroring" -> nginx("mirror /copy;");
            case "haproxy" -> haproxy();
            case "gateway" -> gateway(List.of());
            case "mirroring" -> gateway(List.of(String.valueOf(green), "50"));
            default -> throw new IllegalArgumentException(who);
        };
    }

    private void upstreams() throws Exception {
        // the answer of a small classifier
        String answer = "{\"predictions\":[0.0123,0.9812,0.0065]}";
        config("upstreams.conf", """
                worker_processes 1;
                pid PREFIX/upstreams.pid;
                error_log PREFIX/upstreams.log;
                daemon off;
                events { worker_connections 4096; }
                http {
                  access_log off; keepalive_requests 1000000000; keepalive_timeout 600;
                  client_body_temp_path PREFIX/ub; proxy_temp_path PREFIX/up; fastcgi_temp_path PREFIX/uf;
                  uwsgi_temp_path PREFIX/uu; scgi_temp_path PREFIX/us;
                  server { listen 127.0.0.1:%d backlog=1024; listen 127.0.0.1:%d backlog=1024;
                    location / { default_type application/json; return 200 '%s'; } }
                }
                """.formatted(blue, green, answer));
        spawn(List.of("nginx", "-p", folder.toString(), "-c", folder.resolve("upstreams.conf").toString()));
        await(blue);
        await(green);
    }

    /// @param mirror what a location says to send half of its requests to the mirror too
    private int nginx(String mirror) throws Exception {
        int port = free();
        String name = "nginx" + port;
        config(name + ".conf", """
                worker_processes 2;
                pid PREFIX/%s.pid;
                error_log PREFIX/nginx.log;
                daemon off;
                events { worker_connections 4096; }
                http {
                  split_clients "$request_id" $copied { 50%% 1; * 0; }
                  access_log off; keepalive_requests 1000000000; keepalive_timeout 600;
                  client_body_temp_path PREFIX/b; proxy_temp_path PREFIX/p; fastcgi_temp_path PREFIX/f;
                  uwsgi_temp_path PREFIX/u; scgi_temp_path PREFIX/s;
                  upstream split { server 127.0.0.1:%d weight=9; server 127.0.0.1:%d weight=1; keepalive 64;
                    keepalive_requests 1000000000; }
                  upstream shadow { server 127.0.0.1:%d; keepalive 64; keepalive_requests 1000000000; }
                  server { listen 127.0.0.1:%d backlog=1024;
                    location = /copy { internal; if ($copied = 0) { return 204; } proxy_pass http://shadow$request_uri;
                      proxy_http_version 1.1; proxy_set_header Connection ""; }
                    location / { %s proxy_pass http://split; proxy_http_version 1.1; proxy_set_header Connection "";
                      proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Request-Id $request_id;
                      add_header X-Request-Id $request_id; } }
                }
                """.formatted(name, blue, green, green, port, mirror));
        behind.put(port, spawn(List.of("nginx", "-p", folder.toString(), "-c",
                folder.resolve(name + ".conf").toString())));
        await(port);
        return port;
    }

    private int haproxy() throws Exception {
        int port = free();
        config("haproxy.cfg", """
                global
                  nbthread 2
                  maxconn 4096
                defaults
                  mode http
                  timeout client 60s
                  timeout server 60s
                  timeout connect 5s
                  option http-keep-alive
                  option forwardfor
                frontend in
                  bind 127.0.0.1:%d
                  unique-id-format %%{+X}o%%ci:%%cp_%%fi:%%fp_%%Ts_%%rt:%%pid
                  unique-id-header X-Request-Id
                  default_backend split
                backend split
                  http-reuse always
                  balance roundrobin
                  server blue 127.0.0.1:%d weight 90
                  server green 127.0.0.1:%d weight 10
                """.formatted(port, blue, green));
        behind.put(port, spawn(List.of("haproxy", "-db", "-f", folder.resolve("haproxy.cfg").toString())));
        await(port);
        return port;
    }

    private int gateway(List<String> mirror) throws Exception {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(List.of(System.getProperty("bench.options", "-Xmx512m").split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "slipway.bench.BenchGateway",
                String.valueOf(blue), String.valueOf(green)));
        command.addAll(mirror);
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        running.add(process);
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        int port = Integer.parseInt(out.readLine());
        behind.put(port, process);
        await(port);
        return port;
    }

    private Run wrk(int port, int seconds) throws Exception {
        Path script = folder.resolve("post.lua");
        Files.writeString(script, """
                wrk.method = "POST"
                wrk.headers["Content-Type"] = "application/json"
                wrk.body = '%s'
                """.formatted(BODY));
        var process = new ProcessBuilder("wrk", "-t1", "-c32", "-d" + seconds + "s", "--latency", "-s",
                script.toString(), "http://127.0.0.1:" + port + "/predict").redirectErrorStream(true).start();
        double before = cpuSeconds(port);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        if (said.contains("post.lua:")) throw new IllegalStateException(said);
        Matcher bad = BAD.matcher(said);
        if (bad.find()) System.out.println("port " + port + ": " + bad.group(1));
        double rate = number(RATE, said);
        return new Run(rate, millis(P50, said), millis(P99, said),
                (cpuSeconds(port) - before) * 1e6 / (rate * seconds));
    }

    /// What the process behind `port` and its workers have used.
    private double cpuSeconds(int port) {
        Process process = behind.get(port);
        if (process == null) return 0;
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(process.toHandle()), process.descendants())
                .mapToDouble(each -> each.info().totalCpuDuration().orElse(java.time.Duration.ZERO).toNanos() / 1e9)
                .sum();
    }

    private static double number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) throw new IllegalStateException(text);
        return Double.parseDouble(found.group(1));
    }

    private static double millis(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) throw new IllegalStateException(text);
        double value = Double.parseDouble(found.group(1));
        return switch (found.group(2)) {
            case "us" -> value / 1000;
            case "ms" -> value;
            default -> value * 1000;
        };
    }

    private void config(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text.replace("PREFIX", folder.toString()));
    }

    private Process spawn(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile()).start();
        running.add(process);
        return process;
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(int port) throws Exception {
        for (int i = 0; i < 100; i++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IllegalStateException("nothing listens on " + port);
    }

    private void close() throws Exception {
        for (Process process : running) {
            process.getOutputStream().close();
            process.toHandle().descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        for (Process process : running)
            process.waitFor();
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList())
                Files.deleteIfExists(each);
        }
    }
}
