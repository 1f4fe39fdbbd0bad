package slipway.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;

/// A file of lines that grows by what others offer without waiting: a task of its own writes it, in order. Beyond its
/// size it becomes `NAME.1`, and what does not fit into the queue is dropped and counted.
public final class LineLog<T> implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LineLog.class.getName());
    private static final int QUEUE = 8_192;

    private final Path file;
    private final long most;
    private final Function<T, String> line;
    private final ArrayBlockingQueue<Optional<T>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final LongAdder dropped = new LongAdder();
    private final Tasks.Task writer;
    private volatile boolean closing;

    /// @param most bytes of the file before it is rotated
    /// @param line the line of an entry, without its end; runs on the writing task
    public LineLog(Path file, long most, Tasks tasks, Function<T, String> line) {
        this.file = file;
        this.most = most;
        this.line = line;
        this.writer = tasks.quiet("write " + file.getFileName(), progress -> write());
    }

    /// Never waits.
    public void offer(T entry) {
        if (!queue.offer(Optional.of(entry))) dropped.increment();
    }

    /// Entries that there was no room for.
    public long dropped() {
        return dropped.sum();
    }

    private void write() throws InterruptedException {
        try {
            Files.createDirectories(file.getParent());
            while (!closing || !queue.isEmpty()) {
                Optional<T> first = queue.take();
                if (first.isPresent()) append(first.get());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, file.toString(), e);
            // nobody writes any more: what comes is dropped, and counted
        }
    }

    /// What waits goes out in one opening of the file.
    private void append(T first) throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size >= most) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            size = 0;
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE,
                StandardOpenOption.APPEND))) {
            @Nullable
            T next = first;
            while (next != null && size < most) {
                byte[] bytes = (line.apply(next) + "\n").getBytes(StandardCharsets.UTF_8);
                out.write(bytes);
                size += bytes.length;
                Optional<T> more = size < most ? queue.poll() : null;
                next = more == null ? null : more.orElse(null);
            }
        }
    }

    /// Writes what was offered before, for two seconds at most.
    @Override
    public void close() {
        closing = true;
        // wakes the writer; where there is no room for it, it is awake
        if (!queue.offer(Optional.empty())) LOG.log(System.Logger.Level.DEBUG, "full at its end: " + file);
        try {
            writer.await(java.time.Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.cancel();
    }
}
