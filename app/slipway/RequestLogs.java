package slipway;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.spec.EndpointSpec;
import slipway.store.LineLog;
import slipway.traffic.Exchange;
import slipway.traffic.Gateway;
import slipway.traffic.RequestRecord;
import slipway.traffic.Watcher;

/// Glue: `.slipway/log/access-ENDPOINT.log` and `predict-ENDPOINT.jsonl` of the endpoints whose files ask for them.
/// One caller at a time; the logs are written by their own tasks.
final class RequestLogs implements AutoCloseable {
    private static final long MOST_BYTES = 10_000_000;
    private static final int BODY_BYTES = 64_000;

    private final Path folder;
    private final Gateway gateway;
    private final Tasks tasks;
    private final Map<String, Open> open = new HashMap<>();

    /// The logs of one endpoint, with what they were opened for.
    private record Open(EndpointSpec.Logs asked, List<AutoCloseable> parts) {}

    RequestLogs(Path stateFolder, Gateway gateway, Tasks tasks) {
        this.folder = stateFolder.resolve("log");
        this.gateway = gateway;
        this.tasks = tasks;
    }

    /// Opens and closes what `asked` has changed for an endpoint that listens.
    synchronized void follow(String endpoint, EndpointSpec.Logs asked) {
        Open now = open.get(endpoint);
        if (now == null ? asked.equals(EndpointSpec.Logs.NONE) : now.asked.equals(asked)) return;
        end(endpoint);
        if (asked.equals(EndpointSpec.Logs.NONE)) return;
        var parts = new ArrayList<AutoCloseable>();
        if (asked.access()) {
            var log = new LineLog<RequestRecord>(folder.resolve("access-" + endpoint + ".log"), MOST_BYTES, tasks,
                    RequestLogs::access);
            parts.add(gateway.onRequests(endpoint, log::offer));
            parts.add(log);
        }
        if (asked.predict()) predict(endpoint, asked.bodies(), parts);
        open.put(endpoint, new Open(asked, parts));
    }

    private void predict(String endpoint, boolean bodies, List<AutoCloseable> parts) {
        Path file = folder.resolve("predict-" + endpoint + ".jsonl");
        if (!bodies) {
            var log = new LineLog<RequestRecord>(file, MOST_BYTES, tasks, request -> json(predict(request)));
            parts.add(gateway.onRequests(endpoint, request -> {
                if (isPrediction(request)) log.offer(request);
            }));
            parts.add(log);
            return;
        }
        var log = new LineLog<Exchange>(file, MOST_BYTES, tasks, RequestLogs::withBodies);
        Live.Subscription watched = gateway.watch(endpoint, new Watcher() {
            @Override
            public int bodyLimit() {
                return BODY_BYTES;
            }

            @Override
            public void exchanged(Exchange exchange) {
                if (isPrediction(exchange.request())) log.offer(exchange);
            }
        });
        parts.add(watched);
        parts.add(log);
    }

    private static boolean isPrediction(RequestRecord request) {
        return !request.copy() && request.method().equals("POST") && !request.deployment().isEmpty();
    }

    private static String access(RequestRecord request) {
        var line = new LinkedHashMap<String, Object>();
        line.put("time", Instant.ofEpochMilli(request.epochMillis()).toString());
        line.put("id", request.requestId());
        line.put("method", request.method());
        line.put("path", request.path());
        line.put("status", request.status());
        line.put("deployment", request.deployment());
        line.put("ms", millis(request.totalNanos()));
        line.put("bytes", request.answerBytes());
        if (request.copy()) line.put("copy", true);
        if (request.error() != null) line.put("error", request.error());
        return json(line);
    }

    private static Map<String, Object> predict(RequestRecord request) {
        var line = new LinkedHashMap<String, Object>();
        line.put("time", Instant.ofEpochMilli(request.epochMillis()).toString());
        line.put("id", request.requestId());
        line.put("deployment", request.deployment());
        line.put("revision", request.revision());
        line.put("status", request.status());
        line.put("ms", millis(request.upstreamNanos()));
        line.put("requestBytes", request.requestBytes());
        line.put("answerBytes", request.answerBytes());
        return line;
    }

    private static String withBodies(Exchange exchange) {
        var line = predict(exchange.request());
        line.put("input", exchange.body().text());
        line.put("output", exchange.answer().text());
        if (exchange.bodyCut() || exchange.answerCut()) line.put("cut", true);
        return json(line);
    }

    /// To the microsecond.
    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }

    private static String json(Map<String, Object> line) {
        return new String(JsonMapper.shared().writeValueAsBytes(line), StandardCharsets.UTF_8);
    }

    private void end(String endpoint) {
        Open was = open.remove(endpoint);
        if (was == null) return;
        for (AutoCloseable part : was.parts) {
            try {
                part.close();
            } catch (Exception e) {
                System.getLogger(RequestLogs.class.getName()).log(System.Logger.Level.WARNING, endpoint, e);
            }
        }
    }

    @Override
    public synchronized void close() {
        List.copyOf(open.keySet()).forEach(this::end);
    }
}
