package slipway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.build.FilesContext;
import slipway.build.FolderContext;
import slipway.build.Recipe;
import slipway.build.Recipes;
import slipway.bundle.BundleGround;
import slipway.bundle.BundleOpening;
import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.deploy.ImageNames;
import slipway.engine.BuildSource;
import slipway.engine.Images;
import slipway.engine.docker.ContextChoice;
import slipway.engine.docker.DockerEngine;
import slipway.record.Recordings;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;

/// Finds what a bundle is made of: models as the catalog knows them, images as a deployment would get them. Any thread.
record Bundling(Workspace workspace, Function<DeploymentSpec, Optional<Model>> models,
        Function<DeploymentSpec, String> engineOf, BundleOpening.Engine engine) implements BundleGround {
    /// Engines that run containers.
    private static final Set<String> CONTAINERS = Set.of("docker", "swarm");

    /// Without a studio; with `engine`, as if everything ran there.
    static Bundling of(Tasks tasks, Path root, @Nullable String engine, ContextChoice context) {
        Workspace workspace = Workspace.open(root, tasks);
        return new Bundling(workspace, spec -> model(workspace, spec), spec -> {
            String own = spec.slipway().engine();
            String usual = own == null ? workspace.spec().get().defaultEngine() : own;
            return engine == null || usual.equals("external") ? usual : engine;
        }, () -> DockerEngine.images(context, tasks));
    }

    private static Optional<Model> model(Workspace workspace, DeploymentSpec spec) {
        Path path = spec.model().path();
        if (path != null) return Optional.of(Catalog.look(path));
        String name = spec.model().name();
        String version = spec.model().version();
        if (name == null || version == null) return Optional.empty();
        try {
            for (Path root : workspace.spec().get().modelRoots()) {
                if (!Files.isDirectory(root)) continue;
                Optional<Model> found = Catalog.scan(root).named(name, version);
                if (found.isPresent()) return found;
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            // seen again at the next step, which can be interrupted
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public boolean finished(Path recording) {
        return Recordings.in(workspace.stateFolder()).list().stream().noneMatch(each -> each.name().equals(String
                .valueOf(recording.getFileName())) && !each.meta().state().over());
    }

    @Override
    public Images images() throws InterruptedException {
        return engine.images();
    }

    @Override
    public Optional<Path> model(DeploymentSpec deployment) {
        Path path = deployment.model().path();
        return path != null ? Optional.of(path) : models.apply(deployment).map(Model::path);
    }

    @Override
    public List<ImageNeed> needs(List<DeploymentSpec> deployments, Progress progress) throws InterruptedException {
        var byReference = new LinkedHashMap<String, ImageNeed>();
        for (DeploymentSpec spec : deployments) {
            if (!CONTAINERS.contains(engineOf.apply(spec))) continue;
            ImageNeed need = need(spec, progress);
            byReference.merge(need.reference() + " " + need.image().id(), need, Bundling::both);
        }
        return List.copyOf(byReference.values());
    }

    private static ImageNeed both(ImageNeed one, ImageNeed other) {
        var deployments = new ArrayList<>(one.deployments());
        deployments.addAll(other.deployments());
        return new ImageNeed(one.reference(), one.image(), deployments);
    }

    private ImageNeed need(DeploymentSpec spec, Progress progress) throws InterruptedException {
        String named = ImageNames.named(spec);
        if (named != null) {
            Optional<Images.Local> here = images().find(named);
            if (here.isEmpty()) progress.stage("deploy.image.pull", named);
            Images.Local image = here.isPresent() ? here.get() : images().pull(named, null, progress);
            return new ImageNeed(carried(String.valueOf(spec.image()), image), image, List.of(spec.id()));
        }
        Path folder = spec.code().buildFolder();
        if (folder != null) {
            if (!Files.isRegularFile(folder.resolve("Dockerfile")))
                throw StudioException.of("deploy.dockerfile-missing", folder, spec.id());
            return built(spec, ImageNames.own(spec), FolderContext.of(folder, "Dockerfile"), progress);
        }
        Model model = models.apply(spec).orElseThrow(() -> StudioException.of("deploy.model-none", spec.id(), "–"));
        ServingContract contract = contract(spec, model);
        Recipe recipe = Recipes.forModel(model, contract).orElseThrow(() -> StudioException.of("deploy.image-none",
                spec.id(), model.format(), contract.title()));
        return built(spec, recipe.tag(), recipe.source(), progress);
    }

    /// A digest of a registry means nothing where the bundle is opened: the image is found by a tag there.
    private static String carried(String reference, Images.Local image) {
        int at = reference.indexOf('@');
        if (at < 0) return reference;
        String name = ImageNames.withoutTag(reference.substring(0, at));
        return name + ":bundled-" + image.id().substring(image.id().indexOf(':') + 1).substring(0, 12);
    }

    private static ServingContract contract(DeploymentSpec spec, Model model) {
        String asked = spec.slipway().contract();
        String id = asked != null ? asked : model.contracts().isEmpty() ? "azureml" : model.contracts().getFirst();
        return Contracts.byId(id).orElseThrow(() -> StudioException.of("deploy.contract-unknown", id, String.join(", ",
                Contracts.ids()), spec.id()));
    }

    private ImageNeed built(DeploymentSpec spec, String tag, BuildSource source, Progress progress)
            throws InterruptedException {
        Optional<Images.Local> here = images().find(tag);
        if (here.isPresent()) return new ImageNeed(tag, here.get(), List.of(spec.id()));
        progress.stage("deploy.image.build", tag);
        Images.Built built = images().build(new Images.Build(source, FilesContext.DOCKERFILE, List.of(tag), Map.of(),
                Map.of(), null, null, false, Images.Builder.AUTO, line -> {}), progress);
        return new ImageNeed(tag, built.image(), List.of(spec.id()));
    }
}
