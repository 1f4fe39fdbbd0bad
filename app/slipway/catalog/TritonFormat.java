package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Signature;

/// A Triton model repository: a folder of model folders and of no other ones, each with a `config.pbtxt` or with numbered
/// versions. A model folder by itself counts too.
final class TritonFormat implements FolderFormat {
    static final String ID = "triton-repository";
    static final List<String> CONTRACTS = List.of("oip-v2");
    private static final Pattern VERSION = Pattern.compile("\\d{1,18}");
    private static final Set<String> MODELS = Set.of("model.onnx", "model.plan", "model.pt", "model.graphdef",
            "model.savedmodel", "model.xml", "model.dali");

    @Override
    public Optional<Model> read(Path path, Path root) {
        try {
            List<Path> folders = FolderReading.children(path);
            if (isModel(path, folders)) return Optional.of(FolderReading.model(path, root, one(path)));
            if (folders.isEmpty()) return Optional.empty();
            for (Path folder : folders) {
                if (!isModel(folder, FolderReading.children(folder))) return Optional.empty();
            }
            return Optional.of(FolderReading.model(path, root, repository(folders)));
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
        }
    }

    private static boolean isModel(Path folder, List<Path> children) {
        if (Files.isRegularFile(folder.resolve(TritonFileFormat.NAME), LinkOption.NOFOLLOW_LINKS)) return true;
        return children.stream().filter(child -> VERSION.matcher(name(child)).matches())
                // numbered folders of MLflow models hold a model.onnx too
                .filter(child -> !Files.exists(child.resolve("MLmodel"), LinkOption.NOFOLLOW_LINKS))
                .anyMatch(child -> MODELS.stream().anyMatch(model -> Files.exists(child.resolve(model))));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static Header one(Path folder) throws IOException {
        Path config = folder.resolve(TritonFileFormat.NAME);
        Header said = new Header(ID, null, null, null, Signature.UNKNOWN, List.of(), CONTRACTS, Map.of(), List.of());
        if (Files.isRegularFile(config, LinkOption.NOFOLLOW_LINKS)) {
            try (Probe probe = Probe.open(config)) {
                Magic.refuseStandIn(probe);
                said = TritonFileFormat.header(probe);
            }
        }
        var facts = new LinkedHashMap<>(said.facts());
        String versions = String.join(", ", FolderReading.children(folder).stream().map(TritonFormat::name)
                .filter(name -> VERSION.matcher(name).matches()).toList());
        if (!versions.isEmpty()) facts.put("versions", versions);
        return new Header(ID, said.name(), null, null, said.signature(), List.of(), CONTRACTS, facts, List.of());
    }

    /// What the models say; inputs and outputs only where there is one model, for a repository has none of its own.
    private static Header repository(List<Path> folders) throws IOException {
        var headers = new ArrayList<Header>();
        for (Path folder : folders) {
            try {
                headers.add(one(folder));
            } catch (StudioException e) {
                if (folders.size() == 1) throw e;
                // the file's own reader says so among the findings
            }
        }
        var facts = new LinkedHashMap<String, String>();
        facts.put("models", String.join(", ", folders.stream().map(TritonFormat::name).toList()));
        if (headers.size() == 1) facts.putAll(headers.getFirst().facts());
        Signature signature = headers.size() == 1 && folders.size() == 1
                ? headers.getFirst().signature()
                : Signature.UNKNOWN;
        return new Header(ID, null, null, null, signature, List.of(), CONTRACTS, facts, List.of());
    }
}
