package slipway.housekeeping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import slipway.base.Masked;
import slipway.base.SecretHeaders;
import slipway.base.Secrets;
import slipway.base.Stacks;
import slipway.base.StudioException;
import slipway.base.Version;
import slipway.store.AtomicFiles;

/// Reports of failures that nobody foresaw, `.slipway/crashes/crash-TIME.txt`: versions, the stack and the last lines of
/// the studio’s log, secrets masked. They stay on this machine. Any thread.
public final class CrashReports {
    /// So many stay; the oldest go first.
    public static final int KEPT = 20;

    private static final System.Logger LOG = System.getLogger(CrashReports.class.getName());
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS")
            .withZone(ZoneOffset.UTC);
    private static final int LAST_LINES = 100;
    private static final int LONGEST_LINE = 600;
    /// What a line of the log takes at most, times their number.
    private static final int LAST_BYTES = 40_000;

    private final Path folder;
    private final Path logs;
    private volatile Supplier<String> engines = () -> "–";
    /// A loop that fails goes on failing: each failure is told of once a run.
    private final Set<String> known = new HashSet<>();

    /// @param logs folder of the studio’s own log
    public CrashReports(Path folder, Path logs) {
        this.folder = folder;
        this.logs = logs;
    }

    /// Writes what is known of `failure` in `where`; what cannot be written is logged and nothing more.
    public void write(String where, Throwable failure) {
        String stack = Stacks.of(failure);
        if (!isNew(failure)) return;
        try {
            Instant now = Instant.now();
            AtomicFiles.write(folder.resolve("crash-" + STAMP.format(now) + ".txt"), text(now, where, stack));
            trim();
        } catch (StudioException | IOException e) {
            LOG.log(System.Logger.Level.WARNING, folder.toString(), e);
        }
    }

    /// By its kind and where it was thrown: its message may differ each time.
    private synchronized boolean isNew(Throwable failure) {
        StackTraceElement[] at = failure.getStackTrace();
        return known.size() < KEPT && known.add(failure.getClass().getName() + (at.length == 0 ? "" : at[0]));
    }

    private String text(Instant now, String where, String stack) {
        return String.join("\n", "Slipway " + Version.NUMBER, "Time: " + now, "In: " + where,
                "System: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System
                        .getProperty("os.arch"),
                "Java: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                "Engines: " + engines.get(), "", masked(stack), "Last lines of the log:", masked(lastLines()));
    }

    /// Line by line, and of a long one its beginning: somebody is to read it.
    private static String masked(String text) {
        return Secrets.withoutBlocks(text, SecretHeaders.MASK).lines()
                .map(line -> Masked.text(line.length() > LONGEST_LINE
                        ? line.substring(0, LONGEST_LINE) + "…"
                        : line))
                .collect(Collectors.joining("\n")) + "\n";
    }

    /// What names the engines and their versions, for reports to come.
    public void engines(Supplier<String> names) {
        engines = names;
    }

    private String lastLines() {
        Path newest = newest().orElse(null);
        if (newest == null) return "";
        try (var in = Files.newInputStream(newest)) {
            in.skipNBytes(Math.max(0, Files.size(newest) - LAST_BYTES));
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())) + "\n";
        } catch (IOException e) {
            return e + "\n";
        }
    }

    private Optional<Path> newest() {
        try (Stream<Path> all = Files.list(logs)) {
            return all.filter(each -> each.getFileName().toString().matches("slipway\\.log(?:\\.\\d+)*"))
                    .max(Comparator.comparingLong(each -> each.toFile().lastModified()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Takes over a report that the Java machine itself wrote as it died; answers where it is now.
    Path adopt(Path fatal) throws IOException {
        Files.createDirectories(folder);
        Path own = folder.resolve("hs_err-" + STAMP.format(Files.getLastModifiedTime(fatal).toInstant()) + ".log");
        Files.copy(fatal, own, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(fatal);
        trim();
        return own;
    }

    private void trim() throws IOException {
        List<Path> all = list();
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size()))
            Files.deleteIfExists(old);
    }

    /// All reports, the newest first.
    public List<Path> list() throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> each.getFileName().toString().matches("(?:crash|hs_err)-.*\\.(?:txt|log)"))
                    .sorted(Comparator.comparing((Path each) -> time(each)).reversed()).toList();
        }
    }

    /// The reports of the workspace whose state stands in `state`.
    public static CrashReports in(Path state) {
        return new CrashReports(state.resolve("crashes"), state.resolve("log"));
    }

    private static String time(Path report) {
        return report.getFileName().toString().replaceFirst("^[a-z_]+-", "");
    }
}
