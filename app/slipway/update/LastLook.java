package slipway.update;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// How the last look for a newer Slipway went; immutable, kept as `update.json` in the person’s folder.
///
/// @param atMillis when it was, 0 for never
/// @param address  where, as it may be shown
/// @param release  what was told there; null where nothing was
/// @param problem  why nothing was told; null where it was
/// @param told     the version that the person was told of last, empty for none
public record LastLook(long atMillis, String address, @Nullable Release release, @Nullable Problem problem,
        String told) {
    public static final LastLook NONE = new LastLook(0, "", null, null, "");

    LastLook withTold(String version) {
        return new LastLook(atMillis, address, release, problem, version);
    }
}
