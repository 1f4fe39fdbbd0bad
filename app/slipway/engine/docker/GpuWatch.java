package slipway.engine.docker;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.github.dockerjava.api.command.TopContainerResponse;
import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.GpuFacts;

/// Looks again and again whether one container that asked for GPUs sees them and uses them: `nvidia-smi` inside it, and
/// of this machine's driver what the container's processes hold. Owned by [DockerInstance]; a loop of its own.
final class GpuWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GpuWatch.class.getName());
    private static final int SOON_LOOKS = 15;

    /// How long it waits between two looks.
    ///
    /// @param soon until use is proved, for the first looks: a server may still be loading
    /// @param slow from then on
    record Pace(Duration soon, Duration slow) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(2), Duration.ofSeconds(30));
    }

    private final DockerLink link;
    private final String id;
    private final GpuTool host;
    private final Live<GpuFacts> facts = new Live<>(GpuFacts.REQUESTED);
    private Tasks.@Nullable Task loop;

    GpuWatch(DockerLink link, String id, GpuTool host) {
        this.link = link;
        this.id = id;
        this.host = host;
    }

    static GpuWatch start(DockerLink link, String id, GpuTool host, Pace pace, Tasks tasks) {
        var watch = new GpuWatch(link, id, host);
        watch.loop = tasks.quiet("gpus of " + id, progress -> watch.run(pace));
        return watch;
    }

    Live<GpuFacts> facts() {
        return facts;
    }

    private void run(Pace pace) throws InterruptedException {
        for (int looks = 0;; looks++) {
            try {
                look();
            } catch (StudioException e) {
                // the engine is away, or the container has ended or is paused: nothing new is known
                LOG.log(System.Logger.Level.DEBUG, "gpus of " + id + ": " + e.getMessage());
            }
            boolean soon = facts.get().state() != GpuFacts.State.PROVED && looks < SOON_LOOKS;
            Tasks.pause(soon ? pace.soon() : pace.slow());
        }
    }

    /// Looks once.
    void look() throws InterruptedException {
        GpuTool.Said inside = ContainerExec.run(link, id, GpuTool.LIMIT, "nvidia-smi", GpuOutput.UUIDS, GpuOutput.CSV);
        facts.set(GpuJudge.next(facts.get(), inside, inside.code() == 0
                ? held(GpuOutput.uuids(inside.text()))
                : List.of()));
    }

    /// What processes of the container have on the GPUs that it sees. Only where the engine's process ids are this
    /// machine's too; elsewhere nothing is found.
    private List<GpuOutput.App> held(List<String> visible) throws InterruptedException {
        GpuTool.Said said = host.run(GpuOutput.APPS, GpuOutput.CSV);
        if (said.code() != 0 || !"unix".equals(link.address().host().getScheme())) return List.of();
        List<GpuOutput.App> apps = GpuOutput.apps(said.text());
        if (apps.isEmpty()) return apps;
        Set<Long> pids = pids();
        return apps.stream().filter(app -> pids.contains(app.pid()))
                // of a slice, the driver may name the whole GPU
                .filter(app -> visible.contains(app.uuid())
                        || visible.stream().anyMatch(uuid -> uuid.startsWith("MIG")))
                .toList();
    }

    private Set<Long> pids() throws InterruptedException {
        TopContainerResponse top = link.call("docker top",
                client -> client.topContainerCmd(id).withPsArgs("-eo pid").exec());
        String[][] rows = top.getProcesses();
        return rows == null
                ? Set.of()
                : Arrays.stream(rows).filter(row -> row.length > 0 && row[0].strip().matches("\\d+"))
                        .map(row -> Long.valueOf(row[0].strip())).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        if (loop != null) loop.cancel();
    }
}
