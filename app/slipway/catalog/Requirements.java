package slipway.catalog;

import java.util.List;
import java.util.regex.Pattern;

import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// What is worth knowing of the environment that a model asks for. Stateless.
final class Requirements {
    private static final Pattern PINNED = Pattern.compile("[^=]+===?[^=].*");
    private static final Pattern DEFAULTS = Pattern.compile("(?m)^\\s*-\\s*['\"]?defaults['\"]?\\s*$");
    private static final int MOST = 100;

    private Requirements() {}

    /// The lines of a `requirements.txt` that leave the version open.
    static List<String> unpinned(String requirements) {
        return requirements.lines().map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("-") && !PINNED.matcher(line).matches())
                .filter(line -> !line.contains(" @ ")).limit(MOST).toList();
    }

    /// Whether a `conda.yaml` names Anaconda's channel `defaults`, which may need a commercial licence (A158).
    static boolean defaultsChannel(String conda) {
        try {
            return SafeYaml.map(conda).get("channels") instanceof List<?> channels && channels.contains("defaults");
        } catch (YamlEngineException e) {
            return DEFAULTS.matcher(conda).find();
        }
    }

    /// The findings on one file of requirements or of a conda environment, by its name.
    static List<Finding> findings(String file, String text) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        if (name.equals("requirements.txt")) {
            return unpinned(text).stream().map(line -> new Finding("python/unpinned-requirement",
                    Finding.Severity.WARNING, List.of(line), file)).toList();
        }
        boolean conda = name.equals("conda.yaml") || name.equals("conda.yml") || name.equals("environment.yml")
                || name.equals("environment.yaml");
        if (!conda || !defaultsChannel(text)) return List.of();
        return List.of(new Finding("conda/defaults-channel", Finding.Severity.WARNING, List.of(), file));
    }
}
