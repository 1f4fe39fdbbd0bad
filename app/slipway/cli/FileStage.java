package slipway.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.rollout.MeasuredFile;
import slipway.rollout.Snapshot;
import slipway.rollout.Split;
import slipway.rollout.Stage;
import slipway.rollout.Standing;
import slipway.rollout.Standing.Health;
import slipway.rollout.SwapReport;
import slipway.spec.EndpointSpec;
import slipway.spec.Workspace;
import slipway.store.RunFile;

/// A rollout's world where the studio is another process: traffic is edited in the files, which it follows, and what
/// it measures is read where it publishes it. Any thread.
final class FileStage implements Stage {
    /// How long a running studio may take to follow an edit, or to publish its numbers.
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Workspace workspace;
    private final MeasuredFile numbers;

    FileStage(Workspace workspace) {
        this.workspace = workspace;
        this.numbers = new MeasuredFile(workspace.stateFolder());
    }

    @Override
    public Split split(String endpoint) {
        EndpointSpec spec = spec(endpoint);
        return new Split(spec.traffic(), spec.mirror());
    }

    private EndpointSpec spec(String endpoint) {
        return workspace.spec().get().endpoint(endpoint).map(folder -> folder.spec())
                .orElseThrow(() -> StudioException.of("spec.no-endpoint", endpoint));
    }

    @Override
    public void setSplit(String endpoint, Split split) throws InterruptedException {
        Running.of(workspace.root());
        workspace.setSplit(endpoint, split.live(), split.mirror());
        Instant end = now().plus(PATIENCE);
        Split all = new Split(split.live(), spec(endpoint).mirrors());
        while (!published(endpoint).split().equals(all)) {
            Running.of(workspace.root());
            if (now().isAfter(end)) throw StudioException.of("cli.rollout-not-followed", endpoint);
            pause(GLANCE);
        }
    }

    /// Waits until the studio publishes numbers of `endpoint`.
    void awaitNumbers(String endpoint) throws InterruptedException {
        Instant end = now().plus(PATIENCE);
        Running.endpoint(workspace.root(), endpoint);
        numbers.ask();
        while (numbers.read(endpoint).isEmpty()) {
            if (now().isAfter(end)) throw StudioException.of("cli.rollout-no-numbers", endpoint);
            pause(GLANCE);
        }
    }

    @Override
    public Snapshot snapshot(String endpoint, String candidate) {
        return published(endpoint).snapshot();
    }

    private MeasuredFile.Numbers published(String endpoint) {
        numbers.ask();
        return numbers.read(endpoint).orElseThrow(() -> StudioException.of("cli.rollout-no-numbers", endpoint));
    }

    @Override
    public Standing standing(String endpoint, String deployment) {
        return Running.of(workspace.root()).deployments().stream()
                .filter(run -> run.endpoint().equals(endpoint) && run.deployment().equals(deployment)).findFirst()
                .map(FileStage::standing).orElse(Standing.NONE);
    }

    private static Standing standing(RunFile.DeploymentRun run) {
        Health health = switch (run.state()) {
            case "ready" -> Health.READY;
            case "queued", "preparing", "starting" -> Health.STARTING;
            case "unhealthy" -> Health.UNHEALTHY;
            default -> Health.GONE;
        };
        return new Standing(health, run.revision(), Math.max(1, run.pids().size()));
    }

    @Override
    public List<SwapReport> swaps(String endpoint, Instant from) {
        return numbers.read(endpoint).map(MeasuredFile.Numbers::swaps).orElse(List.of()).stream()
                .filter(swap -> !swap.at().isBefore(from)).toList();
    }

    @Override
    public boolean ended() {
        return !Running.any(workspace.root());
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        Tasks.pause(time);
    }
}
