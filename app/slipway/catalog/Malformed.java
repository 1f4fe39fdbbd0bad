package slipway.catalog;

import java.io.IOException;

import slipway.base.Problem;
import slipway.base.StudioException;

/// A file is not what it should be at `offset`; a reader that is sure of its format makes a problem of it.
final class Malformed extends IOException {
    Malformed(String reason, long offset) {
        super(reason + " at byte " + offset);
    }

    /// The problem to show: a damaged file of `format`, written as people write it (`GGUF`).
    StudioException of(String format) {
        return new StudioException(Problem.of("catalog.damaged", format, String.valueOf(getMessage())), this);
    }
}
