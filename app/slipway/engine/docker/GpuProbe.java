package slipway.engine.docker;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.transport.DockerHttpClient;
import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;

/// Finds out whether an engine's containers can have GPUs. Nothing in the engine's own words tells, so once a container
/// that asks for them is started, from an empty image: it never runs anything, since GPUs are handed in before its
/// command is looked for. Container and image are removed again. Any thread; blocks for seconds, once.
final class GpuProbe {
    private static final System.Logger LOG = System.getLogger(GpuProbe.class.getName());
    private static final String IMAGE = "slipway/gpu-probe";
    private static final String COMMAND = "/nothing-to-run";

    private final DockerLink link;
    private final ContainerLabels labels;
    private final Tasks tasks;
    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable GpuSupport known;

    GpuProbe(DockerLink link, ContainerLabels labels, Tasks tasks) {
        this.link = link;
        this.labels = labels;
        this.tasks = tasks;
    }

    /// What was found out, or is now.
    GpuSupport support() throws InterruptedException {
        // before the turn, which the change to another engine waits for
        try (EngineUses.Use _ = link.use()) {
            return known();
        } catch (StudioException e) {
            return new GpuSupport(GpuSupport.Kind.UNKNOWN, false, List.of(), e.problem());
        }
    }

    private GpuSupport known() throws InterruptedException {
        asking.lockInterruptibly();
        try {
            GpuSupport now = known;
            if (now == null) {
                now = ask();
                known = now;
            }
            return now;
        } finally {
            asking.unlock();
        }
    }

    /// The next [#support] asks anew, of another engine.
    void forget() {
        asking.lock();
        try {
            known = null;
        } finally {
            asking.unlock();
        }
    }

    private GpuSupport ask() throws InterruptedException {
        if (link.version().podman()) {
            return new GpuSupport(GpuSupport.Kind.IGNORED, false, List.of(), Problem.of("docker.gpu-ignored"));
        }
        Info info = link.call("docker info", client -> client.infoCmd().exec());
        boolean runtime = info.getRuntimes() != null && info.getRuntimes().containsKey(ContainerGpu.RUNTIME);
        return judged(runtime, info.getRawValues());
    }

    private GpuSupport judged(boolean runtime, Map<String, Object> info) throws InterruptedException {
        List<String> cdi = ContainerGpu.cdi(info);
        Problem refused = tried(ContainerGpu.Way.REQUEST);
        if (refused == null) return new GpuSupport(GpuSupport.Kind.READY, runtime, cdi, null);
        if (!noDriver(refused)) return new GpuSupport(GpuSupport.Kind.BROKEN, runtime, cdi, refused);
        var first = runtime ? ContainerGpu.Way.REQUEST_AND_RUNTIME : ContainerGpu.Way.REQUEST;
        ContainerGpu.Way next = ContainerGpu.after(first, info);
        if (next == ContainerGpu.Way.NONE) return new GpuSupport(GpuSupport.Kind.NONE, false, cdi, refused);
        Problem failed = tried(next);
        // looking for CDI devices is on by default: that there are none is no fault
        if (failed != null && failed.code().equals("docker.cdi-missing"))
            return new GpuSupport(GpuSupport.Kind.NONE, false, cdi, refused);
        GpuSupport.Kind good = next == ContainerGpu.Way.CDI ? GpuSupport.Kind.CDI : GpuSupport.Kind.RUNTIME;
        return new GpuSupport(failed == null ? good : GpuSupport.Kind.BROKEN, runtime, cdi, failed);
    }

    private static boolean noDriver(Problem refused) {
        return refused.code().equals("docker.gpu-driver-missing");
    }

    /// What the start failed for, as far as GPUs go; null where they were handed in.
    private @Nullable Problem tried(ContainerGpu.Way way) throws InterruptedException {
        return Unbroken.call(tasks, "gpu probe", () -> {
            String name = "slipway-gpu-probe-" + ContainerNames.hash(labels.workspace() + System.nanoTime());
            String tag = name.substring(name.length() - 8);
            try {
                makeImage(tag);
                start(way, name, IMAGE + ":" + tag);
                return null;
            } catch (StudioException e) {
                // it came as far as looking for its command
                if (String.valueOf(e.problem().detail()).contains(COMMAND)) return null;
                // the way to the engine broke: that says nothing of GPUs
                if (LinkState.Kind.of(e.problem()) != LinkState.Kind.REFUSED) throw e;
                return e.problem();
            } finally {
                ContainerLaunch.remove(link, name);
                removeImage(IMAGE + ":" + tag);
            }
        });
    }

    private void start(ContainerGpu.Way way, String name, String image) throws InterruptedException {
        link.call("docker create", client -> {
            HostConfig host = HostConfig.newHostConfig().withNetworkMode("none");
            ContainerGpu.into(host, "all", way);
            var words = ContainerGpu.environment("all", way).entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue()).toList();
            return client.createContainerCmd(image).withName(name).withCmd(COMMAND).withEnv(words)
                    .withLabels(labels.network()).withHostConfig(host).exec();
        });
        link.call("docker start", client -> client.startContainerCmd(name).exec());
    }

    /// An image of nothing: two empty blocks are an archive without files. Its tag is of this probe alone.
    private void makeImage(String tag) throws InterruptedException {
        link.call("docker import", client -> {
            try (var answer = link.raw(DockerHttpClient.Request.Method.POST,
                    "/images/create?fromSrc=-&repo=" + IMAGE + "&tag=" + tag,
                    new ByteArrayInputStream(new byte[1024]))) {
                answer.getBody().readAllBytes();
                return answer.getStatusCode();
            }
        });
    }

    private void removeImage(String image) throws InterruptedException {
        try {
            link.call("docker rmi", client -> {
                try {
                    client.removeImageCmd(image).exec();
                } catch (NotFoundException e) {
                    return false;
                }
                return true;
            });
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.INFO, "left behind: " + image + ": " + e.getMessage());
        }
    }
}
