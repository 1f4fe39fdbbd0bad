package slipway.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Twin;
import slipway.base.Units;
import slipway.build.FilesContext;
import slipway.build.ModelLayer;
import slipway.engine.Images;
import slipway.observe.LogBuffer;
import slipway.spec.DeploymentSpec;

/// Puts what only this machine has, the model and an image of its own, into the registry that the person named, where
/// every node of a swarm finds it. What is there already is neither built nor sent again. Any thread; blocks.
final class Spread {
    private final Supplier<@Nullable String> registry;
    private final Activity activity;

    /// @param registry `HOST/PATH`, null where the person named none
    Spread(Supplier<@Nullable String> registry, Activity activity) {
        this.registry = registry;
        this.activity = activity;
    }

    /// `plan`, which has an image, as every node can run it; as it is for an engine that places nothing, without a
    /// registry, and where nothing of it is on this machine only.
    Plan of(Plan plan, Images images, Progress progress, LogBuffer log) throws InterruptedException {
        String to = registry.get();
        ImageUse use = plan.image();
        if (to == null || use == null || !plan.engine().replicates()) return plan;
        Path model = plan.folder();
        String name = to + "/" + name(plan.spec());
        if (model == null) {
            if (use.pinned().contains("@")) return plan;
            String tag = name + ":" + use.id().substring(use.id().indexOf(':') + 1).substring(0, 12);
            return plan.withImage(there(tag, images, progress, () -> images.tag(use.id(), tag)));
        }
        progress.stage("deploy.image.model", plan.modelPath());
        ModelLayer layer = ModelLayer.of(use.pinned(), use.pinned(), model, plan.modelPath());
        String tag = name + ":" + layer.tag();
        return plan.carrying(there(tag, images, progress, () -> build(images, layer, tag, progress, log)));
    }

    private static String name(DeploymentSpec spec) {
        return (spec.endpoint() + "-" + spec.name()).toLowerCase(Locale.ROOT);
    }

    /// What makes an image that is not there yet.
    @FunctionalInterface
    private interface Making {
        void run() throws InterruptedException;
    }

    /// The image `tag` of a registry, made and pushed where it is not there: its tag tells what is in it.
    private ImageUse there(String tag, Images images, Progress progress, Making making) throws InterruptedException {
        Optional<String> known = known(tag, images);
        if (known.isEmpty()) {
            making.run();
            progress.stage("deploy.image.push", tag);
            long begin = System.nanoTime();
            String digest = images.push(tag, progress);
            activity.did(Twin.of("image push").add(tag).toString(), Units.nanos(System.nanoTime() - begin),
                    "deploy.activity.pushed", List.of(tag));
            return use(tag, digest, images, progress);
        }
        return use(tag, known.get(), images, progress);
    }

    /// Empty also where the registry cannot be asked: then the push says why.
    private static Optional<String> known(String tag, Images images) throws InterruptedException {
        try {
            return images.remoteDigest(tag);
        } catch (StudioException e) {
            return Optional.empty();
        }
    }

    private static ImageUse use(String tag, String digest, Images images, Progress progress)
            throws InterruptedException {
        String pinned = ImageNames.withoutTag(tag) + "@" + digest.substring(digest.indexOf('@') + 1);
        Optional<Images.Local> here = images.find(pinned);
        Images.Local found = here.isPresent() ? here.get() : images.pull(pinned, null, progress);
        return new ImageUse(tag, pinned, found.id(), pinned.substring(pinned.indexOf('@') + 1), false);
    }

    private void build(Images images, ModelLayer layer, String tag, Progress progress, LogBuffer log)
            throws InterruptedException {
        progress.stage("deploy.image.build", tag);
        var build = new Images.Build(layer.source(), FilesContext.DOCKERFILE, List.of(tag), Map.of(), layer.labels(),
                null, null, false, Images.Builder.AUTO, line -> log.add(System.currentTimeMillis(), false, line));
        Images.Built built = images.build(build, progress);
        log.add(System.currentTimeMillis(), false,
                Text.of("deploy.image.built", tag, built.steps(), built.cachedSteps()));
    }
}
