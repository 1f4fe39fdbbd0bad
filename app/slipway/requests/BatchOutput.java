package slipway.requests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Problem;
import slipway.base.StudioException;

/// The result of a run: a JSON line for each row, `{"row": 1, "status": 200, "output": …}` or with `"error"`. An answer
/// that does not fall into as many parts as it had rows stands whole in the first of them. One thread.
final class BatchOutput implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long KEEP_NANOS = 1_000_000_000L;
    private static final int SHOWN = 2_000;
    private static final int FIRST = 50;

    private final Path file;
    private final RandomAccessFile out;
    private final BatchState begun;
    private final List<Batch.Failure> failures = new ArrayList<>();
    private long done;
    private long failed;
    /// Bytes of whole lines; a line that a full disk cut is not among them.
    private long written;
    private long kept;

    private BatchOutput(Path file, RandomAccessFile out, BatchState begun) {
        this.file = file;
        this.out = out;
        this.begun = begun;
        done = begun.done();
        failed = begun.failed();
        written = begun.written();
        kept = System.nanoTime();
    }

    /// Opens the result where an earlier run left it; what was written behind its last state is written again.
    ///
    /// @throws StudioException `requestedit.batch-busy` where another run writes there
    static BatchOutput open(Path input, Path output) throws IOException {
        BatchState now = BatchState.begin(input);
        BatchState before = BatchState.read(output);
        if (before != null && !before.sameInput(now)) {
            throw StudioException.of("requestedit.batch-changed", input, output);
        }
        Path folder = output.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        BatchState from = before == null ? now : before;
        var out = new RandomAccessFile(output.toFile(), "rw");
        try {
            if (!alone(out.getChannel())) throw StudioException.of("requestedit.batch-busy", output);
            if (out.length() > from.written()) out.setLength(from.written());
            out.seek(from.written());
            from.write(output);
            var opened = new BatchOutput(output, out, from);
            if (from.failed() > 0) opened.recall();
            return opened;
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    /// Until it is closed, no other run writes here: neither of this studio nor of another.
    private static boolean alone(FileChannel result) throws IOException {
        try {
            return result.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /// The first failures of the runs before; leaves the place to write on.
    private void recall() throws IOException {
        out.seek(0);
        // not closed: closing any reader of a file lets go of its lock
        var lines = new BufferedReader(Channels.newReader(out.getChannel(), StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null && failures.size() < FIRST; line = lines.readLine()) {
                JsonNode node = JSON.readTree(line);
                if (node.has("error")) {
                    failures.add(new Batch.Failure(node.path("row").asLong(), node.path("status").asInt(), node.path(
                            "error").asString()));
                }
            }
            out.seek(written);
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }

    long done() {
        return done;
    }

    Batch.Result result(long total) {
        return new Batch.Result(file, done, failed, total, List.copyOf(failures));
    }

    /// @throws StudioException `requestedit.batch-disk` where the line cannot be written
    void write(BatchBundle.Part part) throws IOException {
        Exchange answer = part.answer();
        if (answer == null) failed(part.rows().getFirst(), part.status(), part.error());
        else
            answered(part.rows(), answer);
        keep(false);
    }

    private void answered(List<BatchRows.Row> rows, Exchange answer) {
        List<JsonNode> parts = parts(answer);
        boolean each = parts.size() == rows.size();
        for (int i = 0; i < rows.size(); i++) {
            ObjectNode line = JSON.createObjectNode().put("row", rows.get(i).number()).put("status", answer.status());
            if (each) line.set("output", parts.get(i));
            else if (i == 0) line.put("rows", rows.size()).set("output", whole(answer));
            else
                line.put("with", rows.getFirst().number());
            write(line);
        }
    }

    private void failed(BatchRows.Row row, int status, String error) {
        String reason = error.length() > SHOWN ? error.substring(0, SHOWN) + "…" : error;
        write(JSON.createObjectNode().put("row", row.number()).put("status", status).put("error", reason));
        failed++;
        if (failures.size() < FIRST) failures.add(new Batch.Failure(row.number(), status, reason));
    }

    Batch.Result finish(long total) throws IOException {
        out.getFD().sync();
        Files.deleteIfExists(BatchState.file(file));
        return result(total);
    }

    private void write(ObjectNode line) {
        byte[] bytes = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new StudioException(Problem.of("requestedit.batch-disk", file, done).withDetail(e.toString()), e);
        }
        done++;
        written += bytes.length;
    }

    /// At most once a second: a flush to disk takes longer than many an answer.
    private void keep(boolean always) throws IOException {
        if (!always && System.nanoTime() - kept < KEEP_NANOS) return;
        out.getFD().sync();
        begun.at(done, failed, written).write(file);
        kept = System.nanoTime();
    }

    /// An answer’s parts, one for each row: elements of its list, or lines of text.
    private static List<JsonNode> parts(Exchange answer) {
        String text = answer.body().text();
        if (type(answer).contains("csv") || type(answer).contains("lines")) {
            return text.lines().filter(line -> !line.isBlank()).map(TableBody::cell).toList();
        }
        JsonNode root = whole(answer);
        for (String key : List.of("predictions", "outputs", "results", "output")) {
            if (root.path(key).isArray() && !root.path(key).path(0).has("datatype")) {
                return list(root.path(key));
            }
        }
        return list(root);
    }

    private static List<JsonNode> list(JsonNode node) {
        var all = new ArrayList<JsonNode>();
        if (node.isArray()) node.forEach(all::add);
        else
            all.add(node);
        return all;
    }

    private static JsonNode whole(Exchange answer) {
        String text = answer.body().text();
        try {
            JsonNode node = JSON.readTree(text);
            return node.isMissingNode() ? JSON.getNodeFactory().stringNode(text) : node;
        } catch (JacksonException e) {
            return JSON.getNodeFactory().stringNode(text);
        }
    }

    private static String type(Exchange answer) {
        return answer.headers().entrySet().stream().filter(each -> each.getKey().equalsIgnoreCase("content-type"))
                .map(Map.Entry::getValue).flatMap(List::stream).findFirst().orElse("");
    }

    /// Whatever ended the run: what is written counts.
    @Override
    public void close() throws IOException {
        try (out) {
            if (Files.exists(BatchState.file(file))) keep(true);
        }
    }
}
