package slipway.engine.process;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;

/// A process with everything that came from it: its descendants and, on Linux, whoever is in its session or carries
/// the mark of its run in the environment, so that a grandchild whose parent has died is found too. Any thread.
final class ProcessTree {
    /// Variable that marks everything a run starts.
    static final String MARK = "SLIPWAY_RUN";

    private static final Duration LOOK = Duration.ofMillis(10);

    private final @Nullable ProcessHandle first;
    private final long root;
    private final String run;

    /// The tree of `run` under `first`, whose number `root` still names its session when it is gone itself (0 where
    /// no number is known).
    ProcessTree(@Nullable ProcessHandle first, long root, String run) {
        this.first = first;
        this.root = root;
        this.run = run;
    }

    /// Everything of it that is alive now.
    Set<ProcessHandle> members() {
        return members(ProcFs.seen());
    }

    /// The same of `seen`, which may be a little old: who came since may be missing.
    Set<ProcessHandle> members(List<ProcFs.Seen> seen) {
        var found = new LinkedHashSet<ProcessHandle>();
        if (first != null && ProcFs.alive(first)) {
            found.add(first);
            first.descendants().forEach(found::add);
        }
        for (ProcFs.Seen each : seen) {
            if (ours(each)) ProcessHandle.of(each.pid()).ifPresent(found::add);
        }
        found.remove(ProcessHandle.current());
        found.removeIf(handle -> !ProcFs.alive(handle));
        return found;
    }

    /// The mark alone proves it; a server that overwrites its environment (to change its title) is known by the
    /// session that only our run leads, for as long as no stranger has taken the leader's number.
    private boolean ours(ProcFs.Seen seen) {
        if (seen.run().equals(run)) return true;
        if (root <= 0 || seen.session() != root) return false;
        return seen.pid() == root || ProcFs.stat(root).isEmpty() || ProcFs.run(root).equals(run);
    }

    /// Asks all to end, waits at most `grace`, kills what is left; answers when nothing is. Interrupted, it kills at
    /// once and passes the interruption on.
    void end(Duration grace) throws InterruptedException {
        Set<ProcessHandle> all = members();
        all.forEach(ProcessHandle::destroy);
        try {
            long deadline = System.nanoTime() + grace.toNanos();
            while (anyAlive(all) && System.nanoTime() < deadline)
                Tasks.pause(LOOK);
        } finally {
            kill(all);
        }
    }

    /// Kills what is alive of `known` and of the tree, again until nothing new turns up (at most five seconds).
    void kill(Collection<ProcessHandle> known) {
        for (int round = 0; round < 250; round++) {
            var left = members();
            known.stream().filter(ProcFs::alive).forEach(left::add);
            if (left.isEmpty()) return;
            left.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(2 * LOOK.toNanos());
        }
    }

    private static boolean anyAlive(Collection<ProcessHandle> all) {
        return all.stream().anyMatch(ProcFs::alive);
    }
}
