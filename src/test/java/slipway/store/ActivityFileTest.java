package slipway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Activity.Outcome;
import slipway.base.Gate;
import slipway.base.Problem;
import slipway.base.Tasks;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class ActivityFileTest {
    @TempDir
    Path folder;
    private final Tasks tasks = new Tasks();

    @AfterEach
    void end() {
        tasks.close();
    }

    private static List<String> texts(Activity activity) {
        return activity.entries().get().stream().map(Activity.Entry::text).toList();
    }

    @Test
    void aRestartKeepsAllAndHalfALineOfAKilledStudioCostsOnlyItself() throws IOException {
        var first = new Activity();
        try (var _ = ActivityFile.open(folder, first, tasks, Gate.opened())) {
            first.did("slipway up", "2 s", "deploy.activity.ready", List.of("iris/blue"));
            first.failed(Problem.of("deploy.keeps-dying", "iris/blue", 5, "password=hunter2"),
                    "deploy.activity.failed", "iris/blue", "x");
        }
        Path kept = folder.resolve(ActivityFile.NAME);
        assertFalse(Files.readString(kept).contains("hunter2"));
        Files.writeString(kept, "{\"at\":\"2026-01-01T", StandardOpenOption.APPEND);
        var second = new Activity();
        try (var _ = ActivityFile.open(folder, second, tasks, Gate.opened())) {
            await().until(() -> texts(second).equals(texts(first)));
            assertEquals(List.of(0L, -1L), second.entries().get().stream().map(Activity.Entry::id).toList());
            second.add(Outcome.NEUTRAL, "", "deploy.activity.stopped", "iris/blue");
        }
        var third = new Activity();
        try (var _ = ActivityFile.open(folder, third, tasks, Gate.opened())) {
            await().until(() -> third.entries().get().size() == 3);
            assertEquals(texts(second), texts(third));
        }
    }

    @Test
    void whatComesBeforeOlderOnesAreReadIsWrittenOnce() {
        var first = new Activity();
        try (var _ = ActivityFile.open(folder, first, tasks, Gate.opened())) {
            for (int i = 0; i < 200; i++)
                first.add(Outcome.GOOD, "", "deploy.activity.stopped", "old/" + i);
        }
        var second = new Activity();
        second.add(Outcome.GOOD, "", "deploy.activity.stopped", "new/before");
        try (var _ = ActivityFile.open(folder, second, tasks, Gate.opened())) {
            second.add(Outcome.GOOD, "", "deploy.activity.stopped", "new/at-once");
            await().until(() -> second.entries().get().size() == 202);
            second.add(Outcome.GOOD, "", "deploy.activity.stopped", "new/later");
        }
        List<String> kept = ActivityFile.read(folder).stream().map(Activity.Entry::subject).toList();
        assertEquals(List.of("new/later", "new/at-once", "new/before", "old/199"), kept.subList(0, 4));
        assertEquals(203, kept.size());
    }

    @Test
    void whatIsNoEntryIsPassedOverAndTheOlderFileComesFirst() throws IOException {
        var one = new Activity();
        try (var _ = ActivityFile.open(folder, one, tasks, Gate.opened())) {
            one.add(Outcome.GOOD, "", "deploy.activity.stopped", "old/one");
        }
        Path kept = folder.resolve(ActivityFile.NAME);
        Files.move(kept, folder.resolve(ActivityFile.NAME + ".1"));
        Files.write(kept, new byte[]{(byte) 0xff, '\n', '4', '2', '\n', '{', '}', '\n'});
        var two = new Activity();
        try (var _ = ActivityFile.open(folder, two, tasks, Gate.opened())) {
            two.add(Outcome.GOOD, "", "deploy.activity.stopped", "new/one");
        }
        List<Activity.Entry> all = ActivityFile.read(folder);
        assertEquals(List.of("new/one", "old/one"), all.stream().map(Activity.Entry::subject).toList());
    }
}
