package slipway.ui.images;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.engine.Images;
import slipway.ui.ImageReference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ImageWordsTest {
    @Test
    void layersReadAsTheirDockerfileHasThem() {
        assertEquals("RUN apt-get update", LayerList.words("/bin/sh -c apt-get   update"));
        assertEquals("CMD [\"bash\"]", LayerList.words("/bin/sh -c #(nop)  CMD [\"bash\"]"));
        assertEquals("COPY a b", LayerList.words("COPY a b # buildkit"));
        assertEquals("–", LayerList.words(" "));
    }

    @Test
    void aNameMayHaveARegistryATagAndADigest() {
        for (String good : List.of("iris", "iris:2", "registry:5000/team/iris", "a.b/c__d/e-f:1.0_x")) {
            assertTrue(ImageReference.name(good), good);
        }
        for (String bad : List.of("", "Iris", "iris:", "iris 2", "/iris", "iris:-2", "a//b")) {
            assertFalse(ImageReference.good(bad), bad);
        }
        String pinned = "iris@sha256:" + "0".repeat(64);
        assertTrue(ImageReference.good(pinned));
        assertFalse(ImageReference.name(pinned), "a digest cannot be given");
    }

    @Test
    void aPortIsNoTag() {
        assertEquals(List.of("registry:5000/iris", ""), parts("registry:5000/iris"));
        assertEquals(List.of("registry:5000/iris", "2"), parts("registry:5000/iris:2"));
    }

    @Test
    void diskIsCountedOnce() {
        var unused = row(0, "slipway.version");
        var ours = row(1, "slipway.version");
        var unknown = row(-1, "maintainer");
        assertEquals(new DiskBar.Shares(100, 100, 100), DiskBar.Shares.of(List.of(unused, ours, unknown)));
        assertFalse(unknown.unused(), "nobody knows who uses it");
    }

    @Test
    void eachCommandStandsForBothTools() {
        var named = new ImageRow(new Images.Local("sha256:" + "0".repeat(64), List.of("team/iris:2"), List.of(), 1,
                Instant.EPOCH, Map.of(), 0), List.of());
        List<String> all = ImageCommands.of(named).values().stream().flatMap(List::stream).toList();
        assertTrue(all.containsAll(List.of("docker pull team/iris:2", "slipway image pull team/iris:2",
                "slipway image push team/iris:2", "slipway image save --out iris-2.tar team/iris:2")), all.toString());
        assertTrue(ImageCommands.of(row(0, "x")).values().stream().flatMap(List::stream)
                .noneMatch(each -> each.contains(" push ")), "what has no name cannot be pushed");
    }

    private static ImageRow row(int users, String label) {
        return new ImageRow(new Images.Local("sha256:" + "0".repeat(64), List.of(), List.of(), 100, Instant.EPOCH,
                Map.of(label, "x"), users), List.of());
    }

    private static List<String> parts(String tag) {
        var row = new ImageRow(new Images.Local("sha256:" + "0".repeat(64), List.of(tag), List.of(), 1, Instant.EPOCH,
                Map.of(), 0), List.of());
        return List.of(row.name(), row.tag());
    }
}
