package slipway.catalog;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// Tells a container image that was saved to a tar (as `docker save` or as an OCI layout, gzipped or not) from a model
/// that was packed into one. Stateless; reads from disk.
public final class ImageTar {
    /// What such a tar holds; at the first member of another name it is none.
    private static final Pattern USUAL = Pattern.compile("(\\./)?(blobs(/.*)?|index\\.json|repositories|"
            + "[0-9a-f]{64}(\\.json|\\.tar|/.*)?)?/?");
    private static final int LONGEST_MANIFEST = 1 << 20;

    private ImageTar() {}

    public static boolean is(Path file) {
        if (!Files.isRegularFile(file)) return false;
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return image(new TarStream(gzip ? new GZIPInputStream(in, 1 << 16) : in));
        } catch (IOException e) {
            // no tar, or one that is cut off: whoever reads it next says so
            return false;
        }
    }

    private static boolean image(TarStream tar) throws IOException {
        for (TarStream.Member member = tar.next(); member != null; member = tar.next()) {
            String name = member.name().startsWith("./") ? member.name().substring(2) : member.name();
            if (member.file() && name.equals("oci-layout")) return true;
            if (member.file() && name.equals("manifest.json")) {
                String manifest = new String(tar.content(LONGEST_MANIFEST, member.size()), StandardCharsets.UTF_8);
                return manifest.stripLeading().startsWith("[") && manifest.contains("\"Layers\"");
            }
            if (!USUAL.matcher(name).matches()) return false;
        }
        return false;
    }
}
