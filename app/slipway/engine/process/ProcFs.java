package slipway.engine.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// What Linux tells of processes under `/proc` that [ProcessHandle] does not; elsewhere it answers that it knows
/// nothing, and callers go by the handle alone. Any thread.
final class ProcFs {
    private static final Path PROC = Path.of("/proc");
    private static final boolean LINUX = Files.isReadable(PROC.resolve("self/stat"));

    private static @Nullable List<Seen> lately;
    private static long latelyAt;

    private ProcFs() {}

    /// A process: the run that started it, empty for none of ours that says so.
    record Seen(long pid, long session, String run) {}

    /// Fields of `/proc/PID/stat`; `startTicks` counts since boot.
    record Stat(char state, long session, String startTicks) {
        boolean zombie() {
            return state == 'Z' || state == 'X';
        }
    }

    static boolean linux() {
        return LINUX;
    }

    static Optional<Stat> stat(long pid) {
        if (!LINUX) return Optional.empty();
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            // the command name in brackets may hold anything, brackets and spaces too
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(new Stat(fields[0].charAt(0), Long.parseLong(fields[3]), fields[19]));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /// The same file, to be read again and again; null where there is none.
    static @Nullable FileChannel openStat(long pid) {
        if (!LINUX) return null;
        try {
            return FileChannel.open(PROC.resolve(pid + "/stat"), StandardOpenOption.READ);
        } catch (IOException e) {
            return null;
        }
    }

    /// Whether the beginning of such a file is that of a process which has ended and only waits to be collected.
    static boolean ended(ByteBuffer stat) {
        for (int i = stat.limit() - 3; i >= 0; i--)
            if (stat.get(i) == ')') return stat.get(i + 2) == 'Z' || stat.get(i + 2) == 'X';
        return false;
    }

    /// What tells the process from a later one of the same id: ticks since boot with the boot's id on Linux (exact,
    /// not moved by a corrected clock), else the start time in milliseconds. Empty when it is gone.
    static Optional<String> startMark(ProcessHandle handle) {
        if (LINUX) return stat(handle.pid()).filter(stat -> !stat.zombie()).map(s -> s.startTicks + "@" + bootId());
        return handle.info().startInstant().map(Instant::toEpochMilli).map(String::valueOf);
    }

    /// Whether it still runs; one that has ended and only waits to be collected does not.
    static boolean alive(ProcessHandle handle) {
        return handle.isAlive() && !stat(handle.pid()).map(Stat::zombie).orElse(false);
    }

    static List<Long> pids() {
        var found = new ArrayList<Long>();
        if (!LINUX) return found;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path one : all)
                found.add(Long.parseLong(String.valueOf(one.getFileName())));
        } catch (IOException | NumberFormatException e) {
            return found;
        }
        return found;
    }

    /// Every process, as it is now.
    static List<Seen> seen() {
        var found = new ArrayList<Seen>();
        for (long pid : pids())
            stat(pid).ifPresent(stat -> found.add(new Seen(pid, stat.session(), run(pid))));
        return found;
    }

    /// The same, at most a second old: meters that read one after the other need one walk, not one each.
    static synchronized List<Seen> seenLately() {
        long now = System.nanoTime();
        if (lately == null || now - latelyAt > 1_000_000_000L) {
            lately = seen();
            latelyAt = now;
        }
        return lately;
    }

    /// The run that started it, as its environment says; empty where that says none.
    static String run(long pid) {
        try {
            String all = "\0" + Files.readString(PROC.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1);
            int at = all.indexOf("\0" + ProcessTree.MARK + "=");
            if (at < 0) return "";
            int from = at + ProcessTree.MARK.length() + 2;
            int to = all.indexOf('\0', from);
            return all.substring(from, to < 0 ? all.length() : to);
        } catch (IOException e) {
            return ""; // somebody else's, or gone
        }
    }

    /// Its command line, word by word; empty where it is not told.
    static List<String> words(long pid) {
        try {
            return List.of(Files.readString(PROC.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1).split("\0"));
        } catch (IOException e) {
            return List.of(); // gone
        }
    }

    private static String bootId() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
