package slipway.base;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/// The only maker of threads for feature code: one virtual thread a piece of work, cancelled by interruption.
///
/// Shown tasks stand in [#shown], newest first, finished ones kept to [#KEPT]; quiet ones (loops, pumps) do not.
public final class Tasks implements AutoCloseable {
    /// How many finished tasks the task centre remembers.
    public static final int KEPT = 50;

    private final Live<List<View>> shown = new Live<>(List.of());
    private final AtomicLong ids = new AtomicLong();
    private final List<BiConsumer<View, Deed>> ends = new CopyOnWriteArrayList<>();
    private final Set<Task> running = ConcurrentHashMap.newKeySet();
    private volatile BiConsumer<String, Throwable> unforeseen = (where, failure) -> {};

    /// Where a shown task stands.
    public enum State {
        RUNNING, DONE, FAILED, CANCELLED
    }

    /// A shown task as it is now; `title` is a text key.
    public record View(long id, String title, List<Object> args, State state, Progress.@Nullable Report progress,
            Instant started, @Nullable Instant ended, @Nullable Problem problem) {
        public String text() {
            return Text.of(title, args.toArray());
        }
    }

    /// What a task does; it ends early when interrupted.
    @FunctionalInterface
    public interface Body {
        void run(Progress progress) throws InterruptedException;
    }

    public Live<List<View>> shown() {
        return shown;
    }

    /// Runs `body` as a task that the task centre shows under the text `title`.
    public Task start(String title, List<Object> args, Body body) {
        long id = ids.incrementAndGet();
        var first = new View(id, title, List.copyOf(args), State.RUNNING, null, Instant.now(), null, null);
        shown.update(list -> {
            var next = new ArrayList<View>(list.size() + 1);
            next.add(first);
            next.addAll(list);
            return List.copyOf(next);
        });
        var progress = new Progress(report -> change(id, v -> new View(v.id, v.title, v.args, v.state, report,
                v.started, v.ended, v.problem)));
        return launch(id, "task-" + id + "-" + title, () -> {
            Deed deed = Deed.begin();
            View ended = first;
            try {
                body.run(progress);
                ended = end(first, State.DONE, null);
            } catch (InterruptedException e) {
                ended = end(first, State.CANCELLED, null);
            } catch (RuntimeException | Error e) {
                // an Error too: a task that died must not stand there as running
                log(title, e);
                ended = end(first, State.FAILED, StudioException.problemOf(e));
            } finally {
                told(ended, deed);
            }
        });
    }

    /// Calls `listener` with every shown task that has ended, on its thread, until the answer is closed.
    Live.Subscription onEnd(BiConsumer<View, Deed> listener) {
        ends.add(listener);
        return () -> ends.remove(listener);
    }

    private void told(View ended, Deed deed) {
        ends.forEach(listener -> listener.accept(ended, deed));
        deed.end();
    }

