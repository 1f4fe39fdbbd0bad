package slipway.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.StudioException;

/// Reads request sets: a body file, a folder of them in the order of their names, `.jsonl` with a body on each line,
/// `.csv` with a header line and a request from each row, `.requests.json` with whole requests and weights. What
/// cannot be read is a [StudioException] with file and line. Stateless; any thread.
public final class RequestFiles {
    private RequestFiles() {}

    /// The requests in `file`.
    ///
    /// @param type content type of bodies, null to go by each file’s name
    /// @param rows how a table’s rows become requests
    public static RequestSet read(Path file, @Nullable String type, RowForm rows) {
        if (Files.isDirectory(file)) return reading(file, () -> folder(file, type));
        String name = name(file);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) return reading(file, () -> lines(file, type));
        return name.endsWith(".csv") ? reading(file, () -> table(file, rows)) : one(file, type);
    }

    /// `file` as one body, whatever its name says but `.requests.json`.
    public static RequestSet one(Path file, @Nullable String type) {
        return reading(file, () -> name(file).endsWith(".requests.json")
                ? whole(file)
                : RequestSet.inTurn(List.of(body(file, type, RequestSet.MOST_BYTES))));
    }

    private interface Reading {
        RequestSet read() throws IOException;
    }

    private static RequestSet reading(Path file, Reading reading) {
        try {
            return reading.read();
        } catch (CharacterCodingException e) {
            throw new StudioException(Problem.of("load.file-text", file), e);
        } catch (IOException e) {
            throw new StudioException(Problem.of("load.file", file), e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    /// By the file’s name: JSON, CSV, plain text, else bytes.
    public static String typeOf(Path file) {
        String name = name(file);
        if (name.endsWith(".csv")) return "text/csv";
        if (name.endsWith(".txt")) return "text/plain";
        return name.endsWith(".bin") || name.endsWith(".npy") ? "application/octet-stream" : "application/json";
    }

    private static LoadRequest body(Path file, @Nullable String type, long room) throws IOException {
        if (Files.size(file) > room) throw large(file);
        return LoadRequest.post(type == null ? typeOf(file) : type, Bytes.copyOf(Files.readAllBytes(file)));
    }

    private static StudioException large(Path file) {
        return StudioException.of("load.file-large", file, RequestSet.MOST_BYTES / 1_000_000);
    }

    private static RequestSet folder(Path folder, @Nullable String type) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(each -> Files.isRegularFile(each) && !String.valueOf(each.getFileName()).startsWith("."))
                    .sorted().toList();
        }
        var found = new Found(folder);
        for (Path file : files)
            found.add(body(file, type, found.room));
        return found.set();
    }

    private static RequestSet lines(Path file, @Nullable String type) throws IOException {
        var found = new Found(file);
        int number = 0;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (line.isBlank()) continue;
                json(file, number, line);
                found.add(LoadRequest.post(type == null ? "application/json" : type, Bytes.utf8(line)));
            }
        }
        return found.set();
    }

    private static RequestSet table(Path file, RowForm rows) throws IOException {
        var found = new Found(file);
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            var csv = new CsvReader(in);
            try {
                List<String> header = csv.next();
                if (header == null) throw StudioException.of("load.file-empty", file);
                List<String> columns = header.stream().map(cell -> cell.replace("\uFEFF", "").strip()).toList();
                for (List<String> row = csv.next(); row != null; row = csv.next()) {
                    if (row.size() != columns.size()) {
                        throw StudioException.of("load.csv-cells", file + ":" + csv.line(), row.size(), columns.size());
                    }
                    found.add(rows.request(columns, row));
                }
            } catch (CsvReader.Open e) {
                throw new StudioException(Problem.of("load.csv-quote", file + ":" + csv.line()), e);
            }
        }
        return found.set();
    }

    /// `[{"method":"GET","path":"/health","headers":{},"body":{…} or "text","weight":3}, …]`
    private static RequestSet whole(Path file) throws IOException {
        if (Files.size(file) > RequestSet.MOST_BYTES) throw large(file);
        JsonNode root = json(file, 1, Files.readString(file));
        if (!root.isArray()) throw StudioException.of("load.requests-form", file);
        var found = new Found(file);
        boolean weighted = false;
        for (JsonNode each : root) {
            if (!each.isObject()) throw StudioException.of("load.requests-form", file);
            weighted |= each.has("weight");
            found.add(request(each));
        }
        RequestSet set = found.set();
        return weighted ? new RequestSet(set.requests(), RequestSet.Order.WEIGHTED, Map.of()) : set;
    }

    private static LoadRequest request(JsonNode each) {
        var headers = new LinkedHashMap<String, String>();
        each.path("headers").properties().forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT),
                h.getValue().asString("")));
        JsonNode body = each.path("body");
        boolean text = body.isString();
        String content = body.isMissingNode() ? "" : text ? body.asString() : body.toString();
        if (!content.isEmpty()) headers.putIfAbsent("content-type", text ? "text/plain" : "application/json");
        String method = each.path("method").asString(content.isEmpty() ? "GET" : "POST");
        return new LoadRequest(method, each.path("path").asString(""), headers, Bytes.utf8(content),
                each.path("weight").asInt(1));
    }

    private static JsonNode json(Path file, int line, String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            var at = e.getLocation();
            int inText = at == null ? 1 : Math.max(1, at.getLineNr());
            throw new StudioException(
                    Problem.of("load.file-json", file + ":" + (line + inText - 1), e.getOriginalMessage()), e);
        }
    }

    /// The requests of one file so far, within what is kept in memory.
    private static final class Found {
        private final Path file;
        private final List<LoadRequest> requests = new ArrayList<>();
        private long room = RequestSet.MOST_BYTES;

        Found(Path file) {
            this.file = file;
        }

        void add(LoadRequest request) {
            // what a request takes beside its body
            room -= request.body().length() + 400L;
            if (room < 0) throw large(file);
            requests.add(request);
        }

        RequestSet set() {
            if (requests.isEmpty()) throw StudioException.of("load.file-empty", file);
            return RequestSet.inTurn(requests);
        }
    }
}
