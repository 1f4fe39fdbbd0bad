package slipway.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Version;
import slipway.catalog.Model;
import slipway.contract.ServingContract;

/// Which image a model needs to be served by a contract's rules. Reads a few small files of the model; any thread.
public final class Recipes {
    private static final String FILE = "Dockerfile.slipway";
    private static final String SAMPLE_SERVER = "slipway/sample-server:" + Version.NUMBER;
    private static final Set<String> OWN_SERVER = Set.of("sagemaker", "oci-byoc", "azureml");
    // MLflow’s own server has rules about payloads and errors that ours does not keep
    private static final Set<String> ARRAYS = Set.of("sagemaker", "oci-byoc", "azureml", "oip-v2");

    private Recipes() {}

    /// The recipe to take unless a person chooses another; empty where we know none for this format and contract.
    public static Optional<Recipe> forModel(Model model, ServingContract contract) {
        return all(model, contract).stream().findFirst();
    }

    /// Every recipe for the model, the usual one first.
    public static List<Recipe> all(Model model, ServingContract contract) {
        var recipes = new ArrayList<Recipe>();
        if (onnx(model)) {
            if (ServerRuntime.possible()) recipes.add(sampleServer(file(model, "")));
            recipes.add(new Recipe(Recipe.Kind.SAMPLE_SERVER_ONLINE, SAMPLE_SERVER + "-online",
                    SampleServerImage.onlineDockerfile(), file(model, "-online"), SampleServerImage::intoOnline));
        } else if (python(model, contract)) {
            recipes.add(python(model, contract, PythonNeeds.of(model)));
        }
        return recipes;
    }

    /// The usual recipe, with `needs` in place of what the model says where it is one for Python.
    public static Optional<Recipe> forModel(Model model, ServingContract contract, PythonNeeds needs) {
        return !onnx(model) && python(model, contract)
                ? Optional.of(python(model, contract, needs))
                : forModel(model, contract);
    }

    private static Recipe python(Model model, ServingContract contract, PythonNeeds needs) {
        return new Recipe(Recipe.Kind.PYTHON, imageName(model) + "-" + contract.id(),
                PythonImage.dockerfile(model, contract, needs), file(model, "-" + contract.id()),
                context -> PythonImage.into(context, model, contract, needs));
    }

    /// Our sample server for no model in particular: for what else its runtime is good for. A changed Dockerfile of it
    /// would stand in `folder`. Empty where containers cannot run what runs here.
    public static Optional<Recipe> sampleServer(Path folder) {
        return ServerRuntime.possible()
                ? Optional.of(sampleServer(new RecipeFile(folder.resolve(FILE))))
                : Optional.empty();
    }

    /// The text of `server.py`, the server of the Python recipes: it takes MODEL_DIR, PORT and LISTEN.
    public static String pythonServer() {
        try {
            return PythonImage.server();
        } catch (IOException e) {
            throw new StudioException(Problem.of("build.inputs", "server.py"), e);
        }
    }

    private static Recipe sampleServer(RecipeFile file) {
        return new Recipe(Recipe.Kind.SAMPLE_SERVER, SAMPLE_SERVER, SampleServerImage.dockerfile(), file,
                SampleServerImage::into);
    }

    /// In a model's own folder, or beside its single file under a name of its own.
    private static RecipeFile file(Model model, String kind) {
        Path path = model.path();
        return new RecipeFile(Files.isRegularFile(path)
                ? path.resolveSibling(path.getFileName() + "." + FILE + kind)
                : path.resolve(FILE + kind));
    }

    private static boolean onnx(Model model) {
        return model.format().equals("onnx") || (model.format().equals("mlflow") && model.contains().contains("onnx"));
    }

    private static boolean python(Model model, ServingContract contract) {
        return switch (model.format()) {
            // without python_function nothing of MLflow can serve it
            case "mlflow" -> !model.contracts().isEmpty();
            case "oci-artifact", "sagemaker-archive" -> OWN_SERVER.contains(contract.id());
            case "pickle" -> sklearn(model) && ARRAYS.contains(contract.id());
            default -> false;
        };
    }

    private static boolean sklearn(Model model) {
        return String.valueOf(model.framework()).startsWith("scikit-learn");
    }

    /// As registries allow it: lower case, no run of signs, none at an end.
    private static String imageName(Model model) {
        String version = model.version() == null ? "1" : model.version();
        return "slipway/" + word(model.name().toLowerCase(Locale.ROOT), "model") + ":" + word(version, "1");
    }

    private static String word(String text, String otherwise) {
        String word = text.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String fits = word.substring(0, Math.min(word.length(), 60));
        return fits.isEmpty() ? otherwise : fits;
    }
}
