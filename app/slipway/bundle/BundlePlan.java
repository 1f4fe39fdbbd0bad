package slipway.bundle;

import java.util.List;

/// What a bundle will hold, known before anything is written: images first, which take long and seldom change, then
/// files by their path. Immutable.
record BundlePlan(String workspace, List<BundleItem> items, List<Manifest.Image> images,
        List<Manifest.Endpoint> endpoints, List<Manifest.LeftOut> left) {
    BundlePlan {
        items = List.copyOf(items);
        images = List.copyOf(images);
        endpoints = List.copyOf(endpoints);
        left = List.copyOf(left);
    }

    long bytes() {
        return items.stream().mapToLong(BundleItem::size).sum();
    }

    /// What it takes while an image waits to be copied in.
    long largestImage() {
        return images.stream().mapToLong(Manifest.Image::sizeBytes).max().orElse(0);
    }
}
