package slipway.serve;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Keeps ONNX Runtime's native libraries unpacked between starts. Left alone the runtime unpacks 28 MB into the temporary
/// folder at every start, which costs about half of it, and leaves them there when the process is killed.
final class Natives {
    private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

    private Natives() {}

    /// Must come before the runtime's first class; where anything goes wrong the runtime does it its own way.
    static void prepare(Map<String, String> env) {
        if (System.getProperty("onnxruntime.native.path") != null) return;
        try {
            String from = "/ai/onnxruntime/native/" + platform() + "/";
            URL main = Natives.class.getResource(from + System.mapLibraryName(LIBRARIES.getFirst()));
            if (main == null || !(main.openConnection() instanceof JarURLConnection jar)) return;
            Path folder = cache(env).resolve("onnxruntime-" + Long.toHexString(jar.getJarEntry().getCrc()));
            if (!Files.isDirectory(folder)) unpack(from, folder);
            System.setProperty("onnxruntime.native.path", folder.toString());
        } catch (IOException e) {
            System.clearProperty("onnxruntime.native.path");
        }
    }

    /// All or nothing: whoever renames first wins, and a half-written folder is never seen.
    private static void unpack(String from, Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        Path draft = Files.createTempDirectory(folder.getParent(), "draft");
        for (String library : LIBRARIES) {
            String file = System.mapLibraryName(library);
            try (InputStream in = Natives.class.getResourceAsStream(from + file)) {
                if (in == null) throw new IOException("no " + file);
                Files.copy(in, draft.resolve(file));
            }
        }
        try {
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            for (String library : LIBRARIES)
                Files.deleteIfExists(draft.resolve(System.mapLibraryName(library)));
            Files.deleteIfExists(draft);
            if (!Files.isDirectory(folder)) throw e;
        }
    }

    private static Path cache(Map<String, String> env) {
        String own = env.getOrDefault("SLIPWAY_CACHE_DIR", "");
        if (!own.isBlank()) return Path.of(own);
        String xdg = env.getOrDefault("XDG_CACHE_HOME", "");
        Path base = xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("slipway");
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
        return (os.startsWith("mac") ? "osx" : os.startsWith("win") ? "win" : "linux") + "-" + arch;
    }
}
