package slipway.base;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// How tasks end, and what the task centre remembers of them.
class TasksTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private final Tasks tasks = new Tasks();

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    void cancelledTaskEndsCancelled() throws InterruptedException {
        Tasks.Task task = tasks.start("task.working", List.of(), progress -> new CountDownLatch(1).await());
        tasks.cancel(task.id());
        assertTrue(task.await(LIMIT));
        assertEquals(Tasks.State.CANCELLED, tasks.shown().get().getFirst().state());
    }

    @Test
    void failureKeepsItsProblem() throws InterruptedException {
        Tasks.Task task = tasks.start("task.working", List.of(), progress -> {
            throw StudioException.of("base.unforeseen", "x", "y");
        });
        assertTrue(task.await(LIMIT));
        Tasks.View view = tasks.shown().get().getFirst();
        assertEquals(Tasks.State.FAILED, view.state());
        assertEquals("base.unforeseen", Objects.requireNonNull(view.problem()).code());
    }

    @Test
    void anErrorEndsTheTaskAsFailed() throws InterruptedException {
        Tasks.Task task = tasks.start("task.working", List.of(), progress -> {
            throw new AssertionError("seeded");
        });
        assertTrue(task.await(LIMIT));
        assertEquals(Tasks.State.FAILED, tasks.shown().get().getFirst().state());
    }

    @Test
    void endedTasksAreKeptToTheLimitAndRunningOnesAlways() throws InterruptedException {
        Tasks.Task running = tasks.start("task.working", List.of(), progress -> new CountDownLatch(1).await());
        for (int i = 0; i < Tasks.KEPT + 10; i++) {
            assertTrue(tasks.start("task.working", List.of(), progress -> {}).await(LIMIT));
        }
        List<Tasks.View> shown = tasks.shown().get();
        assertEquals(Tasks.KEPT, shown.stream().filter(view -> view.state() == Tasks.State.DONE).count());
        assertTrue(shown.stream().anyMatch(view -> view.id() == running.id()));
    }

    @Test
    void loopGoesOnAfterAFailingStepAndEndsOnClose() {
        var steps = new AtomicInteger();
        Tasks.Task loop = tasks.every(Duration.ofMillis(1), "loop", () -> {
            if (steps.incrementAndGet() == 1) throw new IllegalStateException("seeded");
        });
        await().atMost(LIMIT).until(() -> steps.get() > 2);
        tasks.close();
        await().atMost(LIMIT).until(() -> loop.await(Duration.ZERO));
    }
}
