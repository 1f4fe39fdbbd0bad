package slipway.requests;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;

/// Head and body of one request on their way out, beside the thread that reads the answer: a server may answer before
/// it has read all. A short body goes out at once, on the caller’s thread. Made by [RawCall].
final class Upload {
    private static final int PIECE = 64_000;

    private final OutputStream out;
    private final Payload payload;
    private final long length;
    private final long begunNanos = System.nanoTime();
    private final AtomicLong sent = new AtomicLong();
    private volatile long movedNanos = begunNanos;
    private volatile @Nullable IOException fault;
    private volatile @Nullable StudioException unreadable;
    private @Nullable Future<?> rest;

    private Upload(OutputStream out, Payload payload, long length) {
        this.out = out;
        this.payload = payload;
        this.length = length;
    }

    /// Writes `head` and the beginning of the body, and goes on beside the caller where there is more. A body that
    /// cannot be read on closes `connection`.
    ///
    /// @throws StudioException where the body’s file cannot be read, or ends before the length that was announced
    static Upload begin(OutputStream out, byte[] head, Payload payload, long length, AutoCloseable connection)
            throws IOException {
        var upload = new Upload(out, payload, length);
        InputStream body = payload.open();
        boolean more = false;
        try {
            byte[] first = upload.read(body, (int) Math.min(length, PIECE));
            byte[] both = Arrays.copyOf(head, head.length + first.length);
            System.arraycopy(first, 0, both, head.length, first.length);
            upload.write(both, first.length);
            more = upload.sent() < length && upload.fault == null;
        } finally {
            if (!more) body.close();
        }
        if (more) upload.rest = Tasks.beside("send", () -> upload.goOn(body, connection));
        return upload;
    }

    private @Nullable Void goOn(InputStream body, AutoCloseable connection) throws Exception {
        try (body) {
            while (sent() < length && fault == null) {
                byte[] piece = read(body, (int) Math.min(length - sent(), PIECE));
                write(piece, piece.length);
            }
        } catch (StudioException e) {
            // nobody can answer half a request: the reader must not wait
            unreadable = e;
            connection.close();
        }
        return null;
    }

    private byte[] read(InputStream body, int count) {
        try {
            byte[] piece = body.readNBytes(count);
            if (piece.length < count) throw new EOFException("the file became shorter");
            return piece;
        } catch (IOException e) {
            throw new StudioException(Problem.of("requestedit.body-file", String.valueOf(payload.file())), e);
        }
    }

    private void write(byte[] bytes, int ofBody) {
        try {
            out.write(bytes);
            sent.addAndGet(ofBody);
        } catch (IOException e) {
            // a server may answer before it has read all, and close: what it said is worth more
            fault = e;
        }
        movedNanos = System.nanoTime();
    }

    /// When something went out last, on [System#nanoTime]’s clock: the end of the body once it is out.
    long movedNanos() {
        return movedNanos;
    }

    long begunNanos() {
        return begunNanos;
    }

    @Nullable
    IOException fault() {
        return fault;
    }

    /// @throws StudioException where the body turned out to be unreadable
    void check() {
        StudioException failed = unreadable;
        if (failed != null) throw failed;
    }

    /// Waits until all is out, at most `millis` without a step forward; false where it stopped before.
    boolean finished(long millis) throws InterruptedException {
        Future<?> going = rest;
        while (going != null && !going.isDone()) {
            long left = millis - (System.nanoTime() - movedNanos) / 1_000_000;
            if (left <= 0) break;
            try {
                going.get(left, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // what it did is seen in what was sent
            }
        }
        return sent() == length;
    }

    /// Of the body, in bytes, as far as the system took them; `length` of all.
    long sent() {
        return sent.get();
    }

    long length() {
        return length;
    }

    void stop() {
        if (rest != null) rest.cancel(true);
    }
}
