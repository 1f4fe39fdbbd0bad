package slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.build.FilesContext;
import slipway.build.FolderContext;
import slipway.build.Recipe;
import slipway.build.Recipes;
import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.engine.BuildSource;
import slipway.engine.Images;

/// `build MODEL`: an image from the model's recipe, or of a folder with a Dockerfile; `--show` only prints what would be
/// built, `--save` writes it down to be changed.
@Command(name = "build", mixinStandardHelpOptions = true)
final class BuildCommand extends Action {
    private static final String DOCKERFILE = "Dockerfile";

    @Parameters(paramLabel = "MODEL")
    private Path target = Path.of("");

    @Option(names = "--tag", paramLabel = "REF")
    private @Nullable String tag;

    @Option(names = "--contract", paramLabel = "ID")
    private @Nullable String contract;

    @Option(names = "--recipe", paramLabel = "KIND")
    private @Nullable String kind;

    @Option(names = "--show")
    private boolean show;

    @Option(names = "--save")
    private boolean save;

    @Option(names = "--dockerfile", paramLabel = "FILE")
    private @Nullable Path dockerfile;

    @Option(names = "--build-arg", paramLabel = "NAME=VALUE")
    private Map<String, String> arguments = Map.of();

    @Option(names = "--target", paramLabel = "STAGE")
    private @Nullable String stage;

    @Option(names = "--platform", paramLabel = "OS/ARCH")
    private @Nullable String platform;

    @Option(names = "--no-cache")
    private boolean noCache;

    @Option(names = "--builder", paramLabel = "auto|classic|buildkit")
    private Images.Builder builder = Images.Builder.AUTO;

    /// What will be built; `tag` is null where only a person can say it.
    private record Plan(BuildSource source, String dockerfile, @Nullable String tag) {}

    @Override
    int run() throws InterruptedException, IOException {
        try (var tasks = new Tasks()) {
            Path path = target.toAbsolutePath().normalize();
            if (Files.isRegularFile(path.resolve(DOCKERFILE))) return finish(folder(path), tasks);
            Recipe recipe = recipe(Catalog.look(path));
            if (save) return save(recipe);
            if (show && dockerfile == null) {
                // what goes in beside it is not needed to show it, and may take seconds to gather
                console().line(recipe.dockerfile().stripTrailing());
                return 0;
            }
            FilesContext source = recipe.source();
            if (dockerfile != null) source = source.with(text(dockerfile));
            return finish(new Plan(source, FilesContext.DOCKERFILE, dockerfile == null ? recipe.tag() : null), tasks);
        }
    }

    private int save(Recipe recipe) {
        console().line(Text.of(recipe.offer() ? "cli.build.saved" : "cli.build.kept", recipe.file()));
        return 0;
    }

    private Plan folder(Path folder) throws IOException {
        FolderContext source = dockerfile == null
                ? FolderContext.of(folder, DOCKERFILE)
                : FolderContext.with(folder, text(dockerfile));
        return new Plan(source, source.dockerfilePath(), null);
    }

    private Recipe recipe(Model model) {
        List<ServingContract> wanted = contract == null
                ? Contracts.ALL.stream().filter(each -> model.contracts().contains(each.id())).toList()
                : List.of(Contracts.byId(contract).orElseThrow(() -> StudioException.of("cli.contract-unknown",
                        Objects.requireNonNull(contract), String.join(", ", Contracts.ids()))));
        return wanted.stream().flatMap(each -> Recipes.all(model, each).stream())
                .filter(each -> kind == null || each.kind().word().equals(kind)).findFirst()
                .orElseThrow(() -> StudioException.of("cli.no-recipe", model.title(), model.format()));
    }

    private int finish(Plan plan, Tasks tasks) throws InterruptedException, IOException {
        if (show) {
            console().line(plan.source().dockerfile().stripTrailing());
            return 0;
        }
        String name = tag == null ? plan.tag() : tag;
        if (name == null) throw StudioException.of("cli.build-tag", target);
        Images images = app().opener().images(tasks, app().workspace());
        // a recipe's own name tells what goes in: what has it need not be built again
        if (tag == null && arguments.isEmpty() && !noCache) {
            Optional<Images.Local> here = images.find(name);
            if (here.isPresent()) return tell("cli.build.here", name, here.get(), 0, 0);
        }
        Images.Built built = images.build(new Images.Build(plan.source(), plan.dockerfile(), List.of(name), arguments,
                Map.of(), stage, platform, noCache, builder, console()::message), Progress.NONE);
        return tell("cli.build.done", name, built.image(), built.steps(), built.cachedSteps());
    }

    private int tell(String key, String name, Images.Local image, int steps, int cachedSteps) {
        if (app().json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("tag", name);
            document.put("id", image.id());
            document.put("sizeBytes", image.sizeBytes());
            document.put("steps", steps);
            document.put("cachedSteps", cachedSteps);
            console().json(document);
        } else {
            console().line(Text.of(key, name, image.id(), Units.bytes(image.sizeBytes())));
        }
        return 0;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StudioException(Problem.of("cli.file-unreadable", file), e);
        }
    }
}
