package slipway.bundle;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Units;
import slipway.engine.Images;

/// Brings the images of an open bundle to the engine: each is compared with its digest before the engine sees it, and one
/// that is there by its id is left as it is. Used once, one thread; interruption cancels.
final class BundleImages {
    private static final String WAITING = "bundle-image.tar";

    private final BundleReader bundle;
    private final Path state;
    private final Progress progress;

    /// @param state folder in which an image waits for the engine
    BundleImages(BundleReader bundle, Path state, Progress progress) {
        this.bundle = bundle;
        this.state = state;
        this.progress = progress;
    }

    List<BundleOpening.Loaded> load(BundleOpening.Engine engine) throws IOException, InterruptedException {
        var all = new ArrayList<BundleOpening.Loaded>();
        if (bundle.manifest().images().isEmpty()) return all;
        // what a killed run left; nobody else opens into this folder now
        Files.deleteIfExists(state.resolve(WAITING));
        Images images = reached(engine);
        for (Manifest.Image each : bundle.manifest().images())
            all.add(load(each, images));
        return all;
    }

    private Images reached(BundleOpening.Engine engine) throws InterruptedException {
        try {
            return engine.images();
        } catch (StudioException e) {
            throw new StudioException(Problem.of("bundle.no-engine", state.resolveSibling("").normalize(), e.problem()
                    .what()), e);
        }
    }

    private BundleOpening.Loaded load(Manifest.Image image, Images images) throws IOException, InterruptedException {
        boolean there = images.find(image.id()).isPresent();
        String id = there ? image.id() : bring(image, images);
        var moved = new ArrayList<String>();
        for (String reference : image.references()) {
            Optional<Images.Local> before = images.find(reference);
            if (before.isPresent() && before.get().id().equals(id)) continue;
            before.ifPresent(other -> moved.add(reference));
            images.tag(id, reference);
        }
        return new BundleOpening.Loaded(image, there, moved);
    }

    /// Loads it and answers the id that it has here.
    private String bring(Manifest.Image image, Images images) throws IOException, InterruptedException {
        Manifest.Entry entry = bundle.manifest().entries().stream().filter(each -> each.path().equals(image.entry()))
                .findFirst().orElseThrow();
        long free = Files.getFileStore(state).getUsableSpace();
        if (free < entry.size())
            throw StudioException.of("bundle.space", state, Units.bytes(entry.size()), Units.bytes(free));
        Path waiting = state.resolve(WAITING);
        String title = image.references().getFirst();
        try {
            progress.stage("bundle.stage.unpack-image", title);
            try (OutputStream out = new FileOutputStream(waiting.toFile())) {
                bundle.copy(entry, out, new Counted(progress, 0, entry.size()));
            }
            Set<String> names = ImageNames.in(waiting, entry.path());
            names.removeAll(image.references());
            // the engine would take these names from the images that have them here
            if (!names.isEmpty())
                throw StudioException.of("bundle.image-names", entry.path(), String.join(", ", names));
            progress.stage("bundle.stage.load", title);
            List<String> loaded = images.load(waiting, progress);
            if (images.find(image.id()).isPresent()) return image.id();
            // engines that store images in another way give them other ids
            for (String each : loaded) {
                Optional<Images.Local> found = images.find(each);
                if (found.isPresent()) return found.get().id();
            }
            throw StudioException.of("bundle.image-unlike", title, image.id());
        } finally {
            Files.deleteIfExists(waiting);
        }
    }
}
