package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Signature;

/// A single ONNX file, known by its content; the name only decides whether a damaged one is worth a problem.
final class OnnxFormat implements ModelFormat {
    static final List<String> CONTRACTS = List.of("oip-v2", "oci-byoc", "sagemaker", "mlflow", "azureml");

    @Override
    public String id() {
        return "onnx";
    }

    @Override
    public boolean ownsFolder() {
        return false;
    }

    @Override
    public Optional<Model> read(Path path, Path root) {
        boolean named = String.valueOf(path.getFileName()).endsWith(".onnx");
        try {
            if (named) Magic.refuseStandIn(path);
            if (!Magic.looksLikeOnnx(path)) return Optional.empty();
            OnnxHeader header = OnnxHeader.read(path);
            return header.isModel() ? Optional.of(model(path, root, header)) : Optional.empty();
        } catch (ProtoReader.Malformed e) {
            if (!named) return Optional.empty();
            throw new StudioException(Problem.of("catalog.onnx-damaged", String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
        }
    }

    private static Model model(Path path, Path root, OnnxHeader header) throws IOException {
        String file = String.valueOf(path.getFileName());
        String name = header.graphName.isBlank() ? file.replaceFirst("\\.onnx$", "") : header.graphName;
        String made = (header.producer + " " + header.producerVersion).strip();
        long size = Files.size(path);
        return new Model(path.toAbsolutePath().normalize(), FolderHash.relative(root, path), name, null, "onnx",
                made.isEmpty() ? null : made, List.of(), CONTRACTS, size, FolderHash.file(path),
                new Signature(header.inputs(), header.outputs(), false), findings(path, header), null, null, null,
                Map.of(), List.of(new Model.ModelFile(file, size)));
    }

    /// Weights outside the file have to be there, and below the model's own folder.
    private static List<Finding> findings(Path path, OnnxHeader header) {
        var findings = new ArrayList<Finding>();
        String file = String.valueOf(path.getFileName());
        Path folder = path.toAbsolutePath().normalize().getParent();
        for (String location : header.externalFiles) {
            Path data = folder == null || location.indexOf('\0') >= 0 ? null : folder.resolve(location).normalize();
            if (data == null || !data.startsWith(folder)) {
                findings.add(
                        new Finding("onnx/external-data-outside", Finding.Severity.ERROR, List.of(location), file));
            } else if (!Files.isRegularFile(data)) {
                findings.add(
                        new Finding("onnx/external-data-missing", Finding.Severity.ERROR, List.of(location), file));
            }
        }
        return findings;
    }
}
