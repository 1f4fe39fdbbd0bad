package slipway.check;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.engine.Inside;
import slipway.engine.Instance;
import slipway.observe.LogBuffer;
import slipway.observe.LogLine;

/// The running server under check: a container or process of ours, or an address of somebody else's. Any thread.
///
/// @param port     where it is expected to listen inside its container
/// @param sameHost whether its process is one of this very machine
record Server(@Nullable Instance instance, @Nullable URI address, int port, LogBuffer log, boolean sameHost) {
    private static final Duration LOOK = Duration.ofSeconds(5);

    URI url() {
        return instance == null ? java.util.Objects.requireNonNull(address) : instance.url();
    }

    URI healthUrl() {
        return instance == null ? url() : instance.healthUrl();
    }

    boolean running() {
        return instance == null || instance.state().get().running();
    }

    @Nullable
    Inside inside() {
        return instance == null ? null : instance.inside();
    }

    /// Where it listens; null where nobody can tell.
    @Nullable
    List<Sockets.Listening> listening() throws InterruptedException {
        Inside inside = inside();
        if (instance == null || inside == null) return null;
        long pid = sameHost ? instance.pid().orElse(0) : 0;
        if (pid > 0) {
            try {
                Path net = Path.of("/proc", String.valueOf(pid), "net");
                return Sockets.of(Files.readString(net.resolve("tcp")) + Files.readString(net.resolve("tcp6")));
            } catch (IOException e) {
                // another user's process, or one in a virtual machine: the container itself is asked
            }
        }
        try {
            Inside.Ran ran = inside.run(LOOK, "cat", "/proc/net/tcp", "/proc/net/tcp6");
            return ran.text().contains("local_address") ? Sockets.of(ran.text()) : null;
        } catch (StudioException e) {
            return null;
        }
    }

    /// Its last lines, the newest last.
    String lastWords(int lines) {
        return log.tail(lines).stream().map(LogLine::text).collect(Collectors.joining("\n"));
    }

    /// The first line of its log that holds one of `words`, whatever the case; null where none does.
    @Nullable
    String said(List<String> words) {
        for (LogLine line : log.read(log.first(), LogBuffer.CAPACITY)) {
            String text = line.text().toLowerCase(java.util.Locale.ROOT);
            for (String word : words) {
                if (text.contains(word)) return line.text();
            }
        }
        return null;
    }
}