    /// Runs `body` without showing it; a failure is logged.
    public Task quiet(String name, Body body) {
        return launch(ids.incrementAndGet(), name, () -> {
            try {
                body.run(Progress.NONE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log(name, e);
            } catch (Error e) {
                log(name, e);
                throw e;
            }
        });
    }

    /// From now on `listener` gets what nobody foresaw, with where it happened, on the thread where it did.
    public void onUnforeseen(BiConsumer<String, Throwable> listener) {
        unforeseen = listener;
    }

    /// Tells of a failure that nobody foresaw in `where`, which is no task of these.
    public void unforeseen(String where, Throwable failure) {
        unforeseen.accept(where, failure);
    }

    /// A problem is shown where the person looks and needs a line here; the unforeseen needs its stack.
    private void log(String name, Throwable failure) {
        if (failure instanceof StudioException known) {
            Log.OWN.log(System.Logger.Level.INFO, name + ": " + known.getMessage());
        } else {
            Log.OWN.log(System.Logger.Level.WARNING, name, failure);
            unforeseen.accept(name, failure);
        }
    }

    /// Runs `step` again and again with about `pause` between, see [Beat]; a failing step is logged and the loop goes on.
    public Task every(Duration pause, String name, Runnable step) {
        return quiet(name, progress -> {
            while (true) {
                try {
                    step.run();
                } catch (RuntimeException e) {
                    Log.OWN.log(System.Logger.Level.WARNING, name, e);
                    if (!(e instanceof StudioException)) unforeseen.accept(name, e);
                }
                Beat.await(pause);
            }
        });
    }

    /// Runs `work` on a thread of its own and waits at most `limit` for its answer; for calls that know no limit
    /// themselves. Past the limit, and when the caller is interrupted, `work` is interrupted and left behind.
    public static <T extends @Nullable Object> T within(Duration limit, String name, Callable<T> work)
            throws Exception {
        var answer = new FutureTask<T>(work);
        Thread.ofVirtual().name(name).start(answer);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | TimeoutException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /// Runs `work` on a thread of its own beside the caller, who waits for its answer or cancels it (by interruption).
    public static <T extends @Nullable Object> Future<T> beside(String name, Callable<T> work) {
        var answer = new FutureTask<T>(work);
        Thread.ofVirtual().name(name).start(answer);
        return answer;
    }

    /// Waits on the calling task; the only place where feature code sleeps.
    public static void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    /// Cancels the shown task `id`; unknown or ended ones are left alone.
    public void cancel(long id) {
        running.stream().filter(task -> task.id == id).forEach(Task::cancel);
    }

    /// Interrupts everything and waits at most five seconds for it to end.
    @Override
    public void close() {
        running.forEach(Task::cancel);
        Instant deadline = Instant.now().plusSeconds(5);
        try {
            for (Task task : List.copyOf(running)) {
                if (!task.await(Duration.between(Instant.now(), deadline))) {
                    Log.OWN.log(System.Logger.Level.WARNING, "still running at the end: " + task.name);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Runs `work` when the JVM is asked to end (Ctrl-C, SIGTERM) or ends by itself; the JVM waits for it.
    public static void atShutdown(String name, Runnable work) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name(name).unstarted(work));
    }

    private Task launch(long id, String name, Runnable work) {
        var task = new Task(id, name);
        running.add(task);
        task.thread = Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                work.run();
            } finally {
                running.remove(task);
                task.ended.countDown();
            }
        });
        task.thread.start();
        return task;
    }

    private View end(View first, State state, @Nullable Problem problem) {
        Instant now = Instant.now();
        change(first.id, v -> new View(v.id, v.title, v.args, state, v.progress, v.started, now, problem));
        shown.update(Tasks::trim);
        // from the beginning: where many others ended meanwhile, it is not listed any more
        return new View(first.id, first.title, first.args, state, null, first.started, now, problem);
    }

    /// Running ones all stay; of the ended ones the newest [#KEPT].
    private static List<View> trim(List<View> list) {
        var next = new ArrayList<View>(list.size());
        int ended = 0;
        for (View view : list) {
            if (view.state == State.RUNNING || ++ended <= KEPT) next.add(view);
        }
        return List.copyOf(next);
    }

    private void change(long id, UnaryOperator<View> step) {
        shown.update(list -> list.stream().map(view -> view.id == id ? step.apply(view) : view).toList());
    }

    /// A running piece of work.
    public static final class Task {
        private final long id;
        private final String name;
        private final CountDownLatch ended = new CountDownLatch(1);
        private @Nullable Thread thread;

        private Task(long id, String name) {
            this.id = id;
            this.name = name;
        }

        public long id() {
            return id;
        }

        public void cancel() {
            if (thread != null) thread.interrupt();
        }

        /// Waits until the work has ended; false when `limit` came first.
        public boolean await(Duration limit) throws InterruptedException {
            return ended.await(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    /// Made when something is said: the first logger of a process looks into every jar of the class path, a tenth of a
    /// second of each start.
    private static final class Log {
        static final System.Logger OWN = System.getLogger(Tasks.class.getName());
    }
}
