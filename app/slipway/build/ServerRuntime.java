package slipway.build;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import slipway.base.Problem;
import slipway.base.StudioException;

/// A Java runtime with just what the sample server needs, and ONNX Runtime's native libraries beside it: made once from
/// the runtime that we ourselves run on, and kept in the person's cache folder. Takes a few seconds the first time.
///
/// @param folder holds `jre/` and `native/`
public record ServerRuntime(Path folder) {
    static final List<String> LIBRARIES = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

    /// For OCI Data Science, whose health check runs it inside the container.
    private static final Path CURL = Path.of("/usr/bin/curl");

    private static final String MODULES = "java.base,java.logging,jdk.httpserver";
    // of a runtime that is copied whole: sources, and what only a compiler reads
    private static final Set<String> LEFT_OUT = Set.of("lib/src.zip", "lib/ct.sym", "jmods", "include", "man");

    static ServerRuntime prepare() throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("java.home"));
        Path folder = cache().resolve("sample-server-" + key(home));
        if (!Files.isDirectory(folder)) make(home, folder);
        return new ServerRuntime(folder);
    }

    Path jre() {
        return folder.resolve("jre");
    }

    Path natives() {
        return folder.resolve("native");
    }

    /// Programs of this machine that come along, those that it has.
    List<Path> systemPrograms() {
        return Files.isExecutable(CURL) ? List.of(CURL) : List.of();
    }

    /// The system libraries that the runtime, ONNX Runtime and the [#systemPrograms] ask for.
    Set<Path> systemLibraries() throws IOException, InterruptedException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> programs = Stream.concat(systemPrograms().stream(),
                    all.filter(each -> each.endsWith("bin/java") || each.toString().endsWith(".so"))).toList();
            return SharedLibraries.of(programs, folder);
        }
    }

    /// All or nothing: whoever renames first wins, and a half-made folder is never seen.
    private static void make(Path home, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.getParent());
        Path draft = Files.createTempDirectory(folder.getParent(), "draft");
        try {
            natives(Files.createDirectory(draft.resolve("native")));
            Path jlink = home.resolve("bin/jlink");
            if (Files.isExecutable(jlink)) {
                link(jlink, draft.resolve("jre"));
            } else {
                copy(home, draft.resolve("jre"));
            }
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) throw e;
        } finally {
            delete(draft);
        }
    }

    private static void link(Path jlink, Path to) throws IOException, InterruptedException {
        String said = SharedLibraries.output(List.of(jlink.toString(), "--add-modules", MODULES,
                "--strip-java-debug-attributes", "--no-header-files", "--no-man-pages", "--compress", "zip-6",
                "--output", to.toString()));
        if (!Files.isExecutable(to.resolve("bin/java"))) {
            throw new StudioException(Problem.of("build.program-failed", "jlink", 1).withDetail(said));
        }
    }

    private static void copy(Path home, Path to) throws IOException {
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                if (leftOut(each)) return FileVisitResult.SKIP_SUBTREE;
                Files.createDirectories(to.resolve(home.relativize(each)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                if (!leftOut(each)) {
                    Files.copy(each, to.resolve(home.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }

            private boolean leftOut(Path each) {
                return LEFT_OUT.contains(home.relativize(each).toString().replace(File.separatorChar, '/'));
            }
        });
    }

    private static void natives(Path to) throws IOException {
        for (String library : LIBRARIES) {
            try (InputStream in = ServerRuntime.class.getResourceAsStream(nativeResource(library))) {
                if (in == null) throw StudioException.of("build.no-natives", platform());
                Files.copy(in, to.resolve(library));
            }
        }
    }

    private static String nativeResource(String library) {
        return "/ai/onnxruntime/native/" + platform() + "/" + library;
    }

    /// As ONNX Runtime names it.
    static String platform() {
        return "linux-" + (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64");
    }

    /// Changes with the Java version, with what is taken from it, and with ONNX Runtime.
    private static String key(Path home) throws IOException {
        Path release = home.resolve("release");
        var inputs = new InputHash().add(MODULES).add(Files.isRegularFile(release) ? Files.readString(release) : "");
        for (String library : LIBRARIES) {
            var resource = ServerRuntime.class.getResource(nativeResource(library));
            if (resource == null) throw StudioException.of("build.no-natives", platform());
            inputs.add(resource.openConnection().getContentLengthLong() + resource.getPath());
        }
        return inputs.text();
    }

    /// Where runtimes are kept for all workspaces of this person.
    public static Path cache() {
        String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path base = xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("slipway");
    }

    /// Whether containers can run what runs here.
    static boolean possible() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
