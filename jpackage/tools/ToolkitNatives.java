import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Parts JavaFX's jars from the native libraries in them: `java ToolkitNatives.java JARS MODULES LIBRARIES` copies the jars
/// of one folder without them to another, and them to a third. A library that a module brings is written to a cache in the
/// home of whoever starts the program, and compared with it by a digest at every start; beside Java's own ones it is found
/// at once, and goes with the program.
final class ToolkitNatives {
    private ToolkitNatives() {}

    public static void main(String[] args) throws IOException {
        Path modules = Files.createDirectories(Path.of(args[1]));
        Path libraries = Files.createDirectories(Path.of(args[2]));
        try (var jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
            for (Path jar : jars) {
                part(jar, modules.resolve(jar.getFileName()), libraries);
            }
        }
        try (var found = Files.list(libraries)) {
            if (found.findAny().isEmpty()) throw new IOException("no native library in the jars of " + args[0]);
        }
    }

    private static void part(Path jar, Path module, Path libraries) throws IOException {
        try (var in = new ZipFile(jar.toFile()); var out = new ZipOutputStream(Files.newOutputStream(module))) {
            for (ZipEntry each : in.stream().filter(entry -> !entry.isDirectory()).toList()) {
                try (var content = in.getInputStream(each)) {
                    if (each.getName().matches("[^/]+\\.(?:so|dll|dylib)")) {
                        Files.copy(content, libraries.resolve(each.getName()));
                    } else {
                        out.putNextEntry(new ZipEntry(each.getName()));
                        content.transferTo(out);
                        out.closeEntry();
                    }
                }
            }
        }
    }
}
