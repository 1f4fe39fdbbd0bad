package slipway.engine.process;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.engine.Engine;
import slipway.engine.EngineInfo;
import slipway.engine.Instance;
import slipway.engine.LogFiles;
import slipway.engine.Workload;

/// The embedded engine: runs a workload as a process of this machine, without Docker. Any thread; calls block shortly.
///
/// Each process is recorded in the state folder (just before its start, and with its number right after), writes its
/// log to files itself, and carries a mark: so a studio that was killed finds again what still runs, and what it
/// cannot use it ends.
public final class ProcessEngine implements Engine {
    public static final String ID = "embedded";

    private static final System.Logger LOG = System.getLogger(ProcessEngine.class.getName());
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

    private final Path stateFolder;
    private final Tasks tasks;
    private final ProcessRecords records;
    private final LogFiles logs;
    private final Set<ProcessInstance> running = ConcurrentHashMap.newKeySet();

    /// An engine that keeps `processes/`, `logs/` and `work/` under `stateFolder`.
    public ProcessEngine(Path stateFolder, Tasks tasks) {
        this.stateFolder = stateFolder.toAbsolutePath();
        this.tasks = tasks;
        this.records = new ProcessRecords(this.stateFolder.resolve("processes"));
        this.logs = new LogFiles(this.stateFolder.resolve("logs"));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(ID, Text.of("engine.embedded.title"), true,
                Text.of("engine.embedded.detail", System.getProperty("java.version")));
    }

    @Override
    public Instance launch(Workload workload, Progress progress) throws InterruptedException {
        int port = port(workload);
        List<String> argv = CommandLine.argv(workload, port);
        String run = UUID.randomUUID().toString();
        LogFiles.Pair files = logs.open(workload.key(), workload.revision(), workload.replica(),
                running.stream().map(instance -> Path.of(instance.record().out())).toList());
        var builder = new ProcessBuilder(argv);
        builder.directory(workFolder(workload));
        builder.environment().clear();
        builder.environment().putAll(CommandLine.environment(workload, port, run));
        builder.redirectInput(ProcessBuilder.Redirect.from(nothing()));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(files.out().toFile()));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(files.err().toFile()));
        ProcessRecord intended = ProcessRecord.intended(workload, run, URI.create("http://127.0.0.1:" + port),
                files.out(), files.err());
        records.write(intended);
        return begin(builder, intended);
    }

    private ProcessInstance begin(ProcessBuilder builder, ProcessRecord intended) {
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            records.delete(intended);
            throw new StudioException(Problem.of("engine.start-failed", intended.key(), String.valueOf(e.getMessage())),
                    e);
        }
        ProcessHandle handle = process.toHandle();
        ProcessRecord record = intended.started(handle.pid(), ProcFs.startMark(handle).orElse(""));
        var instance = new ProcessInstance(record, handle, tasks);
        running.add(instance);
        try {
            records.write(record);
        } catch (StudioException e) {
            new ProcessTree(handle, handle.pid(), record.run()).kill(List.of());
            running.remove(instance);
            throw e;
        }
        instance.watch(process, this::gone);
        return instance;
    }

    private void gone(ProcessInstance instance) {
        records.delete(instance.record());
        running.remove(instance);
    }

    private static int port(Workload workload) {
        int wanted = workload.port();
        if (wanted == 0) return Ports.free();
        if (Ports.taken(wanted)) {
            String owner = Ports.owner(wanted).orElseGet(() -> Text.of("engine.port-owner-unknown"));
            throw StudioException.of("engine.port-taken", wanted, owner, workload.key());
        }
        return wanted;
    }

    private File workFolder(Workload workload) {
        Path folder = stateFolder.resolve("work").resolve(workload.key()).resolve(String.valueOf(workload.replica()));
        try {
            return Files.createDirectories(folder).toFile();
        } catch (IOException e) {
            throw new StudioException(Problem.of("engine.state-folder", folder, e.toString()), e);
        }
    }

    private static File nothing() {
        return new File(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    @Override
    public List<Instance> adopt() throws InterruptedException {
        var adopted = new ArrayList<Instance>();
        for (ProcessRecord record : records.all()) {
            if (running.stream().anyMatch(instance -> instance.record().run().equals(record.run()))) continue;
            Optional<ProcessHandle> same = record.pid() == 0
                    ? Optional.empty()
                    : ProcessHandle.of(record.pid())
                            .filter(handle -> ProcFs.startMark(handle).map(record.startMark()::equals).orElse(false));
            if (same.isPresent()) {
                var instance = new ProcessInstance(record, same.get(), tasks);
                running.add(instance);
                instance.watch(this::gone);
                adopted.add(instance);
            } else {
                // what a dead server started may still be there, and hold its port
                new ProcessTree(null, record.pid(), record.run()).end(Duration.ofSeconds(2));
                records.delete(record);
            }
        }
        return adopted;
    }

    /// Ends what still runs.
    @Override
    public void close() {
        try {
            for (ProcessInstance instance : List.copyOf(running))
                instance.stop(CLOSE_GRACE);
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.WARNING, "interrupted while ending processes", e);
            Thread.currentThread().interrupt();
        }
    }
}
