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

import slipway.base.StudioException;

/// The files of a workspace that may leave it. State, version control, what holds secrets by its name, and links that
/// lead out stay behind. One use, one thread; interruption cancels.
final class WorkspaceFiles {
    /// Never in a bundle, wherever they stand: also refused where a bundle has them.
    private static final Set<String> NEVER = Set.of(".slipway", ".git", ".hg", ".svn", ".netrc", ".ssh", ".aws",
            "http-client.private.env.json", ".ds_store");

    private final Path root;
    private final Path real;
    private final Map<String, BundleItem> found = new TreeMap<>();
    private final List<Manifest.LeftOut> links = new ArrayList<>();

    WorkspaceFiles(Path root) throws IOException {
        this.root = root;
        this.real = root.toRealPath();
    }

    /// Whether a file or folder of this name is left out.
    static boolean never(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return NEVER.contains(small) || small.equals(".env") || small.startsWith(".env.");
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
                if (!never(name(file)) && !ours(name(file)))
                    take(file, start.resolve(from.relativize(file)), attributes);
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
            boolean inside = Files.isRegularFile(file) && file.toRealPath().startsWith(real);
            if (inside) content = Files.readAttributes(file, BasicFileAttributes.class);
        }
        if (!content.isRegularFile()) {
            links.add(new Manifest.LeftOut("link", relative(named), List.of()));
            return;
        }
        String path = Manifest.WORKSPACE + relative(named);
        found.put(path, BundleItem.file(path, file, content.size(), content.lastModifiedTime().toMillis(),
                executable(file)));
    }

    private static boolean executable(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }

    /// A bundle, or what is left of one that was being written.
    private static boolean ours(String name) {
        return name.endsWith(".slipway") || name.contains(".slipway.part");
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

    /// Those that nothing was found under.
    List<Manifest.LeftOut> links() {
        return links.stream().filter(each -> found.keySet().stream().noneMatch(path -> path.startsWith(
                Manifest.WORKSPACE + each.file() + "/"))).toList();
    }
}
