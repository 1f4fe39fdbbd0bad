package slipway.engine.docker;

import java.time.Duration;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;

import slipway.base.StudioException;
import slipway.engine.Breaking;

/// Breaks one running container on purpose; owned by its [DockerInstance]. Any thread, one breakage at a time.
///
/// Memory really runs out: the limit comes down to a little above what is used, then a command inside takes the rest, and
/// the kernel ends the container.
final class ContainerBreaking implements Breaking {
    private static final System.Logger LOG = System.getLogger(ContainerBreaking.class.getName());
    private static final long ROOM = 16L << 20;
    /// The engine takes no smaller limit.
    private static final long LEAST = 6L << 20;
    private static final Duration EATING = Duration.ofSeconds(20);
    private static final Duration DYING = Duration.ofSeconds(5);
    /// The kernel ends whom it would miss least: it must be the server, and not the commands that eat, so each of them
    /// stays small.
    private static final String EAT = "echo 1000 > /proc/1/oom_score_adj; "
            + "tail /dev/zero & tail /dev/zero & tail /dev/zero & exec tail /dev/zero";

    private final DockerLink link;
    private final String id;
    private final long asked;
    private final Ending ending;
    private volatile long limit;

    /// Waits for the container’s end.
    interface Ending {
        boolean within(Duration limit) throws InterruptedException;
    }

    /// @param asked the limit of the workload in bytes, 0 for none
    ContainerBreaking(DockerLink link, String id, long asked, Ending ending) {
        this.link = link;
        this.id = id;
        this.asked = asked;
        this.limit = asked;
        this.ending = ending;
    }

    /// Bytes it may use at this moment, 0 for any.
    long limit() {
        return limit;
    }

    @Override
    public void kill() throws InterruptedException {
        link.call("docker kill", client -> {
            try {
                client.killContainerCmd(id).exec();
            } catch (NotFoundException | ConflictException e) {
                LOG.log(System.Logger.Level.DEBUG, "ended before it was killed: " + id);
            }
            return true;
        });
    }

    @Override
    public synchronized void exhaustMemory() throws InterruptedException {
        long used = new ContainerStats(link, id, 0).read().memoryBytes();
        if (used == 0) throw StudioException.of("docker.memory-unread");
        boolean ended = false;
        try {
            if (asked == 0 || used + ROOM < asked) set(used + ROOM);
            ended = eaten() || squeezed(used);
        } finally {
            if (!ended) putBack();
        }
        if (!ended) throw StudioException.of("docker.memory-kept");
    }

    private boolean eaten() throws InterruptedException {
        try {
            ContainerExec.run(link, id, EATING, "sh", "-c", EAT);
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.DEBUG, "the command ended with its container", e);
        }
        return ending.within(DYING);
    }

    /// Without a shell inside: new kernels end it when the limit falls below what is used, old ones refuse that.
    private boolean squeezed(long used) throws InterruptedException {
        try {
            set(Math.max(LEAST, used / 2));
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.DEBUG, "the limit stays above what is used", e);
            return false;
        }
        return ending.within(DYING);
    }

    private void set(long bytes) throws InterruptedException {
        limit = bytes;
        link.call("docker update", client -> update(client, bytes));
    }

    private boolean update(DockerClient client, long bytes) {
        client.updateContainerCmd(id).withMemory(bytes).withMemorySwap(bytes).exec();
        return true;
    }

    /// One without a limit gets all that the engine’s machine has, since an engine takes no limit back.
    private void putBack() throws InterruptedException {
        link.call("docker update", client -> {
            Long all = asked > 0 ? Long.valueOf(asked) : client.infoCmd().exec().getMemTotal();
            try {
                return all == null || update(client, all);
            } catch (NotFoundException | ConflictException e) {
                LOG.log(System.Logger.Level.DEBUG, "ended meanwhile: " + id);
                return true;
            }
        });
        limit = asked;
    }
}
