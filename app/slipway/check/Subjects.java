package slipway.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.build.FolderContext;
import slipway.build.Recipe;
import slipway.build.Recipes;
import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.contract.ServingContract;
import slipway.engine.BuildSource;
import slipway.engine.Images;

/// Finds out what a target is made of: its image, built or pulled where it is not here, and its artifact. One for all
/// contracts of an examination, so that nothing is built twice; any thread.
final class Subjects {
    private static final String DOCKERFILE = "Dockerfile";
    /// Where a folder with a Dockerfile keeps what is mounted.
    private static final List<String> ARTIFACTS = List.of("artifact", "model");
    /// Where it keeps a prediction to send.
    private static final List<String> REQUESTS = List.of("predict.json", "request.json", "invocations.json",
            "score.json", "infer.json",
            "invocations.csv", "request.csv");

    private final CheckTarget target;
    private final @Nullable Images images;
    private final Progress progress;
    /// The folder with a Dockerfile.
    private final @Nullable Path context;
    private final @Nullable Model container;
    private final @Nullable Model model;
    private final @Nullable Path artifact;
    private final ReentrantLock making = new ReentrantLock();

    /// Reads the folders; quick. @param images null where no container engine answers
    Subjects(CheckTarget target, @Nullable Images images, Progress progress) {
        this.images = images;
        this.progress = progress;
        Path folder = target.folder();
        this.context = folder != null && Files.isRegularFile(folder.resolve(DOCKERFILE)) ? folder : null;
        this.container = context == null ? null : look(context);
        this.target = context == null || target.request() != null ? target : target.with(request(context));
        Path mounted = Servers.mounted(target.artifact());
        if (mounted == null && folder != null) mounted = context == null ? folder : inner(folder);
        this.artifact = Servers.mounted(mounted);
        this.model = artifact == null ? null : look(artifact);
    }

    private static @Nullable Path inner(Path folder) {
        return ARTIFACTS.stream().map(folder::resolve).filter(Files::isDirectory).findFirst().orElse(null);
    }

    private static CheckTarget.@Nullable Request request(Path folder) {
        Path file = REQUESTS.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst().orElse(null);
        if (file == null) return null;
        try {
            return new CheckTarget.Request(file.toString().endsWith(".csv") ? "text/csv" : "application/json",
                    Files.readString(file));
        } catch (IOException e) {
            throw new StudioException(Problem.of("check.unreadable", file), e);
        }
    }

    /// Null for a folder that is no model: a container may be given any.
    private static @Nullable Model look(Path path) {
        try {
            return Catalog.look(path);
        } catch (StudioException e) {
            return null;
        }
    }

    /// As `contract` needs it; blocks while an image is pulled or built.
    ///
    /// @return one without an image where the target is none and needs none
    Subject under(ServingContract contract) throws InterruptedException {
        Images.Local image = image(contract);
        Images.Config config = image == null || images == null ? null : images.config(image.id());
        return new Subject(target, image, config, container, model, artifact);
    }

    private Images.@Nullable Local image(ServingContract contract) throws InterruptedException {
        if (target.url() != null) return null;
        making.lockInterruptibly();
        try {
            String reference = target.image();
            if (reference != null) return named(reference);
            if (context != null) return images == null ? null : built(context, images);
            return images == null ? null : recipe(contract, images);
        } catch (IOException e) {
            throw new StudioException(Problem.of("check.unreadable", target.name()), e);
        } finally {
            making.unlock();
        }
    }

    private Images.Local named(String reference) throws InterruptedException {
        Images here = needed();
        Optional<Images.Local> found = here.find(reference);
        return found.isPresent() ? found.get() : here.pull(reference, null, progress);
    }

    private Images.Local built(Path folder, Images here) throws InterruptedException, IOException {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName()).toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        return build(here, FolderContext.of(folder, DOCKERFILE), "slipway/check-" + name + ":local");
    }

    /// The image of the model's recipe; null where there is none, and the embedded engine may serve it.
    private Images.@Nullable Local recipe(ServingContract contract, Images here) throws InterruptedException {
        Recipe recipe = model == null ? null : Recipes.forModel(model, contract).orElse(null);
        if (recipe == null) return null;
        String tag = recipe.tag();
        Optional<Images.Local> found = here.find(tag);
        return found.isPresent() ? found.get() : build(here, recipe.source(), tag);
    }

    private Images.Local build(Images here, BuildSource source, String tag) throws InterruptedException {
        progress.stage("check.building", tag);
        return here.build(new Images.Build(source, DOCKERFILE, List.of(tag), Map.of(), Map.of(), null, null, false,
                Images.Builder.AUTO, line -> {}), progress).image();
    }

    /// The image that watches networks: our sample server's. Null where it cannot be made here.
    @Nullable
    String runtimeImage() throws InterruptedException {
        Recipe recipe = images == null ? null : Recipes.sampleServer(Path.of("")).orElse(null);
        if (recipe == null || images == null) return null;
        making.lockInterruptibly();
        try {
            String tag = recipe.tag();
            return images.find(tag).isPresent() ? tag : build(images, recipe.source(), tag).title();
        } catch (StudioException e) {
            // the rule about calls says that nobody watched; nothing else needs it
            return null;
        } finally {
            making.unlock();
        }
    }

    private Images needed() {
        if (images == null) throw StudioException.of("check.no-docker", target.name());
        return images;
    }
}
