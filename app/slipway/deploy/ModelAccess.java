package slipway.deploy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;

/// Whether the user that an image runs as can read a model folder that is mounted as it is: found out before a server
/// ends over it. Reads the folder; any thread.
final class ModelAccess {
    private static final int READ = 4;
    private static final int ENTER = 1;

    private final int uid;
    private final int gid;

    /// @param user as an image says it: `65532:65532`, `1000`, `nonroot`; empty for root
    private ModelAccess(String user) {
        String[] parts = user.split(":", 2);
        this.uid = number(parts[0]);
        this.gid = parts.length < 2 ? -1 : number(parts[1]);
    }

    /// Fails with the first file that cannot be read and what to do.
    static void check(Path folder, String user) {
        Path closed = closed(folder, user);
        if (closed != null) throw StudioException.of("deploy.model-closed", closed, user, folder);
    }

    /// The first file or folder in `folder` that `user` cannot read; null without any, for root, and where the file
    /// system knows no such rights.
    static @Nullable Path closed(Path folder, String user) {
        var access = new ModelAccess(user);
        if (user.isEmpty() || access.uid == 0 || user.split(":", 2)[0].equals("root")) return null;
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) return null;
        try {
            return access.first(folder);
        } catch (IOException e) {
            // what we cannot look at, the catalog has said already
            return null;
        }
    }

    private @Nullable Path first(Path folder) throws IOException {
        var found = new AtomicReference<@Nullable Path>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) throws IOException {
                return judge(at, READ | ENTER);
            }

            @Override
            public FileVisitResult visitFile(Path at, BasicFileAttributes attributes) throws IOException {
                return attributes.isRegularFile() ? judge(at, READ) : FileVisitResult.CONTINUE;
            }

            private FileVisitResult judge(Path at, int wanted) throws IOException {
                if (may(at, wanted)) return FileVisitResult.CONTINUE;
                found.set(at);
                return FileVisitResult.TERMINATE;
            }
        });
        return found.get();
    }

    private boolean may(Path at, int wanted) throws IOException {
        int mode = number(at, "unix:mode");
        int bits = number(at, "unix:uid") == uid ? mode >> 6 : number(at, "unix:gid") == gid ? mode >> 3 : mode;
        return (bits & wanted) == wanted;
    }

    private static int number(Path at, String attribute) throws IOException {
        return Files.getAttribute(at, attribute, LinkOption.NOFOLLOW_LINKS) instanceof Integer value ? value : -1;
    }

    /// -1 for a name, which only the image can tell the number of.
    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }
}
