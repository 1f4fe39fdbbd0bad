package slipway.bundle;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.StudioException;

/// A bundle that is being written, `FILE.part`, and beside it a journal with a line for each member that is whole:
/// after an interruption those are read again and compared, and what follows is written. One thread; one process at a
/// time.
final class BundlePart implements AutoCloseable {
    /// Two empty records end a tar.
    static final int END = 1024;
    private static final int BUFFER = 1 << 17;

    private final Path file;
    private final Path journal;
    private final RandomAccessFile out;
    private final FileLock lock;
    private final List<Done> done = new ArrayList<>();
    private @Nullable FileOutputStream notes;

    /// A whole member; `data` is where its content begins, `end` where the next member does.
    record Done(String key, String path, long size, String sha256, boolean executable, long data, long end) {
        Manifest.Entry entry() {
            return new Manifest.Entry(path, size, sha256, Manifest.Kind.of(path).word(), executable);
        }
    }

    private BundlePart(Path file, Path journal, RandomAccessFile out, FileLock lock) {
        this.file = file;
        this.journal = journal;
        this.out = out;
        this.lock = lock;
    }

    static Path pathFor(Path bundle) {
        return bundle.resolveSibling(bundle.getFileName() + ".part");
    }

    static Path journalFor(Path bundle) {
        return bundle.resolveSibling(bundle.getFileName() + ".part.journal");
    }

    /// Opens what is left of an earlier run for `bundle`, or begins; refused while another one writes it.
    static BundlePart open(Path bundle) throws IOException {
        var out = new RandomAccessFile(pathFor(bundle).toFile(), "rw");
        try {
            return new BundlePart(bundle, journalFor(bundle), out, lock(out, bundle));
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    /// A lock on `held` until that is closed; refused where this or another process has one.
    static FileLock lock(RandomAccessFile held, Path shown) throws IOException {
        try {
            FileLock lock = held.getChannel().tryLock();
            if (lock != null) return lock;
        } catch (OverlappingFileLockException e) {
            // another task of this process has it
            System.getLogger(BundlePart.class.getName()).log(System.Logger.Level.DEBUG, shown.toString(), e);
        }
        throw StudioException.of("bundle.busy", shown);
    }

    /// From now on only its owner may read it, where the disk knows owners.
    void hide() throws IOException {
        var view = Files.getFileAttributeView(pathFor(file), PosixFileAttributeView.class);
        if (view != null) view.setPermissions(PosixFilePermissions.fromString("rw-------"));
    }

    /// What the journal says, as far as the file is as long as that.
    List<Done> journalled() throws IOException {
        var all = new ArrayList<Done>();
        if (!Files.isRegularFile(journal)) return all;
        long end = 0;
        for (String line : Files.readString(journal, StandardCharsets.UTF_8).lines().toList()) {
            try {
                Done next = JsonMapper.shared().readValue(line, Done.class);
                if (next.end > out.length() || next.data < end) break;
                all.add(next);
                end = next.end;
            } catch (JacksonException e) {
                // the last line of a run that was killed
                break;
            }
        }
        return all;
    }

    /// Whether the member is in the file as the journal says; a power cut can lose what was written last.
    boolean intact(Done member, Counted counted) throws IOException, InterruptedException {
        out.seek(member.data);
        Copying.Sum sum = Copying.copy(new MemberStream(out), OutputStream.nullOutputStream(), member.size,
                counted::add);
        return sum.size() == member.size && sum.sha256().equals(member.sha256);
    }

    /// Goes on after `kept`, the first of what [#journalled] answered; everything behind them is cut off.
    void begin(List<Done> kept) throws IOException {
        done.addAll(kept);
        out.setLength(kept.isEmpty() ? 0 : kept.getLast().end);
        notes = new FileOutputStream(journal.toFile());
        for (Done each : kept)
            note(each);
    }

    /// Appends a member of `size` bytes and answers what is known of it now.
    Done append(String key, String path, long size, boolean executable, InputStream in, Counted counted)
            throws IOException, InterruptedException {
        long start = done.isEmpty() ? 0 : done.getLast().end;
        out.setLength(start);
        out.seek(start);
        var plain = new Plain();
        // left open: its end would end the bundle
        @SuppressWarnings("resource")
        var tar = new TarArchiveOutputStream(plain, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        var entry = new TarArchiveEntry(path);
        entry.setSize(size);
        entry.setMode(executable ? 0100755 : 0100644);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.flush();
        plain.flush();
        long data = out.getFilePointer();
        Copying.Sum sum = Copying.copy(in, tar, size, counted::add);
        if (sum.size() != size || in.read() >= 0) throw StudioException.of("bundle.changed", path);
        tar.closeArchiveEntry();
        tar.flush();
        plain.flush();
        var member = new Done(key, path, size, sum.sha256(), executable, data, out.getFilePointer());
        done.add(member);
        note(member);
        return member;
    }

    private void note(Done member) throws IOException {
        FileOutputStream to = notes;
        if (to == null) throw new IllegalStateException("not begun");
        to.write((JsonMapper.shared().writeValueAsString(member) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    List<Done> done() {
        return List.copyOf(done);
    }

    /// The bundle is whole: it takes its name, in place of an older one.
    void finish() throws IOException {
        out.seek(done.getLast().end);
        out.write(new byte[END]);
        out.getFD().sync();
        close();
        Files.move(pathFor(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(journal);
    }

    @Override
    public void close() throws IOException {
        FileOutputStream to = notes;
        if (to != null) to.close();
        if (lock.isValid()) lock.release();
        out.close();
    }

    /// Writes where the file stands, in large pieces.
    private final class Plain extends OutputStream {
        private final byte[] buffer = new byte[BUFFER];
        private int filled;

        @Override
        public void write(int one) throws IOException {
            write(new byte[]{(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (filled + length > buffer.length) flush();
            if (length >= buffer.length) {
                out.write(from, offset, length);
            } else {
                System.arraycopy(from, offset, buffer, filled, length);
                filled += length;
            }
        }

        @Override
        public void flush() throws IOException {
            out.write(buffer, 0, filled);
            filled = 0;
        }
    }
}
