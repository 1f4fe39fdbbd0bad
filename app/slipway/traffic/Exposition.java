package slipway.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Writes the numbers of all endpoints in Prometheus’ text format (version 0.0.4). One writing, one thread.
final class Exposition {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Map<String, Family> families = new TreeMap<>();

    /// All samples of one name stand together.
    private record Family(String type, String help, List<String> lines) {}

    /// Adds one endpoint.
    void add(String endpoint, Meters meters, Map<String, Load> loads, Connections connections) {
        gauge("slipway_connections", "Client connections that are open.", label("endpoint", endpoint),
                connections.open());
        gauge("slipway_connections_h2", "Those of the client connections that speak HTTP/2.",
                label("endpoint", endpoint), connections.ofTwo());
        loads.forEach((deployment, load) -> {
            String labels = label("endpoint", endpoint) + "," + label("deployment", deployment);
            gauge("slipway_in_flight", "Requests and copies under way.", labels, load.underWay());
            gauge("slipway_queue_length", "Requests that wait for their turn.", labels, load.queued());
        });
        meters.all().forEach((deployment, meter) -> add(label("endpoint", endpoint) + ","
                + label("deployment", deployment), meter));
    }

    private void add(String labels, Meters.Meter meter) {
        for (int i = 1; i < meter.classes.length; i++) {
            counter("slipway_requests_total", "Requests by the class of their status.",
                    labels + "," + label("status", i + "xx"), meter.classes[i].sum());
        }
        counter("slipway_request_bytes_total", "Bytes of requests’ bodies.", labels, meter.requestBytes.sum());
        counter("slipway_response_bytes_total", "Bytes of answers’ bodies.", labels, meter.answerBytes.sum());
        String copies = "Mirror copies by what became of them; failed ones are a part of the sent.";
        counter("slipway_mirror_total", copies, labels + ",result=\"sent\"", meter.copies.sum());
        counter("slipway_mirror_total", copies, labels + ",result=\"dropped\"", meter.copiesDropped.sum());
        counter("slipway_mirror_total", copies, labels + ",result=\"failed\"", meter.copiesFailed.sum());
        Family latency = family("slipway_request_duration_seconds", "histogram",
                "From a request’s head to its answer’s last byte.");
        long below = 0;
        for (int i = 0; i < meter.buckets.length; i++) {
            below += meter.buckets[i].sum();
            String bound = i < Meters.BOUNDS.length ? seconds(Meters.BOUNDS[i] / 1e6) : "+Inf";
            latency.lines.add("slipway_request_duration_seconds_bucket{" + labels + "," + label("le", bound) + "} "
                    + below);
        }
        latency.lines.add("slipway_request_duration_seconds_sum{" + labels + "} " + seconds(meter.nanos.sum() / 1e9));
        latency.lines.add("slipway_request_duration_seconds_count{" + labels + "} " + below);
    }

    private void counter(String name, String help, String labels, long value) {
        family(name, "counter", help).lines.add(name + "{" + labels + "} " + value);
    }

    private void gauge(String name, String help, String labels, long value) {
        family(name, "gauge", help).lines.add(name + "{" + labels + "} " + value);
    }

    private Family family(String name, String type, String help) {
        return families.computeIfAbsent(name, key -> new Family(type, help, new ArrayList<>()));
    }

    private static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private static String seconds(double seconds) {
        String text = String.format(Locale.ROOT, "%.6f", seconds);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        families.forEach((name, family) -> {
            out.append("# HELP ").append(name).append(' ').append(family.help).append('\n');
            out.append("# TYPE ").append(name).append(' ').append(family.type).append('\n');
            family.lines.forEach(line -> out.append(line).append('\n'));
        });
        return out.toString();
    }
}
