package slipway.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import slipway.engine.LeftOver;
import slipway.engine.LeftOvers;

/// Left-overs that only exist in memory.
public final class FakeLeftOvers implements LeftOvers {
    public final List<LeftOver> all = new CopyOnWriteArrayList<>();

    public static LeftOver container(String name, String root) {
        return new LeftOver(LeftOver.Kind.CONTAINER, "id-" + name, name, "workspace-" + root.hashCode(), root,
                Files.isDirectory(Path.of(root)), "iris/blue", true, Instant.now().minus(Duration.ofHours(50)),
                12_400_000);
    }

    public static LeftOver network(String name, String root) {
        return new LeftOver(LeftOver.Kind.NETWORK, "id-" + name, name, "workspace-" + root.hashCode(), root,
                Files.isDirectory(Path.of(root)), "", false, Instant.now().minus(Duration.ofHours(50)), -1);
    }

    public List<String> names() {
        return all.stream().map(LeftOver::name).toList();
    }

    @Override
    public List<LeftOver> list() {
        return List.copyOf(all);
    }

    @Override
    public boolean remove(LeftOver one) {
        return all.remove(one);
    }
}
