package slipway.engine.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

import slipway.engine.Usage;

/// Reads what one process tree uses, through oshi. Any thread, one at a time.
final class UsageMeter {
    // looking for children costs a walk over all processes; they come and go seldom
    private static final long TREE_NANOS = 30_000_000_000L;

    private final ProcessTree tree;
    private final Map<Integer, OSProcess> processes = new HashMap<>();
    private final Map<Integer, Long> busy = new HashMap<>();
    private long treeReadAt;
    private long readAt;

    UsageMeter(ProcessTree tree) {
        this.tree = tree;
    }

    /// oshi is slow to load, and only the first reading needs it.
    private static final class Lazy {
        static final OperatingSystem SYSTEM = new SystemInfo().getOperatingSystem();
    }

    synchronized Usage read() {
        refresh();
        if (processes.isEmpty()) return Usage.NONE;
        long now = System.nanoTime();
        long memory = 0;
        long worked = 0;
        for (OSProcess process : processes.values()) {
            memory += process.getResidentMemory();
            long used = process.getKernelTime() + process.getUserTime();
            Long before = busy.put(process.getProcessID(), used);
            worked += used - (before == null ? 0 : before);
        }
        double cpu = readAt == 0 ? Double.NaN : Math.max(0, worked * 1e6 / Math.max(1, now - readAt));
        readAt = now;
        return new Usage(System.currentTimeMillis(), cpu, memory);
    }

    /// Resident bytes of the whole tree now.
    synchronized long memory() {
        refresh();
        return processes.values().stream().mapToLong(OSProcess::getResidentMemory).sum();
    }

    private void refresh() {
        long now = System.nanoTime();
        if (treeReadAt == 0 || now - treeReadAt > TREE_NANOS) {
            treeReadAt = now;
            Set<ProcessHandle> members = tree.members(ProcFs.seenLately());
            members.forEach(handle -> processes.computeIfAbsent((int) handle.pid(), UsageMeter::of));
        }
        processes.values().removeIf(process -> !process.updateAttributes());
        busy.keySet().retainAll(processes.keySet());
    }

    private static @Nullable OSProcess of(int pid) {
        return Lazy.SYSTEM.getProcess(pid);
    }
}
