package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Signature;

/// A single ONNX file, known by its content; the name only decides whether a damaged one is worth a problem.
final class OnnxFormat implements FileFormat {
    private static final List<String> CONTRACTS = List.of("oip-v2", "oci-byoc", "sagemaker", "mlflow", "azureml");

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        byte[] head = probe.head();
        // every ModelProto begins with `ir_version`, a small number
        if (head.length < 3 || head[0] != 0x08 || head[1] <= 0) return Optional.empty();
        try {
            OnnxHeader header = OnnxHeader.read(probe);
            return header.isModel() ? Optional.of(header(probe.path(), header)) : Optional.empty();
        } catch (Malformed e) {
            if (!probe.named(".onnx")) return Optional.empty();
            throw new StudioException(Problem.of("catalog.onnx-damaged", String.valueOf(e.getMessage())), e);
        }
    }

    private static Header header(Path path, OnnxHeader said) {
        String made = (said.producer + " " + said.producerVersion).strip();
        return new Header("onnx", said.graphName.isBlank() ? null : said.graphName,
                said.modelVersion == 0 ? null : String.valueOf(said.modelVersion), made.isEmpty() ? null : made,
                new Signature(said.inputs(), said.outputs(), false), List.of(), CONTRACTS, said.facts(),
                findings(path, said));
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
