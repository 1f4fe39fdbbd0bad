package slipway.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.catalog.Finding;
import slipway.catalog.Model;
import slipway.contract.Profile;

/// Looks at the artifact through what the catalog found in it.
final class ArtifactKinds {
    /// Findings that only one format can have.
    private static final Map<String, String> FORMATS = Map.of("mlflow", "mlflow", "oci", "oci-artifact", "azureml",
            "azureml");

    static final List<Kind> ALL = List.of(
            Kind.of("finding", List.of(), (bench, rule) -> List.of(Text.of("check.finding."
                    + rule.text("finding", "").replace('/', '.'))), ArtifactKinds::finding),
            Kind.of("artifact-file", List.of(), (bench, rule) -> List.of(rule.text("file", "")), ArtifactKinds::file));

    private ArtifactKinds() {}

    private static Outcome finding(Bench bench, Profile.Rule rule) {
        String wanted = rule.text("finding", "");
        String format = FORMATS.get(wanted.substring(0, wanted.indexOf('/')));
        List<Model> folders = bench.subject().folders().stream()
                .filter(model -> format == null || model.format().equals(format)).toList();
        if (folders.isEmpty()) {
            return format == null ? Outcome.skipped("no-artifact") : Outcome.skipped("other-format", format);
        }
        Optional<Finding> found = folders.stream().flatMap(model -> model.findings().stream())
                .filter(finding -> finding.rule().equals(wanted)).findFirst();
        return found.map(finding -> Outcome.of(false, finding.file() + ": " + finding.message(), List.of()))
                .orElseGet(() -> Outcome.kept("no-finding", folders.getFirst().title()));
    }

    /// At the top, or one folder down, as the platform's own checker looks.
    private static Outcome file(Bench bench, Profile.Rule rule) {
        Path artifact = bench.subject().artifact();
        if (artifact == null) return Outcome.skipped("no-artifact");
        String name = rule.text("file", "");
        Optional<String> found = Files.isDirectory(artifact) ? onDisk(artifact, name) : packed(bench.model(), name);
        return found.map(path -> Outcome.of(true, path, List.of())).orElseGet(() -> Outcome.broken("no-file", name));
    }

    private static Optional<String> onDisk(Path folder, String name) {
        try (Stream<Path> found = Files.find(folder, 2, (path, attributes) -> attributes.isRegularFile()
                && path.getFileName().toString().equals(name))) {
            return found.map(path -> folder.relativize(path).toString()).findFirst();
        } catch (IOException e) {
            throw new StudioException(Problem.of("check.unreadable", folder), e);
        }
    }

    private static Optional<String> packed(@Nullable Model model, String name) {
        if (model == null) return Optional.empty();
        // only what holds both of its files is read as that
        if (model.format().equals(FORMATS.get("oci"))) return Optional.of(model.name());
        return model.files().stream().map(Model.ModelFile::path)
                .filter(path -> path.equals(name) || path.matches("[^/]+/" + Pattern.quote(name))).findFirst();
    }
}
