package slipway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The files of the repository, for the gates that read source text.
public final class Sources {
    private Sources() {}

    /// The repository's root.
    public static Path base() {
        return Path.of(System.getProperty("slipway.basedir", ".")).toAbsolutePath().normalize();
    }

    public static Map<String, String> java(String folder) {
        return files(folder, ".java");
    }

    /// Path below the root to content, of every file under `folder` that ends so; an absent folder has none.
    public static Map<String, String> files(String folder, String ending) {
        Path root = base().resolve(folder);
        var found = new TreeMap<String, String>();
        if (!Files.isDirectory(root)) return found;
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(each -> each.toString().endsWith(ending)).toList()) {
                found.put(base().relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    public static String read(String file) {
        try {
            return Files.readString(base().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Set<String> longerThan(Map<String, String> files, int lines) {
        var broken = new TreeSet<String>();
        files.forEach((name, text) -> {
            long count = text.lines().count();
            if (count > lines) broken.add(name + " has " + count + " lines");
        });
        return broken;
    }
}
