package slipway.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import org.jspecify.annotations.Nullable;

/// A pipe between the task that makes a context and the thread that sends it: at most [#CHUNKS] chunks wait in it, and a
/// failure of the maker comes out at the reading end. One writer, one reader.
///
/// Not the JDK's: that one wakes its reader once a second and cannot pass a failure on.
final class ChunkPipe {
    private static final int CHUNKS = 8;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /// Says that no more will come; with `cause`, that the rest is missing. Never leaves the reader waiting.
    void end(@Nullable Throwable cause) {
        failure = cause;
        if (cause == null && !closed) {
            try {
                chunks.put(END);
                return;
            } catch (InterruptedException e) {
                failure = e;
                Thread.currentThread().interrupt();
            }
        }
        chunks.clear();
        chunks.add(END);
    }

    /// The writing end; every write is one chunk, so it wants a buffer in front. Closing it says nothing to the reader.
    OutputStream in() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[]{(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (closed) throw new IOException("nobody reads the context any more");
                if (length == 0) return;
                try {
                    chunks.put(Arrays.copyOfRange(bytes, from, from + length));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("cancelled");
                }
            }
        };
    }

    /// The reading end; closing it early runs `abandoned`.
    InputStream out(Runnable abandoned) {
        return new InputStream() {
            private byte[] chunk = END;
            private int at;
            private boolean ended;

            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                if (closed) throw new IOException("closed");
                if (length == 0) return 0;
                if (at == chunk.length && !next()) return -1;
                int count = Math.min(length, chunk.length - at);
                System.arraycopy(chunk, at, into, from, count);
                at += count;
                return count;
            }

            private boolean next() throws IOException {
                if (!ended) {
                    try {
                        chunk = chunks.take();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new InterruptedIOException("cancelled");
                    }
                    at = 0;
                    ended = chunk.length == 0;
                }
                Throwable cause = failure;
                if (ended && cause != null) throw new IOException("The context could not be read to its end", cause);
                return !ended;
            }

            @Override
            public void close() {
                if (closed) return;
                closed = true;
                if (!ended) abandoned.run();
                chunks.clear();
            }
        };
    }
}
