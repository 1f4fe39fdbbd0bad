package slipway.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// What a scan found in one folder and below, with how the files looked, so that the next scan reads only what changed.
/// A folder where nothing changed stays the same object.
///
/// @param stamp    of what lies right in it
/// @param deep     of everything below, where the folder is a model; else 0
/// @param model    the model that the folder itself is, which then owns all below
/// @param problem  why the folder is damaged, or could not be looked into
/// @param owner    whether the folder is a model, whole or damaged
/// @param files    of the files right in it those that are models, whole or damaged, by name
/// @param children the folders in it, by name; none below a model
/// @param inner    the folders below a model, which have to be watched too
record ScannedFolder(Path path, long stamp, long deep, boolean owner, @Nullable Model model, @Nullable Problem problem,
        List<ScannedFile> files, List<ScannedFolder> children, List<Path> inner) {

    /// A file that is a model, or a damaged one.
    record ScannedFile(String name, long stamp, @Nullable Model model, @Nullable Problem problem) {}

    ScannedFolder {
        files = List.copyOf(files);
        children = List.copyOf(children);
        inner = List.copyOf(inner);
    }

    /// This folder and all below, each before what is in it.
    void each(Consumer<ScannedFolder> look) {
        look.accept(this);
        for (ScannedFolder child : children)
            child.each(look);
    }

    /// Whether `other` says the same of the folder itself, whatever is in the folders below.
    boolean sameHere(ScannedFolder other) {
        return stamp == other.stamp && deep == other.deep && owner == other.owner
                && Objects.equals(model, other.model) && Objects.equals(problem, other.problem)
                && files.equals(other.files) && inner.equals(other.inner);
    }

    /// The same with other readings.
    ScannedFolder with(@Nullable Model own, List<ScannedFile> ownFiles, List<ScannedFolder> below) {
        return new ScannedFolder(path, stamp, deep, owner, own, problem, ownFiles, below, inner);
    }

    @Nullable
    ScannedFolder child(String name) {
        // by name, as the scan left them
        int low = 0;
        int high = children.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = String.valueOf(children.get(middle).path.getFileName()).compareTo(name);
            if (order == 0) return children.get(middle);
            if (order < 0) low = middle + 1;
            else
                high = middle - 1;
        }
        return null;
    }

    @Nullable
    ScannedFile file(String name) {
        for (ScannedFile file : files)
            if (file.name.equals(name)) return file;
        return null;
    }
}
