package slipway;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What installers bring of libraries of before Java 6 is the same library, in a form that a cache of classes takes in.
class ModernClassesTest {
    private static final String NOTICE = "META-INF/CHANGED.txt";
    private static final int JAVA_6 = 50;

    @TempDir
    private Path folder;

    @Test
    void oldClassesAreOfAnotherVersionAndPassTheVerifier() throws Exception {
        Path before = library("picocli-");
        Path after = Files.copy(before, folder.resolve(before.getFileName()));
        Path other = library("snakeyaml-engine-");
        Path untouched = Files.copy(other, folder.resolve(other.getFileName()));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Path.of(System.getProperty("slipway.basedir", "."), "jpackage/tools/Modern.java").toString(),
                folder.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("told.txt").toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("told.txt")));

        assertEquals(-1, Files.mismatch(other, untouched), "nothing in it is old");
        assertTrue(versions(before).stream().anyMatch(version -> version < JAVA_6), "nothing to do");
        assertFalse(versions(after).stream().anyMatch(version -> version < JAVA_6));
        var expected = names(before);
        expected.add(NOTICE);
        assertEquals(expected, names(after));
        try (var loader = new URLClassLoader(new URL[]{after.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (String name : names(after)) {
                if (!name.startsWith("picocli/") || !name.endsWith(".class")) continue;
                String type = name.substring(0, name.length() - ".class".length()).replace('/', '.');
                // a class that does not pass the verifier does not initialize
                assertEquals(loader, Class.forName(type, true, loader).getClassLoader());
            }
        }
    }

    private static Path library(String name) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(each -> String.valueOf(each.getFileName()).matches(name + "[0-9.]+\\.jar")).findFirst()
                .orElseThrow();
    }

    private static Set<String> names(Path jar) throws Exception {
        try (var zip = new ZipFile(jar.toFile())) {
            return new TreeSet<>(zip.stream().map(ZipEntry::getName).toList());
        }
    }

    private static List<Integer> versions(Path jar) throws Exception {
        try (var zip = new ZipFile(jar.toFile())) {
            var versions = new TreeSet<Integer>();
            for (ZipEntry each : zip.stream().filter(entry -> entry.getName().endsWith(".class")).toList()) {
                byte[] start = zip.getInputStream(each).readNBytes(8);
                versions.add(((start[6] & 0xff) << 8) | (start[7] & 0xff));
            }
            return List.copyOf(versions);
        }
    }
}
