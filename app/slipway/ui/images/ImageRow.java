package slipway.ui.images;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import slipway.deploy.Deployment;
import slipway.deploy.ImageUse;
import slipway.engine.Images;

/// An image with who uses it. Immutable.
///
/// @param deployments ids of the deployments that run it
record ImageRow(Images.Local image, List<String> deployments) {
    private static final String OUR_LABELS = "slipway.";

    static List<ImageRow> of(List<Images.Local> images, List<Deployment> deployments) {
        return images.stream().map(image -> new ImageRow(image, deployments.stream()
                .filter(each -> runs(each, image)).map(Deployment::id).sorted().toList())).toList();
    }

    private static boolean runs(Deployment deployment, Images.Local image) {
        ImageUse use = deployment.image();
        return use != null && use.id().equals(image.id());
    }

    String id() {
        return image.id();
    }

    /// Whether Slipway built it.
    boolean ours() {
        return image.labels().keySet().stream().anyMatch(label -> label.startsWith(OUR_LABELS));
    }

    /// Whether it is known that nobody uses it.
    boolean unused() {
        return deployments.isEmpty() && image.users() == 0;
    }

    boolean used() {
        return !deployments.isEmpty() || image.users() > 0;
    }

    /// What a clean-up takes: nobody uses it, and it has no name to find it by.
    boolean leftOver() {
        return image.tags().isEmpty() && !used();
    }

    /// `iris` of `registry:5000/iris:2`; the short id of one without a name.
    String name() {
        String title = image.title();
        return image.tags().isEmpty() ? title : title.substring(0, tagStart(title));
    }

    /// `2`, or empty.
    String tag() {
        String title = image.title();
        return image.tags().isEmpty() ? "" : title.substring(Math.min(title.length(), tagStart(title) + 1));
    }

    /// A colon before the last slash is a port.
    private static int tagStart(String reference) {
        int colon = reference.lastIndexOf(':');
        return colon > reference.lastIndexOf('/') ? colon : reference.length();
    }

    boolean has(String words) {
        String all = (String.join(" ", image.tags()) + " " + image.id() + " " + String.join(" ", image.digests()) + " "
                + String.join(" ", deployments)).toLowerCase(Locale.ROOT);
        return words.toLowerCase(Locale.ROOT).strip().lines().flatMap(line -> List.of(line.split("\\s+", -1)).stream())
                .allMatch(all::contains);
    }

    boolean same(@org.jspecify.annotations.Nullable ImageRow other) {
        return other != null && Objects.equals(other.id(), id());
    }
}
