package slipway.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Signature;

/// Where the model's files are and what they say about it.
///
/// @param example text of `serving_input_example.json`, where there is one
record ModelFolder(Path folder, Path onnx, Signature signature, String name, String version, @Nullable String example) {

    /// The model in `start`: an ONNX file, a folder with one, or (an archive of a folder) a folder around such a folder.
    static ModelFolder find(Path start) {
        try {
            if (!Files.exists(start)) throw new StudioException(Problem.of("serve.no-folder", start));
            if (Files.isRegularFile(start)) return bare(start);
            Path folder = start;
            for (int depth = 0; depth < 3; depth++) {
                if (Files.exists(folder.resolve("MLmodel"))) return mlflow(folder);
                List<Path> models = list(folder, ".onnx");
                if (models.size() == 1) return bare(models.getFirst());
                List<Path> inner = list(folder, "");
                if (inner.size() != 1) break;
                folder = inner.getFirst();
            }
            throw new StudioException(Problem.of("serve.no-model", start));
        } catch (IOException e) {
            throw new StudioException(Problem.of("serve.unreadable", start).withDetail(e.toString()));
        }
    }

    private static ModelFolder bare(Path file) {
        String stem = file.getFileName().toString().replaceAll("\\.onnx$", "");
        Path folder = file.toAbsolutePath().getParent();
        return new ModelFolder(folder == null ? file : folder, file, Signature.UNKNOWN, stem, "1", null);
    }

    private static ModelFolder mlflow(Path folder) throws IOException {
        MlmodelText text = MlmodelText.of(Files.readString(folder.resolve("MLmodel")));
        Path onnx = folder.resolve(text.onnxFile()).normalize();
        if (!onnx.startsWith(folder) || !Files.isRegularFile(onnx)) {
            throw new StudioException(Problem.of("serve.no-model", folder));
        }
        Path meta = folder.resolve("registered_model_meta");
        Map<String, String> registered = Files.exists(meta) ? MlmodelText.flat(Files.readString(meta)) : Map.of();
        String last = folder.toAbsolutePath().getFileName().toString();
        Path example = folder.resolve("serving_input_example.json");
        return new ModelFolder(folder, onnx, text.signature(),
                registered.getOrDefault("model_name", text.artifactPath() == null ? last : text.artifactPath()),
                registered.getOrDefault("model_version", "1"), Files.exists(example)
                        ? Files.readString(example)
                        : null);
    }

    /// Files ending in `suffix`, or the folders when there is none.
    private static List<Path> list(Path folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> suffix.isEmpty()
                    ? Files.isDirectory(path) && !path.getFileName().toString().startsWith(".")
                    : path.toString().endsWith(suffix)).sorted().toList();
        }
    }
}
