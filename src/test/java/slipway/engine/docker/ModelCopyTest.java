package slipway.engine.docker;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.engine.ContextTar;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/// What goes into a container in place of a mount: everybody may read it, nobody may write, and links stay links.
class ModelCopyTest {
    @TempDir
    Path folder;

    /// Name, kind and rights of each entry.
    private static Map<String, String> sent(ModelCopy copy) throws Exception {
        var entries = new TreeMap<String, String>();
        try (InputStream tar = new ContextTar(copy.entries(), sent -> {});
                var in = new TarArchiveInputStream(tar)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry())
                entries.put(entry.getName(), entry.isSymbolicLink()
                        ? "-> " + entry.getLinkName()
                        : Integer.toOctalString(entry.getMode() & 0777));
        }
        return entries;
    }

    @Test
    void aFolderGoesUnderThePathOfTheModel() throws Exception {
        Path model = folder.resolve("model");
        Files.createDirectories(model.resolve("inner"));
        Path weights = Files.writeString(model.resolve("inner/weights.bin"), "42");
        Files.setPosixFilePermissions(weights, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(Files.writeString(model.resolve("run.sh"), "true"),
                PosixFilePermissions.fromString("rwxr-x---"));
        Files.createSymbolicLink(model.resolve("latest"), Path.of("inner"));
        Files.createSymbolicLink(model.resolve("out"), Path.of("../elsewhere"));
        assertEquals(Map.of("opt/ml/model/", "555", "opt/ml/model/inner/", "555", "opt/ml/model/inner/weights.bin",
                "444", "opt/ml/model/run.sh", "555", "opt/ml/model/latest", "-> inner", "opt/ml/model/out",
                "-> ../elsewhere"), sent(new ModelCopy(model, "/opt/ml/model/")));
    }

    @Test
    void aSingleFileIsThePathItself() throws Exception {
        Path model = Files.writeString(folder.resolve("iris.onnx"), "onnx");
        assertEquals(Map.of("model/iris.onnx", "444"), sent(new ModelCopy(model, "/model/iris.onnx")));
    }

    @Test
    void aFolderThatIsALinkIsWhatItPointsTo() throws Exception {
        Path model = Files.createDirectory(folder.resolve("v2"));
        Files.writeString(model.resolve("a"), "a");
        Path link = Files.createSymbolicLink(folder.resolve("current"), model);
        assertEquals(Map.of("m/", "555", "m/a", "444"), sent(new ModelCopy(link, "/m")));
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsSent() {
        var copy = new ModelCopy(folder, "/m");
        assertDoesNotThrow(() -> copy.checkSize(10, 10));
        assertEquals("docker.copy-large",
                assertThrows(StudioException.class, () -> copy.checkSize(11, 10)).problem().code());
    }
}
