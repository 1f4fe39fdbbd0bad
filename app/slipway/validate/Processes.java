package slipway.validate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.base.Progress;
import slipway.engine.ContainerSettings;
import slipway.engine.Engine;
import slipway.engine.Instance;
import slipway.engine.Workload;
import slipway.observe.LogBuffer;
import slipway.observe.LogLine;

/// Launches what a validation runs, on the engines: a program to its end, or a server. An engine ends a program with all
/// that it started, and finds again what a killed studio left. Any thread.
final class Processes {
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Duration GRACE = Duration.ofSeconds(5);
    /// How pip, uv and conda are told of indexes, certificates and proxies.
    private static final List<String> PASSED = List.of("PIP_", "UV_", "CONDA_", "http_proxy", "https_proxy", "no_proxy",
            "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "SSL_CERT", "REQUESTS_CA_BUNDLE");

    private Processes() {}

    /// How a program ended.
    record Ended(int code, List<String> lines) {
        boolean good() {
            return code == 0;
        }

        String text() {
            return String.join("\n", lines);
        }
    }

    /// Something that runs, with all it wrote.
    record Running(Instance instance, LogBuffer log) {
        boolean alive() {
            return instance.state().get().running();
        }

        List<String> lastLines(int count) {
            return log.tail(count).stream().map(LogLine::text).collect(Collectors.toList());
        }

        void end() {
            boolean interrupted = Thread.interrupted();
            try {
                instance.stop(GRACE);
            } catch (InterruptedException e) {
                interrupted = true;
            } finally {
                if (interrupted) Thread.currentThread().interrupt();
            }
        }
    }

    /// Runs a program to its end; interrupted, it is killed with all that it started.
    static Ended run(Engine engine, List<String> command) throws InterruptedException {
        Running running = start(engine, command, passed(), null, null);
        try {
            var gone = new CountDownLatch(1);
            try (var _ = running.instance().state().onChange(gone::countDown)) {
                if (running.alive()) gone.await();
            }
            return new Ended(running.instance().state().get().exitCode(), running.lastLines(2_000));
        } finally {
            if (running.alive()) running.end();
        }
    }

    static Running start(Engine engine, List<String> command, Map<String, String> environment, @Nullable Path model,
            @Nullable ContainerSettings container) throws InterruptedException {
        long number = NUMBERS.incrementAndGet();
        String key = "validate/" + ProcessHandle.current().pid() + "-" + number;
        Instance instance = engine.launch(new Workload(key, 0, number, command, environment, model, 0, 0, null,
                container), Progress.NONE);
        var log = new LogBuffer();
        instance.follow(log::add);
        return new Running(instance, log);
    }

    private static Map<String, String> passed() {
        var map = new TreeMap<String, String>();
        System.getenv().forEach((name, value) -> {
            if (PASSED.stream().anyMatch(name::startsWith)) map.put(name, value);
        });
        return map;
    }
}
