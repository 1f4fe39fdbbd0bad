package slipway.requests;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;

/// Takes a body in: its beginning into memory, and where it grows longer all of it into a file. Used by one thread.
final class KeptBody implements AutoCloseable {
    private final @Nullable Path folder;
    private final int inMemory;
    private final long most;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream out;
    private long size;

    /// The disk did not take it.
    static final class Unwritten extends IOException {
        private static final long serialVersionUID = 1;

        Unwritten(IOException cause) {
            super(cause.toString(), cause);
        }
    }

    /// @param folder   where files go; null: all stays in memory
    /// @param inMemory bytes; `most` that are kept in all
    KeptBody(@Nullable Path folder, int inMemory, long most) {
        this.folder = folder;
        this.inMemory = inMemory;
        this.most = most;
    }

    /// Takes what there is room for; false where some was left out.
    boolean take(byte[] bytes, int length) throws IOException {
        int taken = (int) Math.min(length, most - size);
        int first = Math.clamp(inMemory - size, 0, taken);
        if (folder != null && size + taken > inMemory) {
            try {
                file(folder).write(bytes, 0, taken);
            } catch (IOException e) {
                throw new Unwritten(e);
            }
        }
        beginning.write(bytes, 0, first);
        size += taken;
        return taken == length;
    }

    private OutputStream file(Path in) throws IOException {
        OutputStream open = out;
        if (open != null) return open;
        Files.createDirectories(in);
        Path fresh = in.resolve(UUID.randomUUID() + ".body");
        open = new BufferedOutputStream(Files.newOutputStream(fresh), 256 << 10);
        file = fresh;
        out = open;
        beginning.writeTo(open);
        return open;
    }

    long size() {
        return size;
    }

    /// Whole where [#path] is null.
    Bytes bytes() {
        byte[] all = beginning.toByteArray();
        return Bytes.owning(all.length > inMemory ? Arrays.copyOf(all, inMemory) : all);
    }

    @Nullable
    Path path() {
        return file;
    }

    /// Ends the file, so that it can be read.
    @Override
    public void close() throws IOException {
        if (out != null) out.close();
    }
}
