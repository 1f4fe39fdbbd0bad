package slipway;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.engine.docker.ContextChoice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/// The Docker context of a workspace is kept; the one of the command line is not.
class ContextFileTest {
    @TempDir
    Path root;

    private final Tasks tasks = new Tasks();

    private ContextChoice kept() {
        return ContextFile.read(root, null, tasks);
    }

    @Test
    void whatIsChosenIsThereAtTheNextStart() {
        assertEquals(ContextChoice.NONE, kept());
        Path file = root.resolve(".slipway/engine.json");
        assertFalse(Files.exists(file), "looking writes nothing");
        try (var way = ContextFile.open(root.resolve(".slipway"), null, tasks)) {
            way.keep("gpu-box");
        }
        assertEquals(new ContextChoice("gpu-box", file.toString()), kept());
        try (var way = ContextFile.open(root.resolve(".slipway"), null, tasks)) {
            way.keep(null);
        }
        assertEquals(ContextChoice.NONE, kept());
    }

    @Test
    void theCommandLineComesFirstUntilAnotherIsChosen() {
        try (var way = ContextFile.open(root.resolve(".slipway"), "far", tasks)) {
            assertEquals(new ContextChoice("far", "--context"), way.choice());
        }
        assertEquals(ContextChoice.NONE, kept());
        try (var way = ContextFile.open(root.resolve(".slipway"), "far", tasks)) {
            way.keep("near");
            assertEquals("near", way.choice().name());
        }
        assertEquals("near", kept().name());
    }
}
