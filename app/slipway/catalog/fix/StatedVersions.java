package slipway.catalog.fix;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import slipway.catalog.SafeYaml;

/// The versions of Python packages that an artifact itself says it was made with: the flavors in `MLmodel` (A148), else
/// the pins in the pip section beside. Stateless.
final class StatedVersions {
    /// What flavors call their library, where it is not `NAME_version`.
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("sklearn_version", "scikit-learn"),
            Map.entry("xgb_version", "xgboost"), Map.entry("lgb_version", "lightgbm"),
            Map.entry("catboost_version", "catboost"), Map.entry("pytorch_version", "torch"),
            Map.entry("keras_version", "keras"), Map.entry("onnx_version", "onnx"),
            Map.entry("pyspark_version", "pyspark"), Map.entry("statsmodels_version", "statsmodels"),
            Map.entry("prophet_version", "prophet"), Map.entry("spacy_version", "spacy"),
            Map.entry("transformers_version", "transformers"),
            Map.entry("sentence_transformers_version", "sentence-transformers"),
            Map.entry("langchain_version", "langchain"), Map.entry("openai_version", "openai"),
            Map.entry("pmdarima_version", "pmdarima"), Map.entry("diviner_version", "diviner"),
            Map.entry("h2o_version", "h2o"), Map.entry("fastai_version", "fastai"), Map.entry("shap_version", "shap"),
            Map.entry("paddle_version", "paddlepaddle"), Map.entry("cloudpickle_version", "cloudpickle"));

    private StatedVersions() {}

    /// By the key of the package; the flavors of one library that say different versions say none.
    static Map<String, String> flavors(Path base) {
        var versions = new LinkedHashMap<String, String>();
        String text = ModelText.read(base, "MLmodel");
        if (text == null) return versions;
        try {
            Map<String, Object> said = SafeYaml.map(text);
            put(versions, "mlflow", said.get("mlflow_version"));
            for (Object flavor : SafeYaml.asMap(said.get("flavors")).values()) {
                SafeYaml.asMap(flavor).forEach((key, value) -> {
                    String name = NAMES.get(key);
                    if (name != null) put(versions, name, value);
                });
            }
        } catch (YamlEngineException e) {
            return Map.of();
        }
        versions.values().removeIf(String::isEmpty);
        return versions;
    }

    private static void put(Map<String, String> versions, String name, @Nullable Object value) {
        String version = SafeYaml.text(value);
        if (version == null) return;
        // what a build added of its own (`2.1.0+cu118`) is in no public index
        String plain = version.replaceFirst("\\+.*", "");
        if (Requirement.read(name + "==" + plain) == null) return;
        versions.merge(name, plain, (one, other) -> one.equals(other) ? one : "");
    }

    /// What is said for the requirements in `folder`.
    static Map<String, String> of(Path base, String folder) {
        var versions = new LinkedHashMap<>(flavors(base));
        for (String name : CondaFile.NAMES) {
            String text = ModelText.read(base, folder + name);
            if (text == null) continue;
            for (String line : CondaFile.pip(text)) {
                Requirement pip = Requirement.read(line);
                if (pip != null && pip.pinned() && pip.url().isEmpty()) versions.putIfAbsent(pip.key(), pip.versions());
            }
        }
        return versions;
    }
}
