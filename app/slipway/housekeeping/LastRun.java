package slipway.housekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Activity;
import slipway.base.StudioException;
import slipway.store.AtomicFiles;

/// `.slipway/session.json`, there while a studio drives the workspace: found at a start, the last one did not end by
/// itself. Owned by the studio that holds the workspace’s lock; any thread.
public final class LastRun implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LastRun.class.getName());
    private static final String FILE = "session.json";

    private final Path file;

    private LastRun(Path file) {
        this.file = file;
    }

    /// Who drove it: its process, where it was started, and when (epoch milliseconds).
    private record Session(long pid, String folder, long since) {}

    /// Tells `activity`, once, of a run that died, with the report that the Java machine left of it; from now on this
    /// run is the last.
    public static LastRun begin(Path state, CrashReports reports, Activity activity) {
        Path file = state.resolve(FILE);
        read(file).ifPresent(died -> tell(died, reports, activity));
        try {
            AtomicFiles.write(file, JsonMapper.shared().writeValueAsString(new Session(ProcessHandle.current().pid(),
                    Path.of("").toAbsolutePath().toString(), Instant.now().toEpochMilli())));
        } catch (StudioException e) {
            // a full disk: then the next start cannot tell
            LOG.log(System.Logger.Level.WARNING, file.toString(), e);
        }
        return new LastRun(file);
    }

    private static Optional<Session> read(Path file) {
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(JsonMapper.shared().readValue(Files.readString(file), Session.class));
        } catch (IOException | JacksonException e) {
            LOG.log(System.Logger.Level.INFO, file.toString(), e);
            return Optional.empty();
        }
    }

    private static void tell(Session died, CrashReports reports, Activity activity) {
        Optional<Path> report = fatal(died).flatMap(each -> adopted(each, reports));
        if (report.isPresent())
            activity.add(Activity.Outcome.BAD, "", "housekeeping.activity.crashed", report.get());
        else
            activity.add(Activity.Outcome.NEUTRAL, "", "housekeeping.activity.killed");
    }

    /// Where the Java machine puts its report: beside where it was started, else in the folder for temporary files.
    private static Optional<Path> fatal(Session died) {
        String name = "hs_err_pid" + died.pid + ".log";
        Instant since = Instant.ofEpochMilli(died.since).minus(Duration.ofSeconds(2));
        return List.of(Path.of(died.folder), Path.of(System.getProperty("java.io.tmpdir"))).stream().map(each -> each
                .resolve(name)).filter(each -> Files.isRegularFile(each)
                        && Instant.ofEpochMilli(each.toFile()
                                .lastModified()).isAfter(since))
                .findFirst();
    }

    private static Optional<Path> adopted(Path fatal, CrashReports reports) {
        try {
            return Optional.of(reports.adopt(fatal));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, fatal.toString(), e);
            return Optional.of(fatal);
        }
    }

    /// The studio ended as it should.
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, file.toString(), e);
        }
    }
}
