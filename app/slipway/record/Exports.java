package slipway.record;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Writes a recording to a file, whole or not at all. Stateless; blocking.
public final class Exports {
    private Exports() {}

    /// As HAR with `base` before each path, else as JSON lines; a file that is there is replaced.
    ///
    /// @throws StudioException `record.export` where it cannot be written
    public static void write(Recording recording, String base, boolean har, Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(beside), 1 << 16)) {
                if (har) HarExport.write(recording, base, to);
                else
                    JsonlExport.write(recording, to);
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StudioException(Problem.of("record.export", file), e);
        } finally {
            beside.toFile().delete();
        }
    }
}
