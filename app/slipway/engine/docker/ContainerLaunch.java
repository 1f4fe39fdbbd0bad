package slipway.engine.docker;

import java.nio.file.Path;
import java.util.List;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.Info;
import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.ContainerSettings;
import slipway.engine.Workload;

/// Creates and starts the container of one workload; failed or interrupted at any step, it leaves none. Any thread.
final class ContainerLaunch {
    private static final System.Logger LOG = System.getLogger(ContainerLaunch.class.getName());

    private final DockerLink link;
    private final ContainerLabels labels;
    private final Networks networks;
    private final Ledgers ledgers;
    private final EventWatch watch;
    private final Tasks tasks;

    ContainerLaunch(DockerLink link, ContainerLabels labels, Networks networks, Ledgers ledgers, EventWatch watch,
            Tasks tasks) {
        this.link = link;
        this.labels = labels;
        this.networks = networks;
        this.ledgers = ledgers;
        this.watch = watch;
        this.tasks = tasks;
    }

    /// A container that was started.
    record Started(String id, String name) {}

    /// @param progress is told how far the model is where it has to be copied
    Started start(Workload workload, ContainerSettings settings, Progress progress) throws InterruptedException {
        if (settings.gpus() == null) return start(workload, settings, ContainerGpu.Way.NONE, progress);
        // it takes the request and does nothing
        if (link.version().podman()) throw StudioException.of("docker.gpu-ignored");
        Info info = link.call("docker info", client -> client.infoCmd().exec());
        ContainerGpu.Way way = info.getRuntimes() != null && info.getRuntimes().containsKey(ContainerGpu.RUNTIME)
                ? ContainerGpu.Way.REQUEST_AND_RUNTIME
                : ContainerGpu.Way.REQUEST;
        try {
            return start(workload, settings, way, progress);
        } catch (StudioException e) {
            boolean noDriver = e.problem().code().equals("docker.gpu-driver-missing");
            ContainerGpu.Way next = noDriver
                    ? ContainerGpu.after(way, info.getRawValues())
                    : ContainerGpu.Way.NONE;
            if (next == ContainerGpu.Way.NONE) throw plainer(e);
            return start(workload, settings, next, progress);
        }
    }

    /// What NVIDIA's own tools said inside the engine's answer.
    private static StudioException plainer(StudioException failure) {
        String said = failure.problem().detail();
        Problem known = said == null ? null : GpuErrors.ofEngine(said);
        return known == null ? failure : new StudioException(known, failure);
    }

    private Started start(Workload workload, ContainerSettings settings, ContainerGpu.Way way, Progress progress)
            throws InterruptedException {
        String network = networks.join(settings.network());
        EngineReach reach = link.reach();
        Path model = workload.modelFolder();
        ModelCopy copy = model != null && reach.engine().elsewhere()
                ? new ModelCopy(model, settings.modelPath())
                : null;
        var choices = new ContainerCreate.Choices(ContainerNames.container(workload),
                labels.of(workload, settings, copy), network,
                Networks.closed(settings.network()) ? null : reach.bind(), health(settings), way,
                ledgers.resolver(settings.network()),
                // Podman's is a package of its own, and without it nothing starts
                settings.init() && !link.version().podman(), copy == null);
        String id = create(workload, settings, choices);
        try {
            if (copy != null) copy.into(link, id, progress);
            link.call("docker start", client -> client.startContainerCmd(id).exec());
            return new Started(id, choices.name());
        } catch (InterruptedException | RuntimeException e) {
            takeBack(id);
            throw e;
        }
    }

    private String create(Workload workload, ContainerSettings settings, ContainerCreate.Choices choices)
            throws InterruptedException {
        String id;
        try {
            id = Unbroken.call(tasks, "docker create", () -> link.call("docker create",
                    client -> ContainerCreate.command(client, workload, settings, choices).exec().getId()));
        } catch (InterruptedException | RuntimeException e) {
            // past its limit the engine may have made it all the same
            takeBack(choices.name());
            throw e;
        }
        if (Thread.currentThread().isInterrupted()) {
            takeBack(id);
            throw new InterruptedException();
        }
        return id;
    }

    private void takeBack(String idOrName) {
        boolean interrupted = Thread.interrupted();
        try {
            Unbroken.call(tasks, "docker rm", () -> {
                remove(link, idOrName);
                return true;
            });
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.INFO, "removed later: " + idOrName + ": " + e.getMessage());
            watch.doom(idOrName);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private @Nullable HealthCheck health(ContainerSettings settings) throws InterruptedException {
        ContainerSettings.HealthCheck policy = settings.health();
        if (policy == null) return null;
        return link.call("docker image inspect", client -> ContainerHealth.command(policy, settings.healthPort(),
                own(client, settings.image())));
    }

    /// The health check that an image brings; null without one.
    static @Nullable HealthCheck own(DockerClient client, String image) {
        var config = client.inspectImageCmd(image).exec().getConfig();
        return config == null ? null : config.getHealthcheck();
    }

    /// Ends and removes a container with its anonymous volumes; one that is gone is no failure.
    static void remove(DockerLink link, String idOrName) throws InterruptedException {
        link.call("docker rm", client -> {
            try {
                client.removeContainerCmd(idOrName).withForce(true).withRemoveVolumes(true).exec();
            } catch (NotFoundException e) {
                return List.of();
            } catch (ConflictException e) {
                // somebody else removes it just now
                if (!EngineErrors.message(e).contains("already in progress")) throw e;
            }
            return List.of();
        });
    }
}
