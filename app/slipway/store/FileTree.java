package slipway.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

import org.jspecify.annotations.Nullable;

/// Folders with all that is in them. Stateless.
public final class FileTree {
    private FileTree() {}

    /// Deletes `folder` and what is in it; symbolic links are deleted, never followed.
    public static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) throw failure;
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
