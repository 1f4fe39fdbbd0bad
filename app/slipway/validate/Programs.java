package slipway.validate;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds programs by name.
@FunctionalInterface
public interface Programs {
    Optional<Path> find(String name);

    /// Those on the PATH.
    static Programs onPath() {
        return name -> {
            for (String folder : String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1)) {
                Path file = Path.of(folder.isEmpty() ? "." : folder, name).toAbsolutePath();
                if (Files.isRegularFile(file) && Files.isExecutable(file)) return Optional.of(file);
            }
            return Optional.empty();
        };
    }
}
