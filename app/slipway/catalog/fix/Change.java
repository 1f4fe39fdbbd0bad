package slipway.catalog.fix;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// One file of a model before and after; `file` is relative to the model. Data only, nothing is written by it.
public sealed interface Change {
    String file();

    /// The text before, null where the file is new, and the text after.
    record Content(String file, @Nullable String before, String after) implements Change {}

    /// Permission bits, as in `chmod`.
    record Mode(String file, int before, int after) implements Change {}

    /// An archive packed again without the folder that everything in it lies in.
    ///
    /// @param renames  entries by their names before, in the order of the archive
    /// @param leftOut  what is no part of the model: what macOS adds
    /// @param size     of the archive before, which with `modified` tells whether it is still the same
    /// @param modified ms since 1970
    record Repack(String file, Map<String, String> renames, List<String> leftOut, long size,
            long modified) implements Change {}
}
