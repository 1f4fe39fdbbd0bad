package slipway.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.record.RecordingMeta.State;

/// Takes exchanges from event loops and writes them to a recording on a task of its own. It ends by itself when its
/// time, its quota or the disk is used up.
public final class Recorder implements AutoCloseable {
    static final int QUEUED = 8_192;
    static final long QUEUED_BYTES = 64L << 20;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final long TELL_NANOS = 1_000_000_000L;

    private final Path folder;
    private final Queue<Exchange> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Semaphore news = new Semaphore(0);
    private final Live<RecordingMeta> meta;
    private final RecordingWriter writer;
    private final Tasks.Task task;
    private final long begun = System.nanoTime();
    private long told = begun;
    private volatile boolean open = true;

    private Recorder(Path folder, RecordingMeta begun, RecordingWriter.Opening opening, Tasks tasks)
            throws IOException {
        this.folder = folder;
        meta = new Live<>(begun);
        writer = new RecordingWriter(folder, begun.ask().redaction(), opening);
        task = tasks.quiet("record " + folder.getFileName(), progress -> run());
    }

    /// Begins the recording that was asked for in `folder`; nothing may stand in it but the asking.
    ///
    /// @throws StudioException `record.failed` where it cannot be written
    public static Recorder start(Path folder, RecordingMeta.Ask ask, Tasks tasks) {
        return start(folder, ask, tasks, RecordingWriter::file);
    }

    static Recorder start(Path folder, RecordingMeta.Ask ask, Tasks tasks, RecordingWriter.Opening opening) {
        RecordingMeta begun = RecordingMeta.asked(ask).begun(System.currentTimeMillis());
        try {
            Files.createDirectories(folder);
            begun.write(folder);
            return new Recorder(folder, begun, opening, tasks);
        } catch (IOException e) {
            throw new StudioException(Problem.of("record.failed", folder, reason(e)), e);
        }
    }

    /// Takes it over without waiting; where more waits than may, it is dropped and counted.
    public void offer(Exchange exchange) {
        if (!open) return;
        long weight = exchange.weight();
        if (queued.get() >= QUEUED || queuedBytes.get() + weight > QUEUED_BYTES) {
            dropped.incrementAndGet();
            return;
        }
        queued.incrementAndGet();
        queuedBytes.addAndGet(weight);
        queue.add(exchange);
        if (news.availablePermits() == 0) news.release();
    }

    /// How far it is, about once a second, and how it ended.
    public Live<RecordingMeta> meta() {
        return meta;
    }

    public boolean over() {
        return meta.get().state().over();
    }

    /// Whether nothing waits.
    boolean idle() {
        return queue.isEmpty();
    }

    private void run() {
        State end;
        String why = null;
        try {
            end = write();
        } catch (InterruptedException e) {
            end = drain();
        } catch (IOException e) {
            end = diskFull(e) ? State.DISK_FULL : State.FAILED;
            why = reason(e);
        } catch (RuntimeException e) {
            end = State.FAILED;
            why = String.valueOf(e);
            System.getLogger(Recorder.class.getName()).log(System.Logger.Level.WARNING, folder.toString(), e);
        }
        open = false;
        finish(end, why);
    }

    /// Until something ends it; answers what.
    private State write() throws IOException, InterruptedException {
        while (true) {
            State full = drained();
            if (full != null) return full;
            writer.flush();
            if (timeIsUp()) open = false;
            if (!open && queue.isEmpty()) return State.DONE;
            if (System.nanoTime() - told >= TELL_NANOS) tell();
            if (tightDisk()) return State.DISK_FULL;
            if (news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) news.drainPermits();
        }
    }

    private boolean timeIsUp() {
        long limit = meta.get().ask().forMillis();
        return limit > 0 && System.nanoTime() - begun >= limit * 1_000_000L;
    }

    /// Writes what waits; answers the state that ended it early.
    private @Nullable State drained() throws IOException {
        Quota quota = meta.get().ask().quota();
        for (Exchange next = queue.poll(); next != null; next = queue.poll()) {
            long weight = next.weight();
            queued.decrementAndGet();
            queuedBytes.addAndGet(-weight);
            if (writer.counts().exchanges() >= quota.exchanges()
                    || writer.counts().bytes() + weight > quota.bytes()) {
                return State.QUOTA;
            }
            if (timeIsUp()) open = false;
            writer.append(next, Math.max(0, next.startNanos() - begun));
            if (System.nanoTime() - told >= TELL_NANOS) {
                tell();
                if (tightDisk()) return State.DISK_FULL;
            }
        }
        return null;
    }

    /// What had come before the studio ended is written all the same.
    private State drain() {
        open = false;
        try {
            State full = drained();
            return full == null ? State.DONE : full;
        } catch (IOException e) {
            return diskFull(e) ? State.DISK_FULL : State.FAILED;
        }
    }

    private boolean tightDisk() throws IOException {
        return Files.getFileStore(folder).getUsableSpace() < meta.get().ask().quota().keepFree();
    }

    private void tell() throws IOException {
        told = System.nanoTime();
        meta.update(old -> old.with(writer.written().withDropped(dropped.get())));
        try {
            meta.get().write(folder);
        } catch (StudioException e) {
            if (e.getCause() instanceof IOException cause) throw cause;
            throw e;
        }
    }

    private void finish(State end, @Nullable String why) {
        State how = end;
        String reason = why;
        try {
            writer.close();
        } catch (IOException e) {
            // the first failure says more than those that follow from it
            if (why == null) {
                how = diskFull(e) ? State.DISK_FULL : State.FAILED;
                reason = reason(e);
            }
        }
        dropped.addAndGet(writer.lost());
        State last = how;
        String said = reason;
        meta.update(old -> old.with(writer.written().withDropped(dropped.get()))
                .over(last, System.currentTimeMillis(), said));
        queue.clear();
        try {
            meta.get().write(folder);
        } catch (StudioException e) {
            // readers count what stands in the index; the end itself is not needed for that
            System.getLogger(Recorder.class.getName()).log(System.Logger.Level.WARNING, folder.toString(), e);
        }
    }

    static boolean diskFull(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded")
                || message.contains("not enough space");
    }

    static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /// Ends it and waits until all that was taken over is written.
    @Override
    public void close() {
        open = false;
        news.release();
        try {
            if (!task.await(Duration.ofSeconds(10))) task.cancel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
