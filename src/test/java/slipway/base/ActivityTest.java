package slipway.base;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.base.Activity.Entry;
import slipway.base.Activity.Kind;
import slipway.base.Activity.Outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ActivityTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Tasks tasks = new Tasks();
    private final Activity activity = new Activity();

    @AfterEach
    void end() {
        tasks.close();
    }

    private Entry newest() {
        return activity.entries().get().getFirst();
    }

    private void ran(String title, Tasks.Body body) throws InterruptedException {
        assertTrue(tasks.start(title, List.of("iris/blue"), body).await(LIMIT));
    }

    @Test
    void everyShownTaskEntersWithItsOutcomeItsCallsAndItsTwin() throws InterruptedException {
        activity.follow(tasks);
        ran("deploy.task.stop", progress -> {
            Deed.twin("slipway down --token=abcdef");
            Deed.called("GET", "/containers/json", 200, 5);
            Deed.called("GET", "/containers/json", 200, 7);
            // what the action starts belongs to it
            var called = new CountDownLatch(1);
            tasks.quiet("inner", inner -> {
                Deed.called("POST", "/containers/1/stop?password=hunter2", 304, 9);
                called.countDown();
            });
            called.await();
        });
        assertEquals(Outcome.GOOD, newest().outcome());
        assertEquals(Kind.DEPLOYMENT, newest().kind());
        assertEquals("iris/blue", newest().subject());
        assertEquals("slipway down --token=•••", newest().command());
        assertTrue(newest().nanos() > 0);
        assertEquals(List.of(new Deed.Call("GET", "/containers/json", 200, 7, 2),
                new Deed.Call("POST", "/containers/1/stop?password=•••", 304, 9, 1)), newest().calls().kept());
        ran("deploy.task.deploy", progress -> {
            throw StudioException.of("deploy.keeps-dying", "iris/blue", 5, "Authorization: Bearer abcdefghijk");
        });
        assertEquals(Outcome.BAD, newest().outcome());
        Problem problem = newest().problem();
        assertNotNull(problem);
        assertFalse(problem.why().contains("abcdefghijk"), problem.why());
        assertEquals(2, activity.entries().get().size());
    }

    @Test
    void whatATaskTellsOfItselfIsNotToldTwice() throws InterruptedException {
        activity.follow(tasks);
        ran("deploy.task.deploy", progress -> {
            Deed.called("POST", "/containers/create", 201, 5);
            activity.add(Outcome.GOOD, "2 s", "deploy.activity.ready", "iris/blue");
        });
        assertEquals(1, activity.entries().get().size());
        assertEquals("deploy.activity.ready", newest().key());
        assertEquals(1, newest().calls().kept().size());
    }

    @Test
    void callsAfterTheEndAreNobodys() throws InterruptedException {
        activity.follow(tasks);
        var over = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        ran("deploy.task.stop", progress -> tasks.quiet("late", late -> {
            over.await();
            Deed.called("GET", "/late", 200, 1);
            activity.add(Outcome.BAD, "", "deploy.activity.unhealthy", "iris/blue");
            asked.countDown();
        }));
        over.countDown();
        asked.await();
        assertTrue(newest().calls().kept().isEmpty());
        assertEquals(0, newest().nanos());
    }

    @Test
    void olderOnesGoBehindAndNobodyElsesNumberChanges() {
        activity.add(Outcome.GOOD, "", "deploy.activity.stopped", "a/b");
        activity.add(Outcome.GOOD, "", "deploy.activity.stopped", "c/d");
        List<Entry> older = activity.entries().get();
        var next = new Activity();
        next.add(Outcome.GOOD, "", "deploy.activity.stopped", "e/f");
        next.restore(older);
        next.add(Outcome.GOOD, "", "deploy.activity.stopped", "g/h");
        assertEquals(List.of(2L, 1L, 0L, -1L), next.entries().get().stream().map(Entry::id).toList());
        assertEquals("g/h", next.entries().get().getFirst().subject());
    }
}
