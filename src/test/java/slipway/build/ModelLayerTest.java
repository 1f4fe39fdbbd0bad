package slipway.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.engine.ContextEntry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A model as the last layer of an image: named by what goes in, and by nothing else.
class ModelLayerTest {
    @TempDir
    Path model;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(model.resolve("data"));
        Files.writeString(model.resolve("MLmodel"), "flavors: {}");
        Files.writeString(model.resolve("data/weights.bin"), "abc");
        // a rule for builds of somebody else: all of a model goes in
        Files.writeString(model.resolve(".dockerignore"), "data");
    }

    private ModelLayer layer() {
        return ModelLayer.of("iris@sha256:1", "sha256:1", model, "/opt/ml/model");
    }

    @Test
    void allOfItGoesToItsPlaceForEverybodyToReadAndNobodyToWrite() {
        assertEquals("FROM iris@sha256:1\nCOPY [\"model\", \"/opt/ml/model\"]\n", layer().source().dockerfile());
        List<ContextEntry> entries = layer().source().entries().stream().skip(1).toList();
        assertEquals(List.of("model", "model/.dockerignore", "model/MLmodel", "model/data", "model/data/weights.bin"),
                entries.stream().map(ContextEntry::name).sorted().toList());
        assertTrue(entries.stream().allMatch(each -> (each.mode() & 0222) == 0 && (each.mode() & 0444) == 0444));
    }

    @Test
    void theSameBytesHaveTheSameTagWheneverTheyWereWritten() throws IOException {
        String tag = layer().tag();
        assertTrue(tag.matches("model-[0-9a-f]{10}"), tag);
        Files.setLastModifiedTime(model.resolve("MLmodel"), FileTime.fromMillis(0));
        assertEquals(tag, layer().tag());
        assertNotEquals(tag, ModelLayer.of("iris@sha256:2", "sha256:2", model, "/opt/ml/model").tag());
        assertNotEquals(tag, ModelLayer.of("iris@sha256:1", "sha256:1", model, "/mnt/model").tag());
        Files.writeString(model.resolve("data/weights.bin"), "abd");
        assertNotEquals(tag, layer().tag());
    }
}
