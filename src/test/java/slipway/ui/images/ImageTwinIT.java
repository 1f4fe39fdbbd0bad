package slipway.ui.images;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.cli.Pasted;
import slipway.engine.Images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What is done to images carries the command that does the same; a real shell and the real command line read it.
class ImageTwinIT {
    private static final String ID = "sha256:" + "0".repeat(64);
    private static final ImageRow ROW = new ImageRow(
            new Images.Local(ID, List.of("iris:2"), List.of(), 1, Instant.EPOCH, Map.of(), 0), List.of());
    private static final Path FILE = Path.of("/tmp/it's mine/iris 2.tar");

    @Test
    void eachIsRead() throws Exception {
        same("pull", ImageCommands.pull("reg:5000/iris:2"), "reg:5000/iris:2");
        same("load", ImageCommands.load(FILE), FILE.toString());
        same("save", ImageCommands.save(List.of("iris:2", "iris:prod"), FILE), "iris:2", "iris:prod");
        assertEquals(FILE.toString(), new Pasted(ImageCommands.save(List.of("iris:2"), FILE)).option("--out"));
        same("tag", ImageCommands.tag(ROW, "iris:3"), ID, "iris:3");
        same("push", ImageCommands.push(ROW, "iris:2"), "iris:2");
    }

    @Test
    void aNewNameIsGivenBeforeItIsPushed() throws Exception {
        String both = ImageCommands.push(ROW, "iris:3");
        assertEquals(List.of("image", "tag", ID, "iris:3", "image", "push", "iris:3"), Pasted.words(both));
        assertTrue(both.contains(" && "), both);
    }

    private static void same(String name, String command, String... words) throws Exception {
        var pasted = new Pasted(command);
        assertEquals("slipway image " + name, pasted.name());
        assertEquals(List.of(words), pasted.positionals());
    }
}
