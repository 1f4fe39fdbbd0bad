package slipway.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Problem;
import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@DisabledOnOs(OS.WINDOWS)
class ModelAccessTest {
    private static final String NOBODY = "65532:65532";

    @TempDir
    Path folder;
    private Path inner;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        inner = Files.createDirectory(folder.resolve("inner"));
        file = Files.writeString(inner.resolve("model.onnx"), "x");
        mode(folder, "rwxr-xr-x");
        mode(inner, "rwxr-xr-x");
        mode(file, "rw-r--r--");
    }

    @Test
    void theFirstClosedThingIsNamed() throws IOException {
        assertNull(ModelAccess.closed(folder, NOBODY));
        mode(file, "rw-------");
        assertEquals(file, ModelAccess.closed(folder, NOBODY));
        mode(inner, "rwxr--r--");
        assertEquals(inner, ModelAccess.closed(folder, NOBODY));
        mode(folder, "rwx------");
        assertEquals(folder, ModelAccess.closed(folder, "nonroot"));
    }

    @Test
    void rootAndTheOwnerAndTheirGroupRead() throws IOException {
        mode(folder, "rwx------");
        assertNull(ModelAccess.closed(folder, ""));
        assertNull(ModelAccess.closed(folder, "0:0"));
        assertNull(ModelAccess.closed(folder, "root"));
        int uid = (int) Files.getAttribute(folder, "unix:uid");
        int gid = (int) Files.getAttribute(folder, "unix:gid");
        assertNull(ModelAccess.closed(folder, uid + ":65532"));
        mode(folder, "rwxr-x---");
        assertNull(ModelAccess.closed(folder, "65532:" + gid));
        assertEquals(folder, ModelAccess.closed(folder, NOBODY));
    }

    @Test
    void theProblemHasTheCommandThatOpensIt() throws IOException {
        mode(file, "rw-------");
        Problem problem = assertThrows(StudioException.class, () -> ModelAccess.check(folder, NOBODY)).problem();
        assertTrue(problem.what().contains(file.toString()), problem.what());
        assertTrue(problem.fix().contains("chmod -R a+rX " + folder), problem.fix());
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
