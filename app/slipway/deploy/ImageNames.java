package slipway.deploy;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import slipway.spec.DeploymentSpec;

/// Under which name a deployment looks for its image. Stateless.
public final class ImageNames {
    private ImageNames() {}

    /// The image that the spec names, with the digest that it recorded; null where it names none.
    public static @Nullable String named(DeploymentSpec spec) {
        String image = spec.image();
        String digest = spec.slipway().imageDigest();
        if (image == null || digest == null || image.contains("@")) return image;
        return withoutTag(image) + "@" + digest;
    }

    /// `registry:5000/iris:2` without its tag, and without a digest; a port is none.
    public static String withoutTag(String reference) {
        int at = reference.indexOf('@');
        String name = at < 0 ? reference : reference.substring(0, at);
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }

    /// The tag of an image that is built from the deployment’s own folder.
    public static String own(DeploymentSpec spec) {
        return "slipway/" + spec.endpoint().toLowerCase(Locale.ROOT) + "-" + spec.name().toLowerCase(Locale.ROOT)
                + ":local";
    }
}
