package slipway.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// A saved image is told from a packed model by what the tar holds.
class ImageTarTest {
    private static final String MANIFEST = "[{\"Config\":\"c.json\",\"RepoTags\":null,\"Layers\":[\"l/layer.tar\"]}]";
    private static final String ID = "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    @Test
    void savedImagesOfEveryAgeAreKnown() throws IOException {
        is(true, tar("docker.tar", "blobs/sha256/" + ID, "index.json", "manifest.json"));
        is(true, tar("docker.tar.gz", "blobs/sha256/" + ID, "index.json", "manifest.json"));
        is(true, tar("old.tar", ID + "/layer.tar", ID + "/VERSION", ID + "/json", ID + ".json", "manifest.json"));
        is(true, tar("podman.tar", ID + ".tar", ID + "/layer.tar", "manifest.json"));
        is(true, tar("skopeo.tar", "./blobs/sha256/" + ID, "./oci-layout"));
    }

    @Test
    void modelsAndOtherFilesAreNot() throws IOException {
        is(false, tar("model.tar.gz", "model.onnx", "manifest.json"));
        is(false, tar("empty.tar"));
        is(false, tar("blobs.tar", "blobs/sha256/" + ID));
        is(false, folder);
        is(false, Files.writeString(folder.resolve("text.tar"), "blobs/"));
        is(false, folder.resolve("nothing"));
        Path whole = tar("whole.tar", "blobs/sha256/" + ID, "manifest.json");
        byte[] bytes = Files.readAllBytes(whole);
        is(false, Files.write(folder.resolve("cut.tar"), java.util.Arrays.copyOf(bytes, 700)));
    }

    @Test
    void aManifestOfSomethingElseMakesNoImage() throws IOException {
        Path tar = folder.resolve("other.tar");
        try (var out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            put(out, "manifest.json", "{\"Layers\": 3}");
        }
        is(false, tar);
    }

    private static void is(boolean image, Path file) {
        assertEquals(image, ImageTar.is(file), file.toString());
    }

    private Path tar(String name, String... members) throws IOException {
        Path tar = folder.resolve(name);
        OutputStream file = Files.newOutputStream(tar);
        try (var out = new TarArchiveOutputStream(name.endsWith("gz") ? new GZIPOutputStream(file) : file)) {
            for (String member : members)
                put(out, member, member.equals("manifest.json") ? MANIFEST : "{}");
        }
        return tar;
    }

    private static void put(TarArchiveOutputStream out, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }
}
