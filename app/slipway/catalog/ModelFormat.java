package slipway.catalog;

import java.nio.file.Path;
import java.util.Optional;

/// One kind of model on disk; one file each, listed in [Formats#ALL]. Reads headers only, never runs anything.
public interface ModelFormat {
    /// The stable id: `mlflow`, `onnx` …
    String id();

    /// Whether this format is a folder that owns the files under it.
    boolean ownsFolder();

    /// The model at `path`, empty where this is not one. A file that is one but broken is a `StudioException`.
    ///
    /// @param root the scanned root, which nothing may lead out of
    Optional<Model> read(Path path, Path root);
}
