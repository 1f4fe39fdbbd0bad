package slipway.catalog;

import java.io.IOException;
import java.util.Optional;

/// One kind of model in a single file; one class each. Reads headers only, within bounds; never runs anything.
interface FileFormat {
    /// What `probe` says of itself; empty where it is no model of this kind.
    ///
    /// @throws slipway.base.StudioException where it is one, but damaged: why, and at which byte
    Optional<Header> read(Probe probe) throws IOException;
}
