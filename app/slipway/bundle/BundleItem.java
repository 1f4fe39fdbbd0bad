package slipway.bundle;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;

/// One member that is to be written. Immutable.
///
/// @param path    in the bundle
/// @param key     changes with the content: a member of the same key need not be written again
/// @param source  what it is copied from; null for `content` and for an image, which the engine gives
/// @param content what was changed on the way; null where it goes as it is
/// @param size    in bytes; for an image what the engine says, which is near to it
record BundleItem(String path, String key, @Nullable Path source, @Nullable Bytes content, long size,
        boolean executable) {
    static BundleItem file(String path, Path source, long size, long modifiedMillis, boolean executable) {
        return new BundleItem(path, path + " " + size + " " + modifiedMillis + " " + executable, source, null, size,
                executable);
    }

    static BundleItem content(String path, Bytes content) {
        return new BundleItem(path, path + " " + content.sha256(), null, content, content.length(), false);
    }

    static BundleItem image(Manifest.Image image) {
        return new BundleItem(image.entry(), image.entry() + " " + image.id() + " " + image.references(), null, null,
                image.sizeBytes(), false);
    }

    /// The same file below `folder` in place of the workspace.
    BundleItem under(String folder) {
        String moved = folder + path.substring(Manifest.WORKSPACE.length());
        return new BundleItem(moved, moved + key.substring(path.length()), source, content, size, executable);
    }
}
