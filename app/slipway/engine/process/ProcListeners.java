package slipway.engine.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.engine.ListenTable;
import slipway.engine.Listener;

/// Which ports processes of ours listen on, by the sockets that they hold. Linux; stateless; any thread.
final class ProcListeners {
    private static final System.Logger LOG = System.getLogger(ProcListeners.class.getName());
    private static final String SOCKET = "socket:[";

    private ProcListeners() {}

    /// Listeners of all of `processes`, each read in the network that it runs in; empty where nobody’s sockets could be
    /// read.
    static Optional<List<Listener>> of(Collection<ProcessHandle> processes) {
        var found = new LinkedHashSet<Listener>();
        boolean known = false;
        for (ProcessHandle process : processes) {
            Set<String> own = sockets(process.pid());
            known |= own != null;
            if (own != null && !own.isEmpty()) found.addAll(ListenTable.of(tables(process.pid()), own));
        }
        return known ? Optional.of(List.copyOf(found)) : Optional.empty();
    }

    /// Both tables of the network that `pid` runs in; empty where they cannot be read.
    static String tables(long pid) {
        var text = new StringBuilder();
        for (String table : List.of("tcp", "tcp6")) {
            try {
                text.append(Files.readString(Path.of("/proc/" + pid + "/net/" + table), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.TRACE, "gone, or a system without IPv6", e);
            }
        }
        return text.toString();
    }

    private static @Nullable Set<String> sockets(long pid) {
        var inodes = new HashSet<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path file : files)
                socket(file).ifPresent(inodes::add);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(System.Logger.Level.TRACE, "gone, or not ours to read", e);
            return null;
        }
        return inodes;
    }

    /// The socket behind a descriptor; one that was closed meanwhile hides no other.
    private static Optional<String> socket(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith(SOCKET)
                    ? Optional.of(target.substring(SOCKET.length(), target.length() - 1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
