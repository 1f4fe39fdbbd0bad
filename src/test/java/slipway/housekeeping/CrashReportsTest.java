package slipway.housekeeping;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.StudioException;
import slipway.base.Tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Reports of what nobody foresaw, and of runs that died.
class CrashReportsTest {
    @TempDir
    private Path state;
    private final Tasks tasks = new Tasks();

    @AfterEach
    void end() {
        tasks.close();
    }

    private CrashReports reports() {
        return CrashReports.in(state);
    }

    @Test
    void aReportHasTheStackAndTheLastLinesAndNoSecret() throws Exception {
        Files.createDirectories(state.resolve("log"));
        Files.writeString(state.resolve("log/slipway.log.0"), "x".repeat(50_000)
                + "\nGET https://me:hunter2@host/\nlast line\n");
        reports().write("window", new IllegalStateException("password=hunter2", new RuntimeException("the cause")));
        String text = Files.readString(reports().list().getFirst());
        assertTrue(text.startsWith("Slipway ") && text.contains("In: window") && text.contains("the cause")
                && text.contains("CrashReportsTest") && text.contains("last line"), text);
        assertFalse(text.contains("hunter2"), text);
    }

    @Test
    void theSameFailureIsToldOfOnceAndSoManyStay() throws Exception {
        var reports = reports();
        for (int i = 0; i < 3; i++)
            reports.write("loop", new IllegalStateException("turn " + i));
        assertEquals(1, reports.list().size());
        for (int i = 0; i < CrashReports.KEPT + 5; i++)
            Files.writeString(state.resolve("crashes/crash-2020010%d-101010-%03d.txt".formatted(i % 9 + 1, i)), "old");
        reports().write("again", new IllegalArgumentException());
        List<Path> kept = reports.list();
        assertEquals(CrashReports.KEPT, kept.size());
        assertTrue(Files.readString(kept.getFirst()).contains("IllegalArgumentException"));
    }

    @Test
    void tasksTellOfWhatNobodyForesawAndOfNothingElse() throws Exception {
        var reports = reports();
        tasks.onUnforeseen(reports::write);
        assertTrue(tasks.quiet("known", progress -> {
            throw StudioException.of("spec.no-endpoint", "x");
        }).await(java.time.Duration.ofSeconds(10)));
        assertEquals(List.of(), reports.list());
        assertTrue(tasks.quiet("unknown", progress -> {
            throw new IllegalStateException("oh");
        }).await(java.time.Duration.ofSeconds(10)));
        assertTrue(Files.readString(reports.list().getFirst()).contains("In: unknown"));
    }

    @Test
    void aRunThatEndedAsItShouldIsNotSpokenOf() {
        var activity = new Activity();
        LastRun.begin(state, reports(), activity).close();
        LastRun.begin(state, reports(), activity).close();
        assertEquals(List.of(), activity.entries().get());
    }

    @Test
    void aRunThatDiedIsToldOfOnceWithTheReportThatJavaLeft() throws Exception {
        var activity = new Activity();
        // never closed, as after kill -9
        LastRun.begin(state, reports(), activity);
        Path fatal = Files.writeString(state.resolve("hs_err_pid4711.log"), "# A fatal error");
        Files.writeString(state.resolve("session.json"), "{\"pid\": 4711, \"folder\": \"" + state + "\", \"since\": "
                + (System.currentTimeMillis() - 60_000) + "}");
        LastRun.begin(state, reports(), activity).close();
        assertEquals(1, activity.entries().get().size());
        assertEquals(Activity.Outcome.BAD, activity.entries().get().getFirst().outcome());
        assertEquals("# A fatal error", Files.readString(reports().list().getFirst()));
        assertFalse(Files.exists(fatal));
        LastRun.begin(state, reports(), activity).close();
        assertEquals(1, activity.entries().get().size());
        Files.writeString(state.resolve("session.json"), "{\"pid\": 4712, \"folder\": \"/\", \"since\": 0}");
        LastRun.begin(state, reports(), activity).close();
        assertEquals("housekeeping.activity.killed", activity.entries().get().getFirst().key());
    }
}
