package slipway.validate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.build.FilesContext;
import slipway.build.FolderContext;
import slipway.build.PythonNeeds;
import slipway.build.Recipe;
import slipway.build.Recipes;
import slipway.catalog.Model;
import slipway.catalog.fix.Requirement;
import slipway.contract.Launch;
import slipway.contract.ServingContract;
import slipway.engine.BuildSource;
import slipway.engine.ContainerSettings;
import slipway.engine.Engine;
import slipway.engine.Images;
import slipway.engine.Inside;
import slipway.validate.Processes.Running;
import slipway.validate.ValidationResult.Environment;

/// A container of the model’s image: from the folder’s own Dockerfile where it has one, else from the recipe. Made for
/// one validation.
final class ContainerGround implements Ground {
    private static final String DOCKERFILE = "Dockerfile";

    private final ValidationRequest request;
    private final Model model;
    private final PythonNeeds needs;
    private final ServingContract contract;
    private final Engine docker;
    private final List<String> notes;

    /// @param needs with the overrides applied; `notes` takes remarks
    ContainerGround(ValidationRequest request, Model model, PythonNeeds needs, ServingContract contract, Engine docker,
            List<String> notes) {
        this.request = request;
        this.model = model;
        this.needs = needs;
        this.contract = contract;
        this.docker = docker;
        this.notes = notes;
    }

    @Override
    public Prepared prepare(Progress progress) throws InterruptedException {
        Images images = docker.info().available() ? docker.images() : null;
        if (images == null) throw StudioException.of("validate.no-docker");
        Made made = Files.isRegularFile(request.model().resolve(DOCKERFILE))
                ? own(images, progress)
                : recipe(images, progress);
        return prepared(made, images.config(made.image().id()));
    }

    /// An image and the name that it was made under, which may be one of several.
    private record Made(Images.Local image, String tag) {}

    private Made recipe(Images images, Progress progress) throws InterruptedException {
        Recipe recipe = Recipes.forModel(model, contract, needs).orElseThrow(() -> StudioException.of(
                "validate.no-recipe", model.title()));
        if (recipe.kind() != Recipe.Kind.PYTHON) notes.add(Notes.sampleServer());
        // what a person chose to build on is no input of the recipe, so it is built again, from the engine's own layers
        Optional<Images.Local> found = request.baseImage() == null ? images.find(recipe.tag()) : Optional.empty();
        String tag = request.baseImage() == null ? recipe.tag() : recipe.tag() + "-based";
        return found.isPresent() ? new Made(found.get(), tag) : build(images, recipe.source(), tag, progress);
    }

    /// The image of the folder, and on it, where there are overrides, one more layer with those.
    private Made own(Images images, Progress progress) throws InterruptedException {
        String name = "slipway/validate-" + String.valueOf(request.model().toAbsolutePath().normalize().getFileName())
                .toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        Made image = build(images, FolderContext.of(request.model(), DOCKERFILE), name + ":local", progress);
        if (request.overrides().isEmpty()) return image;
        String user = images.config(image.image().id()).user();
        return build(images, layer(image.tag(), user.isEmpty() ? "root" : user), name + ":overridden", progress);
    }

    private FilesContext layer(String image, String user) {
        Path wheels = request.wheelhouse();
        var context = new FilesContext("""
                FROM %s
                USER root
                %sCOPY overrides.txt /opt/slipway/
                RUN python3 -m pip install --no-cache-dir %s-r /opt/slipway/overrides.txt
                USER %s
                """.formatted(image, wheels == null ? "" : "COPY wheels/ /opt/slipway/wheels/\n",
                wheels == null ? "" : "--no-index --find-links /opt/slipway/wheels/ ", user));
        context.text("overrides.txt", request.overrides().stream().map(Requirement::text)
                .collect(Collectors.joining("\n", "", "\n")));
        try {
            return wheels == null ? context : context.folder("wheels", wheels);
        } catch (IOException e) {
            throw new StudioException(Problem.of("validate.unreadable", wheels), e);
        }
    }

    private Made build(Images images, BuildSource source, String tag, Progress progress)
            throws InterruptedException {
        progress.stage("validate.stage.building", tag);
        String base = request.baseImage();
        var lines = new ConcurrentLinkedQueue<String>();
        try {
            return new Made(images.build(new Images.Build(source, DOCKERFILE, List.of(tag),
                    base == null ? Map.of() : Map.of("BASE", base), Map.of(), null, null, false, Images.Builder.AUTO,
                    lines::add), progress).image(), tag);
        } catch (StudioException e) {
            // before pip runs, what failed is the engine's to tell: a base image that cannot be pulled
            boolean pip = lines.stream().anyMatch(line -> line.contains("-m pip install"));
            Problem plain = Failures.install(EnvKind.CONTAINER, needs.wheelhouse(), new Processes.Ended(1,
                    List.copyOf(lines)));
            throw pip && !plain.code().equals("validate.install-failed") ? new StudioException(plain, e) : e;
        }
    }

    private Prepared prepared(Made made, Images.@Nullable Config config) {
        List<Integer> exposed = config == null ? List.of() : config.ports();
        int port = exposed.size() == 1 ? exposed.getFirst() : contract.port();
        var settings = new ContainerSettings(made.image().id(), List.of(), contract.arguments(), port, port,
                contract.modelPath(), 0, null, ContainerSettings.NETWORK_DEFAULT, null, "");
        Map<String, String> environment = contract.environment(new Launch("validate", contract.id(), model.name(),
                String.valueOf(model.version()), contract.modelPath(), port));
        var known = new Environment("", Map.of(), made.tag());
        return new Prepared() {
            @Override
            public Environment known() {
                return known;
            }

            @Override
            public Running start() throws InterruptedException {
                return Processes.start(docker, List.of(), environment, model.path(), settings);
            }

            @Override
            public Environment describe(Running running) throws InterruptedException {
                Inside inside = running.instance().inside();
                if (inside == null) return known;
                try {
                    Inside.Ran ran = inside.run(ASK_LIMIT, "python3", "-c", ASK);
                    return PythonSays.environment(ran.text(), made.tag());
                } catch (StudioException e) {
                    return known;
                }
            }
        };
    }
}
