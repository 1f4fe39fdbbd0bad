package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Signature;

/// Asks the readers of single files, in order, and stands between them and the rest: whatever a file does to its reader
/// is a problem of that file. Stateless.
final class FileReading {
    private FileReading() {}

    /// The model that the file at `path` is; empty where it is none.
    ///
    /// @throws StudioException where it is one and cannot be read
    static Optional<Model> model(Path path, Path root) {
        Optional<Header> header = header(path);
        try {
            return header.isEmpty() ? Optional.empty() : Optional.of(model(path, root, header.get()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// What the file at `path` says of itself; empty where it is no model.
    ///
    /// @throws StudioException where it is one and cannot be read
    static Optional<Header> header(Path path) {
        try (Probe probe = Probe.open(path)) {
            Magic.refuseStandIn(probe);
            for (FileFormat format : Formats.FILES) {
                Optional<Header> header = format.read(probe);
                if (header.isPresent()) return header;
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        } catch (StudioException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // a reader that did not foresee what this file holds; the scan goes on with the next
            throw new StudioException(Problem.of("catalog.damaged", path.getFileName(), e.toString()), e);
        }
    }

    private static StudioException unreadable(IOException e) {
        return new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
    }

    private static Model model(Path path, Path root, Header header) throws IOException {
        String file = String.valueOf(path.getFileName());
        String stated = header.name();
        int dot = file.lastIndexOf('.');
        String name = stated == null ? dot > 0 ? file.substring(0, dot) : file : stated;
        long size = Files.size(path);
        Signature signature = header.signature();
        var findings = new ArrayList<>(header.findings());
        findings.addAll(PlatformLimits.of(size, header.contracts()));
        return new Model(path.toAbsolutePath().normalize(), FolderHash.relative(root, path), name, header.version(),
                header.format(), header.framework(), header.contains(), header.contracts(), size,
                "", signature, findings, null, header.facts().get("license"), null,
                Map.of(), List.of(new Model.ModelFile(file, size)), header.facts(), stated != null);
    }
}
