package slipway.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarFile;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.engine.Images;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.testkit.Sources;

/// A workspace whose deployments need the images that a test says, and an engine of names and small files.
final class TestGround implements BundleGround {
    final Map<String, List<String>> engine = new TreeMap<>();
    final List<String> asked = new ArrayList<>();
    final List<ImageNeed> needs = new ArrayList<>();
    /// Names in the archives that it saves, as JSON.
    String tags = "null";
    private final Workspace workspace;

    TestGround(Path root, Tasks tasks) {
        workspace = Workspace.open(root, tasks);
    }

    static String id(int number) {
        return "sha256:" + "%064x".formatted(number);
    }

    /// An image that is here and that `deployments` need.
    void need(int number, String reference, String... deployments) {
        engine.put(id(number), new ArrayList<>(List.of(reference)));
        needs.add(new ImageNeed(reference, local(id(number)), List.of(deployments)));
    }

    private Images.Local local(String id) {
        return new Images.Local(id, engine.getOrDefault(id, List.of()), List.of(), 4_000, Instant.EPOCH, Map.of(), 0);
    }

    @Override
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public Optional<Path> model(DeploymentSpec deployment) {
        return Optional.ofNullable(deployment.model().path());
    }

    @Override
    public boolean finished(Path recording) {
        return !recording.endsWith("now");
    }

    @Override
    public List<ImageNeed> needs(List<DeploymentSpec> deployments, Progress progress) {
        return List.copyOf(needs);
    }

    @Override
    public Images images() {
        return (Images) Proxy.newProxyInstance(Images.class.getClassLoader(), new Class<?>[]{Images.class},
                (proxy, method, args) -> {
                    if (!method.getName().equals("find")) asked.add(method.getName());
                    return switch (method.getName()) {
                        case "find" -> engine.entrySet().stream().filter(each -> each.getKey().equals(args[0]) || each
                                .getValue().contains(args[0])).findFirst().map(each -> local(each.getKey()));
                        case "save" -> image((Path) args[1], String.valueOf(((List<?>) args[0]).getFirst()));
                        case "load" -> {
                            String loaded = loaded((Path) args[0]);
                            engine.put(loaded, new ArrayList<>());
                            yield List.of(loaded);
                        }
                        case "tag" -> {
                            engine.values().forEach(names -> names.remove(args[1]));
                            yield engine.computeIfAbsent((String) args[0], id -> new ArrayList<>())
                                    .add((String) args[1]);
                        }
                        default -> throw new AssertionError(method);
                    };
                });
    }

    /// As an engine writes an image that was asked for by its id: without a name, unless a test says [#tags].
    private Path image(Path file, String id) throws IOException {
        try (var tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            member(tar, "id", id + " ".repeat(5_000));
            member(tar, "manifest.json", "[{\"RepoTags\":" + tags + "}]");
        }
        return file;
    }

    private static void member(TarArchiveOutputStream tar, String name, String text) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(text.length());
        tar.putArchiveEntry(entry);
        tar.write(text.getBytes(StandardCharsets.US_ASCII));
        tar.closeArchiveEntry();
    }

    private static String loaded(Path file) throws IOException {
        try (var tar = new TarFile(file)) {
            return new String(tar.getInputStream(tar.getEntries().getFirst()).readAllBytes(),
                    StandardCharsets.US_ASCII).strip();
        }
    }

    /// A copy of the sample workspace.
    static Path sample(Path to) throws IOException {
        Path from = Sources.base().resolve("sample-models");
        for (String part : List.of("slipway.yml", "endpoints", "requests", "iris", "digits", "diabetes"))
            copy(from.resolve(part), to.resolve(part));
        return to;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                Files.createDirectories(target.getParent());
                if (Files.isRegularFile(each)) Files.copy(each, target);
            }
        }
    }

    /// Every file below `root` but its state, with its digest.
    static Map<String, String> files(Path root) throws IOException {
        var all = new TreeMap<String, String>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.endsWith(".slipway") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                try {
                    all.put(root.relativize(file).toString(), slipway.base.Bytes.owning(Files.readAllBytes(file))
                            .sha256() + Files.isExecutable(file));
                    return FileVisitResult.CONTINUE;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        return all;
    }
}
