package slipway.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;

/// Entries as a tar archive that is made by whoever reads it: no temporary file and no thread, a file's bytes go
/// straight into the reader's buffer, and nothing is packed, since the engine is next door. One reader, one thread.
public final class ContextTar extends InputStream {
    private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;

    private final Iterator<ContextEntry> entries;
    private final LongConsumer sent;
    private byte[] block = new byte[0];
    private int at;
    private @Nullable InputStream content;
    private String name = "";
    private long left;
    private int padding;
    private long bytes;
    private boolean ended;
    private boolean closed;

    /// @param sent is told how many bytes of files have been read
    public ContextTar(List<ContextEntry> entries, LongConsumer sent) {
        this.entries = entries.iterator();
        this.sent = sent;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (closed) throw new IOException("closed");
        if (length == 0) return 0;
        while (at == block.length) {
            if (content != null) {
                if (left > 0) return file(content, into, from, length);
                closeContent();
                next(new byte[padding]);
            } else if (entries.hasNext()) {
                begin(entries.next());
            } else if (ended) {
                return -1;
            } else {
                ended = true;
                next(new byte[2 * RECORD]);
            }
        }
        int count = Math.min(length, block.length - at);
        System.arraycopy(block, at, into, from, count);
        at += count;
        return count;
    }

    /// As many bytes as the header said: a file that grows is cut where it was, one that shrinks ends the archive, since
    /// nothing true could fill the gap.
    private int file(InputStream in, byte[] into, int from, int length) throws IOException {
        int count = in.read(into, from, (int) Math.min(length, left));
        if (count < 0) throw StudioException.of("build.file-changed", name);
        left -= count;
        bytes += count;
        sent.accept(bytes);
        return count;
    }

    private void begin(ContextEntry entry) throws IOException {
        next(header(entry));
        if (entry.content() == null) return;
        content = entry.content().open();
        name = entry.name();
        left = entry.size();
        padding = (int) (-left & RECORD - 1);
    }

    private void next(byte[] bytes) {
        block = bytes;
        at = 0;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        closeContent();
    }

    private void closeContent() throws IOException {
        InputStream open = content;
        content = null;
        if (open != null) open.close();
    }

    private static byte[] header(ContextEntry entry) throws IOException {
        var bytes = new ByteArrayOutputStream(RECORD);
        // never closed: its end would stand in the middle of the archive
        @SuppressWarnings("resource")
        var out = new TarArchiveOutputStream(bytes, RECORD, StandardCharsets.UTF_8.name());
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        out.putArchiveEntry(described(entry));
        out.flush();
        return bytes.toByteArray();
    }

    /// Whole seconds, no names and no numbers of owners: so the header needs no extension before it, which BuildKit would
    /// take for the beginning of a Dockerfile, and the same files give the same archive on every machine.
    private static TarArchiveEntry described(ContextEntry entry) {
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
}
