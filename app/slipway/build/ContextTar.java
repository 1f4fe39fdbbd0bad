package slipway.build;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongConsumer;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

import slipway.base.StudioException;
import slipway.base.Tasks;

/// Entries as a tar archive that is made while it is read, on a task of its own: no temporary file, nothing packed, since
/// the engine is next door. Stateless.
final class ContextTar {
    private static final int CHUNK = 1 << 17;

    private ContextTar() {}

    /// The archive of `entries` in their order; `sent` is told how many bytes of files have gone in. Closing it early ends
    /// the task.
    static InputStream open(List<ContextEntry> entries, Tasks tasks, LongConsumer sent) {
        var pipe = new ChunkPipe();
        Tasks.Task task = tasks.quiet("build-context", progress -> {
            Throwable failure = null;
            try {
                write(entries, pipe, sent);
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
            pipe.end(failure);
        });
        return pipe.out(task::cancel);
    }

    private static void write(List<ContextEntry> entries, ChunkPipe pipe, LongConsumer sent) throws IOException {
        var counted = new Counter(sent);
        // in blocks as large as the chunks: with its usual ones it hands on 512 bytes at a time
        try (var out = new TarArchiveOutputStream(new BufferedOutputStream(pipe.in(), CHUNK), CHUNK,
                StandardCharsets.UTF_8.name())) {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (ContextEntry entry : entries) {
                out.putArchiveEntry(header(entry));
                if (entry.content() != null) copy(entry, entry.content(), out, counted);
                out.closeArchiveEntry();
            }
        }
    }

    /// Whole seconds, no names and no numbers of owners: so the header needs no extension before it, which BuildKit would
    /// take for the beginning of a Dockerfile, and the same files give the same archive on every machine.
    private static TarArchiveEntry header(ContextEntry entry) {
        TarArchiveEntry header;
        int type;
        if (entry.link() != null) {
            header = new TarArchiveEntry(entry.name(), TarConstants.LF_SYMLINK);
            header.setLinkName(entry.link());
            type = 0120000;
        } else {
            header = new TarArchiveEntry(entry.isFolder() ? entry.name() + "/" : entry.name());
            type = entry.isFolder() ? 0040000 : 0100000;
        }
        header.setSize(entry.size());
        header.setMode(type | entry.mode());
        header.setIds(0, 0);
        header.setNames("", "");
        header.setModTime(entry.seconds() * 1000);
        return header;
    }

    /// As many bytes as the header said: a file that grows is cut where it was, one that shrinks ends the archive, since
    /// nothing true could fill the gap.
    private static void copy(ContextEntry entry, ContextEntry.Content content, TarArchiveOutputStream out,
            Counter counted) throws IOException {
        byte[] buffer = new byte[CHUNK];
        try (InputStream in = content.open()) {
            long left = entry.size();
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) throw StudioException.of("build.file-changed", entry.name());
                out.write(buffer, 0, count);
                left -= count;
                counted.add(count);
            }
        }
    }

    /// Bytes of files so far.
    private static final class Counter {
        private final LongConsumer sink;
        private long bytes;

        Counter(LongConsumer sink) {
            this.sink = sink;
        }

        void add(int count) {
            bytes += count;
            sink.accept(bytes);
        }
    }
}
