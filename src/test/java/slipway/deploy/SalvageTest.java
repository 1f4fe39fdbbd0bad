package slipway.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.engine.LeftOver;
import slipway.spec.Workspace;
import slipway.testkit.FakeLeftOvers;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SalvageTest {
    private final FakeLeftOvers engine = new FakeLeftOvers();
    private final Salvage salvage = new Salvage(engine);

    @TempDir
    Path root;

    @Test
    void whatARunningStudioUsesIsNeitherListedNorRemoved() throws Exception {
        LeftOver closed = FakeLeftOvers.container("closed", root.toString());
        LeftOver gone = FakeLeftOvers.container("gone", root.resolve("missing").toString());
        engine.all.addAll(List.of(closed, gone));
        assertEquals(List.of(gone, closed), salvage.list());
        try (var tasks = new Tasks(); Workspace studio = Workspace.open(root, tasks)) {
            studio.lock();
            assertEquals(List.of(gone), salvage.list());
            // chosen before that studio opened
            assertEquals(List.of(gone), salvage.remove(List.of(closed, gone)));
        }
        assertEquals(List.of("closed"), engine.names());
    }

    @Test
    void aDeadStudiosLockKeepsNothing() throws Exception {
        LeftOver left = FakeLeftOvers.container("left", root.toString());
        engine.all.add(left);
        lock(String.valueOf(Long.MAX_VALUE));
        assertEquals(List.of(left), salvage.list());
        // a studio that is opening has not written its number yet
        lock("");
        assertEquals(List.of(), salvage.list());
    }

    @Test
    void containersGoBeforeTheirNetworks() throws Exception {
        LeftOver network = FakeLeftOvers.network("net", "/gone/for/good");
        LeftOver container = FakeLeftOvers.container("box", "/gone/for/good");
        engine.all.addAll(List.of(network, container));
        assertEquals(List.of(container, network), salvage.remove(List.of(network, container)));
    }

    private void lock(String content) throws IOException {
        Files.createDirectories(root.resolve(".slipway"));
        Files.writeString(root.resolve(".slipway/lock"), content);
    }
}
