package slipway.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Model model = bench.model();
        if (model == null) return Outcome.skipped("no-artifact");
        String name = rule.text("file", "");
        return model.files().stream().map(Model.ModelFile::path)
                .filter(path -> path.equals(name) || path.matches("[^/]+/" + java.util.regex.Pattern.quote(name)))
                .findFirst().map(path -> Outcome.of(true, path, List.of()))
                .orElseGet(() -> Outcome.broken("no-file", name));
    }
}
