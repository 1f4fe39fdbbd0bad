package slipway.catalog.fix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import slipway.base.StudioException;
import slipway.catalog.Finding;
import slipway.catalog.Model;
import slipway.catalog.SafeYaml;

/// Which findings can be put right by a plain edit that invents nothing and runs nothing, and how. Reads the files in
/// question; blocking, any thread.
public final class Fixes {
    private static final Pattern PYTHON_NUMBER = Pattern
            .compile("(?m)^([ \\t]*INFERENCE_PYTHON_VERSION[ \\t]*:[ \\t]*)(\\d+\\.\\d+)(?=[ \\t\\r]*(?:#.*)?$)");
    private static final Pattern ARTIFACT_NUMBER = Pattern
            .compile("(?m)^([ \\t]*MODEL_ARTIFACT_VERSION[ \\t]*:[ \\t]*)3(?:\\.0)?(?=[ \\t\\r]*(?:#.*)?$)");
    private static final String ARTIFACT = "MODEL_ARTIFACT_VERSION";

    private Fixes() {}

    /// The fix of `finding` as the files of `model` are now; empty where it takes a person's judgement.
    public static Optional<Fix> of(Model model, Finding finding) {
        Path base = ModelText.base(model);
        String file = finding.file();
        if (finding.rule().equals("archive/extra-folder")) return archive(model, base, finding);
        String text = ModelText.read(base, file);
        if (text == null) return Optional.empty();
        return switch (finding.rule()) {
            case "sagemaker/serve-line-ends" -> content(model, file, text, text.replace("\r\n", "\n"));
            case "sagemaker/serve-not-executable" -> runnable(model, base, file);
            case "mlflow/defaults-channel", "conda/defaults-channel" ->
                content(model, file, text, CondaFile.withoutDefaults(text));
            case "mlflow/missing-requirements" -> requirements(model, base);
            case "mlflow/unpinned-requirement", "python/unpinned-requirement" -> pinned(model, base, finding, text);
            case "oci/python-version-unquoted" ->
                content(model, file, text, same(text, PYTHON_NUMBER.matcher(text).replaceAll("$1'$2'")));
            case "oci/artifact-version" -> content(model, file, text, artifactVersion(text));
            default -> Optional.empty();
        };
    }

    private static Optional<Fix> content(Model model, String file, String before, @Nullable String after) {
        if (after == null || after.equals(before)) return Optional.empty();
        return Optional.of(new Fix(model, List.of(new Change.Content(file, before, after))));
    }

    private static Optional<Fix> archive(Model model, Path base, Finding finding) {
        Path archive = ModelText.file(base, finding.file());
        if (archive == null || finding.args().isEmpty()) return Optional.empty();
        Change.Repack repack = Repacking.of(archive, finding.file(), String.valueOf(finding.args().getFirst()));
        return repack == null ? Optional.empty() : Optional.of(new Fix(model, List.of(repack)));
    }

    private static Optional<Fix> runnable(Model model, Path base, String file) {
        int mode = Modes.of(base.resolve(file));
        if (mode < 0 || Modes.runnable(mode) == mode) return Optional.empty();
        return Optional.of(new Fix(model, List.of(new Change.Mode(file, mode, Modes.runnable(mode)))));
    }

    /// From the pip section of the environment, else from what the flavors say.
    private static Optional<Fix> requirements(Model model, Path base) {
        var lines = new ArrayList<String>();
        for (String name : CondaFile.NAMES.stream().sorted().toList()) {
            String conda = ModelText.read(base, name);
            if (conda != null && lines.isEmpty())
                CondaFile.pip(conda).stream().filter(line -> Requirement.read(line) != null).forEach(lines::add);
        }
        if (lines.isEmpty()) {
            StatedVersions.flavors(base).forEach((name, version) -> lines.add(name + "==" + version));
        }
        // MLflow itself is what serves the model, and says nothing of the model
        if (lines.isEmpty() || lines.stream().allMatch(line -> line.startsWith("mlflow=="))) return Optional.empty();
        return Optional.of(new Fix(model,
                List.of(new Change.Content("requirements.txt", null, String.join("\n", lines) + "\n"))));
    }

    private static Optional<Fix> pinned(Model model, Path base, Finding finding, String text) {
        String folder = ModelText.folder(finding.file());
        String line = finding.args().isEmpty() ? "" : String.valueOf(finding.args().getFirst());
        for (PipFile.Entry entry : PipFile.entries(text)) {
            Requirement open = entry.requirement();
            if (!entry.text().equals(line) || open == null || open.pinned()) continue;
            String version = StatedVersions.of(base, folder).get(open.key());
            if (version == null || !open.takes(version)) return Optional.empty();
            try {
                var changes = new ArrayList<Change>();
                changes.add(new Change.Content(finding.file(), text,
                        PipFile.changed(text, entry, open.pinnedTo(version))));
                for (String name : CondaFile.NAMES)
                    condaPinned(base, folder + name, open.key(), version, changes);
                return Optional.of(new Fix(model, changes));
            } catch (StudioException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// The same requirement, left open in the pip section beside too.
    private static void condaPinned(Path base, String file, String key, String version, List<Change> changes) {
        String text = ModelText.read(base, file);
        if (text == null) return;
        List<String> lines = CondaFile.pip(text);
        for (int i = 0; i < lines.size(); i++) {
            Requirement pip = Requirement.read(lines.get(i));
            if (pip == null || pip.pinned() || !pip.key().equals(key) || !pip.takes(version)) continue;
            changes.add(new Change.Content(file, text, CondaFile.changed(file, text, i, pip.pinnedTo(version))));
            return;
        }
    }

    /// Only where it is 3.0 and lacks its quotes, or is not there at all: another version may mean something.
    private static @Nullable String artifactVersion(String text) {
        try {
            var said = SafeYaml.map(text);
            if (said.containsKey(ARTIFACT)) {
                String after = ARTIFACT_NUMBER.matcher(text).replaceAll("$1'3.0'");
                said.put(ARTIFACT, "3.0");
                return SafeYaml.map(after).equals(said) ? after : null;
            }
            String after = ARTIFACT + ": '3.0'" + (text.contains("\r\n") ? "\r\n" : "\n") + text;
            var read = SafeYaml.map(after);
            return "3.0".equals(read.remove(ARTIFACT)) && read.equals(said) ? after : null;
        } catch (YamlEngineException e) {
            return null;
        }
    }

    /// `after`, where it reads as `before` does: quotes alone are new.
    private static @Nullable String same(String before, String after) {
        try {
            return SafeYaml.map(after).equals(SafeYaml.map(before)) ? after : null;
        } catch (YamlEngineException e) {
            return null;
        }
    }
}
