package slipway.engine.docker;

import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

import slipway.base.Progress;
import slipway.engine.Images.Build;

/// What BuildKit says: its trace, protobuf in base64 (`moby.buildkit.v1.StatusResponse` of its control.proto), told as
/// `docker build --progress=plain` prints it.
final class BuildKitOutput extends BuildOutput {
    private static final Pattern STEP = Pattern.compile("\\[(?:\\S+ )?\\s*(\\d+)/(\\d+)] (.*)", Pattern.DOTALL);

    private final Map<String, Vertex> vertexes = new LinkedHashMap<>();
    private final Map<String, StringBuilder> unfinished = new HashMap<>();
    private String step = "";

    /// A step as the trace tells it, several times while it goes on.
    private static final class Vertex {
        private final int number;
        private String name = "";
        private boolean cached;
        private boolean begun;
        private boolean ended;

        Vertex(int number) {
            this.number = number;
        }

        boolean counts() {
            return STEP.matcher(name).matches();
        }
    }

    BuildKitOutput(Build build, Progress progress) {
        super(build, progress);
    }

    @Override
    void read(JsonNode item) {
        if (!item.path("id").asString("").equals("moby.buildkit.trace")) return;
        byte[] trace;
        try {
            trace = Base64.getDecoder().decode(item.path("aux").asString(""));
        } catch (IllegalArgumentException e) {
            System.getLogger(BuildKitOutput.class.getName()).log(System.Logger.Level.DEBUG, "no trace", e);
            return;
        }
        var fields = new ProtoFields(trace);
        while (fields.next()) {
            if (fields.number() == 1) vertex(fields.message());
            if (fields.number() == 3) log(fields.message());
        }
    }

    /// Vertex: 1 digest, 3 name, 4 cached, 5 started, 6 completed, 7 error.
    private void vertex(ProtoFields fields) {
        String digest = "";
        String name = "";
        String error = "";
        boolean cached = false;
        boolean started = false;
        boolean completed = false;
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> digest = fields.text();
                case 3 -> name = fields.text();
                case 4 -> cached = fields.value() != 0;
                case 5 -> started = true;
                case 6 -> completed = true;
                case 7 -> error = fields.text();
                default -> {
                }
            }
        }
        Vertex vertex = vertexes.computeIfAbsent(digest, key -> new Vertex(vertexes.size() + 1));
        if (!name.isEmpty()) vertex.name = name;
        if (started || cached) begin(vertex);
        vertex.cached |= cached;
        if (!completed || vertex.ended) return;
        vertex.ended = true;
        StringBuilder rest = unfinished.remove(digest);
        if (rest != null && !rest.isEmpty()) line("#" + vertex.number + " " + rest);
        if (!error.isEmpty()) step = vertex.name;
        line("#" + vertex.number + (error.isEmpty() ? vertex.cached ? " CACHED" : " DONE" : " ERROR: " + error));
    }

    private void begin(Vertex vertex) {
        if (vertex.begun) return;
        vertex.begun = true;
        line("#" + vertex.number + " " + vertex.name);
        Matcher found = STEP.matcher(vertex.name);
        if (!found.matches()) return;
        step = vertex.name;
        began(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)), found.group(3));
    }

    /// VertexLog: 1 vertex, 4 msg.
    private void log(ProtoFields fields) {
        String digest = "";
        String text = "";
        while (fields.next()) {
            if (fields.number() == 1) digest = fields.text();
            if (fields.number() == 4) text = fields.text();
        }
        Vertex vertex = vertexes.computeIfAbsent(digest, key -> new Vertex(vertexes.size() + 1));
        StringBuilder open = unfinished.computeIfAbsent(digest, key -> new StringBuilder());
        open.append(text);
        for (int end = open.indexOf("\n"); end >= 0; end = open.indexOf("\n")) {
            line("#" + vertex.number + " " + open.substring(0, end));
            open.delete(0, end + 1);
        }
    }

    @Override
    void finish() {
        unfinished.forEach((digest, rest) -> line(rest.toString()));
        unfinished.clear();
    }

    @Override
    int steps() {
        return (int) vertexes.values().stream().filter(Vertex::counts).count();
    }

    @Override
    int cached() {
        return (int) vertexes.values().stream().filter(vertex -> vertex.counts() && vertex.cached).count();
    }

    @Override
    String step() {
        return step;
    }
}
