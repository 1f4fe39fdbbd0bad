package slipway.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `slipway --json up` as a process of its own, with the events it has printed so far.
public final class UpProcess implements AutoCloseable {
    private final Process process;
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final Map<String, JsonNode> last = new ConcurrentHashMap<>();
    private final Path errors;

    private UpProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /// Starts it with `arguments` after `up`.
    public static UpProcess start(Path workspace, String... arguments) throws IOException {
        return start(Map.of(), workspace, arguments);
    }

    /// As [#start], with these variables besides.
    public static UpProcess start(Map<String, String> environment, Path workspace, String... arguments)
            throws IOException {
        Path errors = Files.createTempFile("up", ".err");
        ProcessBuilder builder = StudioCommand.of("--workspace", workspace.toString(), "--json", "up")
                .redirectError(new File(errors.toString()));
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        Process process = builder.start();
        var up = new UpProcess(process, errors);
        Thread.ofVirtual().start(up::read);
        return up;
    }

    /// A copy of the sample workspace with only the endpoints named.
    public static Path workspace(Path to, String... endpoints) throws IOException {
        Path from = Path.of(System.getProperty("slipway.basedir"), "sample-models");
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(folder);
                boolean other = relative.startsWith("endpoints") && relative.getNameCount() == 2
                        && !List.of(endpoints).contains(relative.getFileName().toString());
                if (other || folder.endsWith(".slipway")) return FileVisitResult.SKIP_SUBTREE;
                Files.createDirectories(to.resolve(relative));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode event = JsonMapper.shared().readTree(line);
                events.add(event);
                last.put(name(event), event);
            }
        } catch (IOException e) {
            // killed: what it still had to say is lost with it
            if (process.isAlive()) throw new UncheckedIOException(e);
        }
    }

    /// `iris/blue` for a deployment, `iris` for an endpoint, the file for a problem.
    private static String name(JsonNode event) {
        return switch (event.path("event").asString()) {
            case "deployment" -> event.path("endpoint").asString() + "/" + event.path("deployment").asString();
            case "problem" -> event.path("file").asString();
            default -> event.path("endpoint").asString();
        };
    }

    /// The newest event about `name` once `wanted` accepts it; at most a minute.
    public JsonNode await(String name, Predicate<JsonNode> wanted) {
        org.awaitility.Awaitility.await(name).atMost(Duration.ofMinutes(1))
                .until(() -> last.containsKey(name) && wanted.test(last.get(name)));
        return last.get(name);
    }

    public JsonNode awaitState(String deployment, String state) {
        return await(deployment, event -> event.path("state").asString().equals(state));
    }

    public JsonNode last(String name) {
        return last.get(name);
    }

    public long pid() {
        return process.pid();
    }

    public String errors() throws IOException {
        return Files.readString(errors);
    }

    /// Asks it to end as Ctrl-C does, and answers the exit status.
    public int interrupt() {
        process.destroy();
        return process.onExit().orTimeout(40, TimeUnit.SECONDS).join().exitValue();
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Sample servers that run for `workspace`, whoever started them.
    public static List<ProcessHandle> servers(Path workspace) {
        return ProcessHandle.allProcesses().filter(each -> {
            try {
                return Files.readSymbolicLink(Path.of("/proc", String.valueOf(each.pid()), "cwd"))
                        .startsWith(workspace.resolve(".slipway"));
            } catch (IOException e) {
                return false;
            }
        }).toList();
    }

    @Override
    public void close() {
        if (process.isAlive()) interrupt();
    }
}
