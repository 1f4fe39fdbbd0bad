package slipway.engine.docker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import slipway.base.StudioException;
import slipway.engine.NetworkLedger.Attempt;
import slipway.engine.NetworkLedger.Kind;

/// What one container tries to reach by address alone, as its kernel says: connections that wait for an answer
/// (`SYN_SENT` in `/proc/net/tcp`), with the address, and what had no way at all (`OutNoRoutes` in `/proc/net/snmp`,
/// IPv4), without. Which of the two it is depends on the engine: some give a closed network a way that ends nowhere.
///
/// On this very machine the container's files are opened once, and stay readable after it has ended. Elsewhere the
/// container is asked, while it runs and where it has `cat`. Any thread; close after the last reading.
final class RawAttempts implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RawAttempts.class.getName());
    private static final List<String> FILES = List.of("snmp", "tcp", "tcp6");
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int KEPT = 10_000;

    private final DockerLink link;
    private final String container;
    private final List<RandomAccessFile> files;
    private final Map<ProcNet.Waiting, Long> waiting = new LinkedHashMap<>();
    private long noRoute;
    private long noRouteAt;
    private boolean readable;

    private RawAttempts(DockerLink link, String container, List<RandomAccessFile> files) {
        this.link = link;
        this.container = container;
        this.files = files;
    }

    static RawAttempts of(DockerLink link, String container, OptionalLong pid) {
        Path process = Path.of("/proc", String.valueOf(pid.orElse(0)));
        var files = new ArrayList<RandomAccessFile>();
        try {
            // the engine may count processes otherwise than we do, where one of us is in a container itself
            if (pid.isPresent() && Files.readString(process.resolve("cgroup")).contains(container)) {
                for (String each : FILES) {
                    Path file = process.resolve("net").resolve(each);
                    if (Files.exists(file)) files.add(new RandomAccessFile(file.toFile(), "r"));
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, container + ": " + e.getMessage());
        }
        return new RawAttempts(link, container, files);
    }

    /// A cheap look, to be repeated often; only where the files are at hand.
    synchronized void glance() {
        if (files.isEmpty()) return;
        var text = new StringBuilder();
        for (RandomAccessFile each : files)
            text.append(text(each));
        note(text.toString());
    }

    /// Looks, and answers all attempts so far but those to `known`.
    synchronized List<Attempt> read(String known) throws InterruptedException {
        if (files.isEmpty()) note(asked());
        else
            glance();
        var found = new HashMap<String, Attempt>();
        waiting.forEach((one, at) -> {
            if (one.address().equals(known)) return;
            found.merge(one.address() + " " + one.port(), new Attempt(at, Kind.NO_ROUTE, one.address(), one.port(), 1),
                    DockerLedger::added);
        });
        var all = new ArrayList<>(found.values());
        if (noRoute > 0) all.add(new Attempt(noRouteAt, Kind.NO_ROUTE, "", 0, (int) noRoute));
        return all;
    }

    /// Whether it could be read at least once.
    synchronized boolean readable() {
        return readable;
    }

    private void note(String text) {
        long now = System.currentTimeMillis();
        long count = ProcNet.noRoutes(text);
        readable |= count >= 0;
        if (count > 0 && noRoute == 0) noRouteAt = now;
        noRoute = Math.clamp(count, noRoute, Integer.MAX_VALUE);
        for (ProcNet.Waiting each : ProcNet.waiting(text)) {
            if (waiting.size() < KEPT) waiting.putIfAbsent(each, now);
        }
    }

    private static String text(RandomAccessFile file) {
        var text = new StringBuilder();
        try {
            file.seek(0);
            byte[] bytes = new byte[16 << 10];
            int read = file.read(bytes);
            while (read > 0) {
                text.append(new String(bytes, 0, read, StandardCharsets.US_ASCII));
                read = file.read(bytes);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, String.valueOf(e.getMessage()));
        }
        return text.toString();
    }

    private String asked() throws InterruptedException {
        try {
            GpuTool.Said said = ContainerExec.run(link, container, LIMIT, "cat", "/proc/net/snmp", "/proc/net/tcp",
                    "/proc/net/tcp6");
            return said.text();
        } catch (StudioException e) {
            return "";
        }
    }

    @Override
    public synchronized void close() {
        for (RandomAccessFile each : files) {
            try {
                each.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, container + ": " + e.getMessage());
            }
        }
        files.clear();
    }
}
