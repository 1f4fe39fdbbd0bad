package slipway.engine;

import java.time.Instant;

/// Something that a studio made at a container engine for a workspace that is not this one.
///
/// @param workspace id of its workspace
/// @param root      folder of that workspace, as it was then; may be empty
/// @param here      whether that folder is still there: its studio would take this over when it opens again
/// @param key       `iris/blue`; empty for a network
/// @param sizeBytes what its own writable layer takes; -1 where not known
public record LeftOver(Kind kind, String id, String name, String workspace, String root, boolean here, String key,
        boolean running, Instant created, long sizeBytes) {
    public enum Kind {
        CONTAINER, NETWORK
    }
}
