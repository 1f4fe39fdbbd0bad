package slipway.ui.lab;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Deed;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.compare.ShadowView;
import slipway.compare.Tolerance;
import slipway.load.ReplayPlan;
import slipway.load.ReplayReport;
import slipway.load.ReplaySession;
import slipway.load.Replayer;
import slipway.record.Entry;
import slipway.record.Recording;
import slipway.record.Recordings;

/// One replay from its start to its end: runs on a task of its own, and is read by the page a few times a second.
final class ReplayRun {
    private final String recording;
    private final List<String> asked;
    private volatile @Nullable Seen seen;
    private volatile @Nullable Problem problem;
    private volatile boolean over;
    private Tasks.@Nullable Task task;

    /// What came of it so far; `left` are requests that cannot be sent again.
    record Seen(ReplayReport report, ShadowView agreement, long left) {}

    private ReplayRun(String recording, List<String> asked) {
        this.recording = recording;
        this.asked = asked;
    }

    /// @param asked who is asked, in words
    /// @param twin  the command that asks for the same
    static ReplayRun start(Tasks tasks, Recordings recordings, String name, List<String> asked, ReplayPlan plan,
            String twin) {
        var run = new ReplayRun(name, asked);
        run.task = tasks.start("lab.replay.task", List.of(name), progress -> {
            Deed.twin(twin);
            Recording recording = recordings.open(name);
            var session = new ReplaySession(recording, Tolerance.STRICT);
            try (Replayer replayer = new Replayer(); Stream<Entry> entries = recording.entries()) {
                run.see(session, replayer.run(plan, session.items(entries), session::answered, progress,
                        part -> run.see(session, part)));
            } catch (StudioException e) {
                run.problem = e.problem();
                throw e;
            } finally {
                run.over = true;
            }
        });
        return run;
    }

    private void see(ReplaySession session, ReplayReport report) {
        seen = new Seen(report, session.view(), session.skipped());
    }

    String recording() {
        return recording;
    }

    /// Whatever is chosen meanwhile.
    List<String> asked() {
        return asked;
    }

    void stop() {
        if (task != null) task.cancel();
    }

    boolean over() {
        return over;
    }

    /// The newest; null before the first.
    @Nullable
    Seen seen() {
        return seen;
    }

    @Nullable
    Problem problem() {
        return problem;
    }
}
