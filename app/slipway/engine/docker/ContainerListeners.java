package slipway.engine.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import slipway.base.StudioException;
import slipway.engine.ListenTable;
import slipway.engine.Listener;

/// Finds out on which ports a container listens: from the kernel's tables of its first process, for which its image
/// needs no tools, where the engine runs on this machine; else by reading them inside with `cat`. Stateless; blocks.
final class ContainerListeners {
    private static final System.Logger LOG = System.getLogger(ContainerListeners.class.getName());
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final List<String> TABLES = List.of("/proc/net/tcp", "/proc/net/tcp6");
    /// First word of each table.
    private static final String HEAD = "sl";

    private ContainerListeners() {}

    /// Empty where neither way works: an engine elsewhere, with an image that has no `cat`.
    ///
    /// @param pid the container's first process as the engine counts, 0 where that is not known
    static Optional<List<Listener>> look(DockerLink link, String container, long pid) throws InterruptedException {
        Optional<String> text = here(container, pid);
        if (text.isEmpty()) text = inside(link, container);
        // the engine's own name server listens in there too, on 127.0.0.11
        return text.map(tables -> ListenTable.of(tables).stream()
                .filter(each -> !each.address().equals("127.0.0.11")).toList());
    }

    /// The tables as this machine's kernel shows them, if `pid` is a process of `container` here: an engine elsewhere
    /// counts its own.
    static Optional<String> here(String container, long pid) {
        Path process = Path.of("/proc/" + pid);
        if (pid <= 0 || !Files.isDirectory(process)) return Optional.empty();
        try {
            if (!read(process.resolve("cgroup")).contains(container)) return Optional.empty();
            String four = read(process.resolve("net/tcp"));
            Path six = process.resolve("net/tcp6");
            return Optional.of(Files.exists(six) ? four + read(six) : four);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "tables of " + pid, e);
            return Optional.empty();
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    static Optional<String> inside(DockerLink link, String container) throws InterruptedException {
        try {
            String said = ContainerExec.run(link, container, LIMIT, "cat", TABLES.getFirst(), TABLES.getLast())
                    .text();
            // without IPv6 the second is missing, and cat says so after the first
            return said.strip().startsWith(HEAD) ? Optional.of(said) : Optional.empty();
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.DEBUG, "tables inside " + container, e);
            return Optional.empty();
        }
    }
}
