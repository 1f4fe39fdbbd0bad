import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Takes the native libraries of other systems out of the jars of a folder: `java OwnNatives.java FOLDER`. Some
/// libraries bring those of ten systems in one jar, of which an installer needs its own, and the Linux one that sample
/// servers in containers are built from. Jars are written without compression: installers compress all of them
/// together, which makes them smaller, and classes load faster.
final class OwnNatives {
    private static final String ENDINGS = ".*\\.(?:so|dll|dylib|jnilib|a|lib|pdb)(?:\\..*)?$|.*\\.dsym/.*";

    private OwnNatives() {}

    public static void main(String[] args) throws IOException {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.contains("win") ? "win" : os.contains("mac") ? "mac" : "linux";
        try (var jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
            for (Path jar : jars) {
                strip(jar, system, arm);
            }
        }
    }

    private static void strip(Path jar, String system, boolean arm) throws IOException {
        List<? extends ZipEntry> kept;
        Path draft = jar.resolveSibling(jar.getFileName() + ".part");
        try (var in = new ZipFile(jar.toFile())) {
            kept = in.stream().filter(each -> !foreign(each, system, arm)).toList();
            if (in.stream().anyMatch(OwnNatives::isNative) && kept.stream().noneMatch(OwnNatives::isNative)) {
                throw new IOException(jar + " would be left without any native library: what is in it goes by other names");
            }
            try (var out = new ZipOutputStream(Files.newOutputStream(draft))) {
                out.setLevel(0);
                for (ZipEntry each : kept) {
                    var copy = new ZipEntry(each.getName());
                    copy.setTimeLocal(each.getTimeLocal());
                    out.putNextEntry(copy);
                    in.getInputStream(each).transferTo(out);
                    out.closeEntry();
                }
            }
        }
        Files.move(draft, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isNative(ZipEntry entry) {
        return entry.getName().toLowerCase(Locale.ROOT).matches(ENDINGS);
    }

    private static boolean foreign(ZipEntry entry, String system, boolean arm) {
        if (!isNative(entry)) return false;
        String path = entry.getName().toLowerCase(Locale.ROOT);
        // in a jar for one system alone, chosen by the build: its path does not name the system
        if (path.startsWith("meta-inf/native/libnetty_")) return false;
        // containers run Linux on every machine
        if (path.startsWith("ai/onnxruntime/native/linux-" + (arm ? "aarch64" : "x64"))) return false;
        boolean ours = switch (system) {
            case "win" -> path.matches(".*/win[^/]*/.*");
            case "mac" -> path.contains("mac") || path.contains("osx") || path.contains("darwin");
            default -> path.contains("linux") && !path.contains("android") && !path.contains("musl");
        };
        boolean chip = arm
                ? path.contains("aarch64") || path.contains("arm64")
                : path.contains("x64") || path.contains("x86_64") || path.contains("x86-64") || path.contains("amd64");
        return !(ours && chip);
    }
}
