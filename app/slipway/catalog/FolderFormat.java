package slipway.catalog;

import java.nio.file.Path;
import java.util.Optional;

/// One kind of model that is a folder and owns the files under it; one class each, listed in [Formats#FOLDERS]. Reads
/// headers only, within bounds; never runs anything.
interface FolderFormat {
    /// The model that `folder` is, empty where it is none of this kind.
    ///
    /// @param root the scanned root, which nothing may lead out of
    /// @throws slipway.base.StudioException where it is one, but damaged
    Optional<Model> read(Path folder, Path root);
}
