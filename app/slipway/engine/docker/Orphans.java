package slipway.engine.docker;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import org.jspecify.annotations.Nullable;

import slipway.engine.LeftOver;
import slipway.engine.LeftOvers;

/// Finds what other workspaces' studios left at the engine, and removes of it what a person chose. Any thread; blocks.
///
/// What carries no label of ours is never listed, and what is to be removed is asked for its labels again first.
final class Orphans implements LeftOvers {
    private final DockerLink link;
    private final ContainerLabels labels;

    Orphans(DockerLink link, ContainerLabels labels) {
        this.link = link;
        this.labels = labels;
    }

    @Override
    public List<LeftOver> list() throws InterruptedException {
        var found = new ArrayList<LeftOver>();
        for (Container one : link.call("docker ps",
                client -> client.listContainersCmd().withShowAll(true).withShowSize(true)
                        .withLabelFilter(List.of(ContainerLabels.WORKSPACE)).exec())) {
            if (foreign(one.getLabels())) found.add(of(one));
        }
        for (Network one : link.call("docker network ls", client -> client.listNetworksCmd()
                .withFilter("label", List.of(ContainerLabels.WORKSPACE)).exec())) {
            if (foreign(one.getLabels())) found.add(of(one));
        }
        return List.copyOf(found);
    }

    /// Whether a studio of this machine made it, for another workspace.
    private boolean foreign(@Nullable Map<String, String> of) {
        return of != null && of.containsKey(ContainerLabels.WORKSPACE) && !labels.ours(of)
                && of.getOrDefault(ContainerLabels.HOST, labels.host()).equals(labels.host());
    }

    private static LeftOver of(Container one) {
        Map<String, String> labels = one.getLabels();
        String key = labels.getOrDefault(ContainerLabels.ENDPOINT, "") + "/"
                + labels.getOrDefault(ContainerLabels.DEPLOYMENT, "");
        String[] names = one.getNames();
        String name = names == null || names.length == 0 ? one.getId() : names[0].replaceFirst("^/", "");
        Long created = one.getCreated();
        Long size = one.getSizeRw();
        return of(LeftOver.Kind.CONTAINER, one.getId(), name, labels, key, "running".equals(one.getState()),
                created == null ? Instant.EPOCH : Instant.ofEpochSecond(created), size == null ? -1 : size);
    }

    private static LeftOver of(Network one) {
        return of(LeftOver.Kind.NETWORK, one.getId(), one.getName(), one.getLabels(), "", false,
                one.getCreated() == null ? Instant.EPOCH : one.getCreated().toInstant(), -1);
    }

    private static LeftOver of(LeftOver.Kind kind, String id, String name, Map<String, String> labels, String key,
            boolean running, Instant created, long size) {
        String root = labels.getOrDefault(ContainerLabels.ROOT, "");
        return new LeftOver(kind, id, name, labels.getOrDefault(ContainerLabels.WORKSPACE, ""), root, isThere(root),
                key,
                running, created, size);
    }

    private static boolean isThere(String root) {
        try {
            return !root.isEmpty() && Files.isDirectory(Path.of(root));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public boolean remove(LeftOver orphan) throws InterruptedException {
        boolean container = orphan.kind() == LeftOver.Kind.CONTAINER;
        Map<String, String> now = link.call("docker inspect", client -> {
            try {
                return container
                        ? client.inspectContainerCmd(orphan.id()).exec().getConfig().getLabels()
                        : client.inspectNetworkCmd().withNetworkId(orphan.id()).exec().getLabels();
            } catch (NotFoundException e) {
                return null;
            }
        });
        if (now == null) return true;
        if (!foreign(now)) return false;
        if (!container) return Networks.remove(link, orphan.id());
        ContainerLaunch.remove(link, orphan.id());
        return true;
    }
}
