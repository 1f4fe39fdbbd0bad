package slipway.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;

/// One model of the catalog, as its own files describe it; nothing is invented.
///
/// @param path         absolute
/// @param relativePath to the root that was scanned, with `/`
/// @param contains     format ids found inside a folder format
/// @param contracts    contract ids that can serve it as it is
/// @param sha256       over the file, or over a folder's sorted relative paths and contents; empty until it is computed
/// @param card         Markdown of the model card (`README.md`), where there is one
/// @param inputExample text of MLflow's `serving_input_example.json`, where there is one
/// @param facts        what the header says further by stable key (`parameters`, `quantization`, `opset` …), in order
/// @param named        whether the artifact itself states its name; else it is that of the file or folder
/// @param metrics      figures the model's own card or metadata state, by name (`accuracy` → 0.967)
public record Model(Path path, String relativePath, String name, @Nullable String version, String format,
        @Nullable String framework, List<String> contains, List<String> contracts, long sizeBytes, String sha256,
        Signature signature, List<Finding> findings, @Nullable String card, @Nullable String licence,
        @Nullable String inputExample, Map<String, Double> metrics, List<ModelFile> files, Map<String, String> facts,
        boolean named) {

    /// One with a name of its own and no further facts.
    public Model(Path path, String relativePath, String name, @Nullable String version, String format,
            @Nullable String framework, List<String> contains, List<String> contracts, long sizeBytes, String sha256,
            Signature signature, List<Finding> findings, @Nullable String card, @Nullable String licence,
            @Nullable String inputExample, Map<String, Double> metrics, List<ModelFile> files) {
        this(path, relativePath, name, version, format, framework, contains, contracts, sizeBytes, sha256, signature,
                findings, card, licence, inputExample, metrics, files, Map.of(), true);
    }

    /// A file of the model; `path` relative to it.
    public record ModelFile(String path, long sizeBytes) {}

    Model withSha256(String next) {
        return next.equals(sha256)
                ? this
                : new Model(path, relativePath, name, version, format, framework, contains, contracts, sizeBytes, next,
                        signature, findings, card, licence, inputExample, metrics, files, facts, named);
    }

    /// What the model says of itself to be found by; those of a SavedModel choose among its graphs.
    public List<String> tags() {
        String said = format.equals("tf-savedmodel") ? "" : facts.getOrDefault("tags", "");
        return said.isEmpty() ? List.of() : List.of(said.split(", "));
    }

    /// `iris 2`
    public String title() {
        return version == null ? name : name + " " + version;
    }
}
