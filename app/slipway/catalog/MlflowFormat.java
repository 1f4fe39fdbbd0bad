package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Signature;

/// A folder with a file `MLmodel`, a YAML map with `flavors` (mlflow/models/model.py).
final class MlflowFormat implements FolderFormat {
    private static final List<String> ALL_CONTRACTS = List.of("mlflow", "oci-byoc", "sagemaker", "azureml", "oip-v2");
    private static final List<String> MLFLOW_CONTRACTS = List.of("mlflow", "sagemaker", "azureml");
    private static final Map<String, String> FRAMEWORKS = Map.of("sklearn", "scikit-learn", "pytorch", "PyTorch",
            "tensorflow", "TensorFlow", "xgboost", "XGBoost", "lightgbm", "LightGBM", "catboost", "CatBoost", "keras",
            "Keras");

    @Override
    public Optional<Model> read(Path path, Path root) {
        Path file = path.resolve("MLmodel");
        if (!Files.isRegularFile(file)) return Optional.empty();
        try {
            try (Probe probe = Probe.open(file)) {
                Magic.refuseStandIn(probe);
            }
            String text = FolderReading.text(file);
            try {
                Map<String, Object> said = SafeYaml.map(text == null ? "" : text);
                if (!(said.get("flavors") instanceof Map<?, ?>)) return Optional.empty();
                return Optional.of(model(path, root, said));
            } catch (YamlEngineException | JacksonException e) {
                throw new StudioException(Problem.of("catalog.mlmodel-damaged", firstLine(e.getMessage())), e);
            }
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
        }
    }

    private static Model model(Path folder, Path root, Map<String, Object> said) throws IOException {
        Map<String, Object> flavors = SafeYaml.asMap(said.get("flavors"));
        FolderFiles files = FolderFiles.of(folder);
        Signature signature = MlflowSignature.of(said.get("signature"));
        String readme = FolderReading.text(folder.resolve("README.md"));
        ModelCard card = readme == null ? null : ModelCard.of(readme);
        Map<String, Object> registered = registered(folder);
        String version = SafeYaml.text(registered.get("model_version"));
        if (version == null && card != null) version = card.version();
        boolean onnx = flavors.containsKey("onnx");
        List<String> contracts = onnx
                ? ALL_CONTRACTS
                : flavors.containsKey("python_function") ? MLFLOW_CONTRACTS : List.of();
        var findings = new ArrayList<Finding>(MlflowFindings.of(signature,
                FolderReading.text(folder.resolve("conda.yaml")),
                FolderReading.text(folder.resolve("requirements.txt"))));
        findings.addAll(files.findings());
        findings.addAll(PlatformLimits.of(files.sizeBytes(), contracts));
        String stated = name(said, registered);
        return new Model(folder.toAbsolutePath().normalize(), FolderHash.relative(root, folder),
                stated == null ? String.valueOf(folder.toAbsolutePath().normalize().getFileName()) : stated,
                version, "mlflow", framework(flavors), files.contains(), contracts, files.sizeBytes(),
                "", signature, findings, card == null ? null : card.markdown(),
                card == null ? null : card.licence(), FolderReading.text(folder.resolve("serving_input_example.json")),
                card == null ? Map.of() : card.metrics(), files.files(), facts(said, flavors, card),
                stated != null);
    }

    private static Map<String, String> facts(Map<String, Object> said, Map<String, Object> flavors,
            @Nullable ModelCard card) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("flavors", String.join(", ", flavors.keySet()));
        for (String key : List.of("mlflow_version", "run_id", "utc_time_created")) {
            String value = SafeYaml.text(said.get(key));
            if (value != null) facts.put(key, value);
        }
        if (card != null && !card.tags().isEmpty()) facts.put("tags", String.join(", ", card.tags()));
        return facts;
    }

    private static Map<String, Object> registered(Path folder) throws IOException {
        String text = FolderReading.text(folder.resolve("registered_model_meta"));
        return text == null ? Map.of() : SafeYaml.map(text);
    }

    /// The registry's name, else the name under the run; MLflow 3 writes a URI where the name was.
    private static @Nullable String name(Map<String, Object> said, Map<String, Object> registered) {
        String name = SafeYaml.text(registered.get("model_name"));
        if (name != null) return name;
        String artifact = SafeYaml.text(said.get("artifact_path"));
        if (artifact != null && artifact.indexOf(':') < 0) {
            String last = artifact.replaceFirst("/+$", "").replaceFirst("^.*/", "");
            if (!last.isEmpty()) return last;
        }
        return null;
    }

    /// `scikit-learn 1.2.1`: the first flavor that names a library, with the version it states.
    private static @Nullable String framework(Map<String, Object> flavors) {
        for (var flavor : flavors.entrySet()) {
            if (flavor.getKey().equals("python_function")) continue;
            String version = null;
            for (var entry : SafeYaml.asMap(flavor.getValue()).entrySet()) {
                if (entry.getKey().endsWith("_version") && version == null) version = SafeYaml.text(entry.getValue());
            }
            String name = FRAMEWORKS.getOrDefault(flavor.getKey(), flavor.getKey());
            return version == null ? name : name + " " + version;
        }
        return null;
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
