package slipway.bundle;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import slipway.base.StudioException;

/// The files of a workspace that may leave it. State, version control, what holds secrets by its name, and links that
/// lead out stay behind. One use, one thread; interruption cancels.
final class WorkspaceFiles {
    /// Never in a bundle, wherever they stand: also refused where a bundle has them.
    private static final Set<String> NEVER = Set.of(".slipway", ".git", ".hg", ".svn", ".netrc", ".ssh", ".aws",
            "http-client.private.env.json", ".ds_store", ".npmrc", ".pypirc", ".pgpass", ".docker", ".kube", ".azure",
            ".envrc");
    /// Keys by their usual names.
    private static final Pattern KEYS = Pattern
            .compile(".*\\.(?:pem|key|p12|pfx|jks|env)|id_(?:rsa|dsa|ecdsa|ed25519)");

    private final Path root;
    private final Path real;
    private final Map<String, BundleItem> found = new TreeMap<>();
    private final List<Manifest.LeftOut> links = new ArrayList<>();
    private final List<Manifest.LeftOut> left = new ArrayList<>();
    private final Predicate<Path> bundle;

    /// @param bundle tells the bundle that is being written, and what waits beside it, from what goes in
    WorkspaceFiles(Path root, Predicate<Path> bundle) throws IOException {
        this.root = root;
        this.real = root.toRealPath();
        this.bundle = bundle;
    }

    /// Whether a file or folder of this name is left out.
    static boolean never(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return NEVER.contains(small) || small.startsWith(".env.") || KEYS.matcher(small).matches();
    }

    /// Adds a file, or a folder with all that is in it; refused where it lies outside the workspace. A link that is named
    /// here is followed, one that is found on the way is not, unless it means a file of the workspace.
    void add(Path path) throws IOException, InterruptedException {
        Path start = path.toAbsolutePath().normalize();
        if (!start.startsWith(root)) throw StudioException.of("bundle.outside", start, root);
        if (!Files.exists(start)) throw StudioException.of("bundle.missing", start);
        Path from = start.toRealPath();
        if (!from.startsWith(real)) throw StudioException.of("bundle.outside", from, root);
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (Thread.currentThread().isInterrupted()) return FileVisitResult.TERMINATE;
                return !folder.equals(from) && never(name(folder))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path named = start.resolve(from.relativize(file));
                if (KEYS.matcher(name(file).toLowerCase(Locale.ROOT)).matches())
                    left.add(new Manifest.LeftOut("secret", relative(named), List.of(name(file))));
                else if (!never(name(file)) && !ours(file))
                    take(file, named, attributes);
                return FileVisitResult.CONTINUE;
            }
        });
        if (Thread.interrupted()) throw new InterruptedException("listing " + start);
    }

    /// The files of `folder` itself whose names end so.
    void addYaml(Path folder) throws IOException, InterruptedException {
        try (var inside = Files.list(folder)) {
            for (Path file : inside.filter(each -> each.toString().matches(".*\\.ya?ml")).toList())
                add(file);
        }
    }

    /// `named` is where it stands in the workspace, whatever links led there.
    private void take(Path file, Path named, BasicFileAttributes attributes) throws IOException {
        BasicFileAttributes content = attributes;
        if (attributes.isSymbolicLink()) {
            if (Files.isRegularFile(file) && mayGo(file.toRealPath()))
                content = Files.readAttributes(file, BasicFileAttributes.class);
        }
        if (!content.isRegularFile()) {
            links.add(new Manifest.LeftOut("link", relative(named), List.of()));
            return;
        }
        String path = Manifest.WORKSPACE + relative(named);
        if (!MemberRules.safe(path, Form.BUNDLE)) {
            left.add(new Manifest.LeftOut("name", relative(named), List.of()));
            return;
        }
        found.put(path, BundleItem.file(path, file, content.size(), content.lastModifiedTime().toMillis(),
                executable(file)));
    }

    /// Whether a link may stand for what it means: a file of this workspace that would go along by its own name.
    private boolean mayGo(Path meant) {
        if (!meant.startsWith(real) || ours(meant)) return false;
        for (Path part : real.relativize(meant)) {
            if (never(part.toString())) return false;
        }
        return true;
    }

    private static boolean executable(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }

    /// A bundle, or what is left of one that was being written.
    private boolean ours(Path file) {
        String name = name(file);
        return name.endsWith(".slipway") || name.contains(".slipway.part") || bundle.test(file);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    String relative(Path file) {
        return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    /// By their path in the bundle; to be changed by whoever asked.
    Map<String, BundleItem> found() {
        return found;
    }

    /// What stayed behind for its name.
    List<Manifest.LeftOut> left() {
        return left;
    }

    /// Those that nothing was found under.
    List<Manifest.LeftOut> links() {
        return links.stream().filter(each -> found.keySet().stream().noneMatch(path -> path.startsWith(
                Manifest.WORKSPACE + each.file() + "/"))).toList();
    }
}
