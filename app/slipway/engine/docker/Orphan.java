package slipway.engine.docker;

import java.time.Instant;

/// Something that a studio made at the engine for a workspace that is not this one.
///
/// @param kind      `container` or `network`
/// @param workspace id of its workspace
/// @param root      folder of that workspace, as it was then; may be empty
/// @param here      whether that folder is still there: another studio may be using it
/// @param key       `iris/blue`; empty for a network
public record Orphan(String kind, String id, String name, String workspace, String root, boolean here, String key,
        boolean running, Instant created) {
    static final String CONTAINER = "container";
    static final String NETWORK = "network";
}
