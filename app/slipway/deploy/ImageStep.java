package slipway.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Twin;
import slipway.base.Units;
import slipway.build.FolderContext;
import slipway.build.Recipe;
import slipway.build.Recipes;
import slipway.catalog.Model;
import slipway.engine.BuildSource;
import slipway.engine.Images;
import slipway.observe.LogBuffer;

/// The step of the deploy story that only container engines have: the image is here, pulled or built, and pinned, so
/// that a tag that moves later changes nothing that runs. One for all deployments; any thread.
final class ImageStep {
    static final String NAME = "image";

    private final Activity activity;
    private final Spread spread;

    /// Deployments that want the same image wait for the one that builds it.
    private final ReentrantLock turn = new ReentrantLock(true);

    ImageStep(Activity activity, Spread spread) {
        this.activity = activity;
        this.spread = spread;
    }

    /// `plan` with its image; as it is for an engine without images. What a build says goes to `log`.
    Plan pin(Plan plan, StoryBoard board, Progress progress, LogBuffer log)
            throws InterruptedException {
        Images images = plan.engine().images();
        if (images == null) return plan;
        if (plan.image() != null) return again(plan, plan.image(), images, board, progress);
        board.insert(NAME);
        board.begin(NAME);
        Images.Local found;
        turn.lockInterruptibly();
        try {
            found = image(plan, images, progress, log);
        } finally {
            turn.unlock();
        }
        Path folder = plan.folder();
        if (folder != null && plan.engine().mountsAsIs()) {
            ModelAccess.check(folder, images.config(found.id()).user());
        }
        Plan spreading = spread.of(plan.withImage(use(reference(plan, found), found)), images, progress, log);
        ImageUse use = Objects.requireNonNull(spreading.image());
        board.done(NAME, use.reference() + " · " + Units.bytes(found.sizeBytes()));
        return spreading;
    }

    /// `plan` with the very image that it ran once; a tag that moved since changes nothing.
    private static Plan again(Plan plan, ImageUse use, Images images, StoryBoard board, Progress progress)
            throws InterruptedException {
        board.insert(NAME);
        board.begin(NAME);
        if (images.find(use.pinned()).isEmpty()) {
            if (use.digest() == null) throw StudioException.of("deploy.back-image", plan.spec().id(), use.reference());
            progress.stage("deploy.image.pull", use.pinned());
            images.pull(use.pinned(), null, progress);
        }
        board.done(NAME, use.pinned());
        return plan;
    }

    private Images.Local image(Plan plan, Images images, Progress progress, LogBuffer log)
            throws InterruptedException {
        String named = ImageNames.named(plan.spec());
        if (named != null) {
            var here = images.find(named);
            if (here.isPresent()) return here.get();
            progress.stage("deploy.image.pull", named);
            return images.pull(named, null, progress);
        }
        Path folder = plan.spec().code().buildFolder();
        if (folder != null) {
            if (!Files.isRegularFile(folder.resolve("Dockerfile")))
                throw StudioException.of("deploy.dockerfile-missing", folder, plan.spec().id());
            return build(images, FolderContext.of(folder, "Dockerfile"), ImageNames.own(plan.spec()),
                    Twin.of("build").add(folder.toString()).add("--tag", ImageNames.own(plan.spec())), progress, log);
        }
        return recipe(plan, images, progress, log);
    }

    /// The image of the model's recipe.
    private Images.Local recipe(Plan plan, Images images, Progress progress, LogBuffer log)
            throws InterruptedException {
        Model model = plan.model();
        Recipe recipe = model == null ? null : Recipes.forModel(model, plan.contract()).orElse(null);
        if (model == null || recipe == null) {
            throw StudioException.of("deploy.image-none", plan.spec().id(),
                    model == null ? "–" : model.format(), plan.contract().title());
        }
        // the tag tells what goes in: of that name it need not be built again, whoever built it
        String tag = recipe.tag();
        var here = images.find(tag);
        if (here.isPresent()) return here.get();
        return build(images, recipe.source(), tag,
                Twin.of("build").add(model.path().toString()).add("--contract", plan.contract().id()), progress, log);
    }

    private Images.Local build(Images images, BuildSource source, String tag, Twin twin, Progress progress,
            LogBuffer log) throws InterruptedException {
        long begin = System.nanoTime();
        progress.stage("deploy.image.build", tag);
        var build = new Images.Build(source, "Dockerfile", List.of(tag), Map.of(), Map.of(), null, null, false,
                Images.Builder.AUTO,
                line -> log.add(System.currentTimeMillis(), false, line));
        Images.Built built = images.build(build, progress);
        log.add(System.currentTimeMillis(), false,
                Text.of("deploy.image.built", tag, built.steps(), built.cachedSteps()));
        activity.did(twin.toString(), Units.nanos(System.nanoTime() - begin), "docker.activity.built", List.of(tag));
        return built.image();
    }

    private static String reference(Plan plan, Images.Local found) {
        String image = plan.spec().image();
        return image == null ? found.title() : image;
    }

    static ImageUse use(String reference, Images.Local found) {
        int at = reference.indexOf('@');
        // named by its digest it is that one, whichever others its registry has for it
        String begin = ImageNames.withoutTag(reference) + (at < 0 ? "@" : reference.substring(at));
        String digest = found.digests().stream().filter(each -> each.startsWith(begin)).findFirst().orElse(null);
        return new ImageUse(reference, digest == null ? found.id() : digest, found.id(),
                digest == null ? null : digest.substring(digest.indexOf('@') + 1), false);
    }
}
