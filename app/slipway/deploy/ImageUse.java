package slipway.deploy;

import org.jspecify.annotations.Nullable;

import slipway.spec.DeploymentSpec;

/// The image that a deployment's containers run, pinned when it was deployed.
///
/// @param reference as it was asked for or built: `iris:2`, `registry/iris@sha256:…`
/// @param pinned    what containers are made from, which no moved tag changes: a digest, else the image's id
/// @param id        `sha256:…` of its configuration
/// @param digest    `sha256:…` at its registry; null for one that was never pushed or pulled
/// @param moved     whether `reference` means another image by now
public record ImageUse(String reference, String pinned, String id, @Nullable String digest, boolean moved) {
    ImageUse withMoved(boolean now) {
        return new ImageUse(reference, pinned, id, digest, now);
    }

    /// The digest to record for `named`; null where something else was made of that image, or it has none.
    public @Nullable String digestOf(@Nullable String named) {
        return reference.equals(named) ? digest : null;
    }

    /// Whether `next` is `asked` with nothing but this image's digest recorded.
    boolean records(DeploymentSpec asked, DeploymentSpec next) {
        String recorded = next.slipway().imageDigest();
        return recorded != null && recorded.equals(digest) && !asked.equals(next)
                && asked.equals(next.withImageDigest(asked.slipway().imageDigest()));
    }
}
