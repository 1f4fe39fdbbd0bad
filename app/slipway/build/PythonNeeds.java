package slipway.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.catalog.Model;
import slipway.catalog.fix.Requirement;

/// What a Python model says that it needs: the version of Python, `3.11`, and the packages as pip takes them, one a line.
///
/// @param wheelhouse a folder that packages come from, and nowhere else; null for pip’s own index
public record PythonNeeds(String python, String requirements, @Nullable Path wheelhouse) {
    private static final String USUAL_PYTHON = "3.11";
    private static final long MAX_TEXT = 1 << 20;
    private static final List<Said> PYTHON = List.of(
            new Said("runtime.yaml", "INFERENCE_PYTHON_VERSION:\\s*['\"]?(3\\.\\d+)"),
            new Said("python_env.yaml", "python:\\s*['\"]?(3\\.\\d+)"),
            new Said("conda.yaml", "python\\s*=+\\s*(3\\.\\d+)"),
            new Said("MLmodel", "python_version:\\s*['\"]?(3\\.\\d+)"));
    // `- scikit-learn==1.2.1` below `- pip:`, as conda lists them
    private static final Pattern PIP = Pattern.compile("(?m)^\\s*-\\s*pip:\\s*\\n((?:\\s+-\\s*\\S.*\\n?)+)");

    /// Where a file says the version, in its first group.
    private record Said(String file, String pattern) {}

    /// As the model is served: MLflow’s own server comes with MLflow, whether the model says so or not.
    static PythonNeeds of(Model model) {
        PythonNeeds stated = stated(model);
        return model.format().equals("mlflow") ? stated.withMlflow() : stated;
    }

    /// What its files say, and nothing more.
    public static PythonNeeds stated(Model model) {
        Path folder = folder(model);
        return new PythonNeeds(python(folder), requirements(folder, model), null);
    }

    public boolean hasMlflow() {
        return requirements.matches("(?s)(.*\\n)?mlflow\\b.*");
    }

    public PythonNeeds withMlflow() {
        return hasMlflow() ? this : new PythonNeeds(python, requirements + "mlflow\n", wheelhouse);
    }

    public PythonNeeds from(@Nullable Path folder) {
        return new PythonNeeds(python, requirements, folder);
    }

    /// With other versions: a package that is named in `others` is taken as it stands there, whatever its spelling, and
    /// one that was not asked for comes last. Lines that are no package stay.
    public PythonNeeds overridden(List<Requirement> others) {
        if (others.isEmpty()) return this;
        var left = new LinkedHashMap<String, Requirement>();
        others.forEach(each -> left.put(each.key(), each));
        Map<String, Requirement> wanted = Map.copyOf(left);
        var lines = new ArrayList<String>();
        for (String line : requirements.lines().toList()) {
            Optional<String> key = Requirement.keyOf(line.replaceFirst("(^|\\s)#.*", ""));
            if (key.isEmpty() || !wanted.containsKey(key.get())) {
                lines.add(line);
                continue;
            }
            Requirement other = left.remove(key.get());
            if (other != null) lines.add(other.text());
        }
        left.values().forEach(each -> lines.add(each.text()));
        return new PythonNeeds(python, String.join("\n", lines) + "\n", wheelhouse);
    }

    /// The folder that is mounted: the model's own, or the one its file lies in.
    static Path folder(Model model) {
        Path path = model.path();
        Path parent = path.getParent();
        return Files.isDirectory(path) || parent == null ? path : parent;
    }

    private static String python(Path folder) {
        for (Said each : PYTHON) {
            Matcher found = Pattern.compile(each.pattern()).matcher(read(folder.resolve(each.file())));
            if (found.find()) return found.group(1);
        }
        return USUAL_PYTHON;
    }

    private static String requirements(Path folder, Model model) {
        for (String name : List.of("requirements.txt", "code/requirements.txt")) {
            String text = read(folder.resolve(name));
            if (!text.isBlank()) return text.endsWith("\n") ? text : text + "\n";
        }
        Matcher pip = PIP.matcher(read(folder.resolve("conda.yaml")));
        if (pip.find()) return pip.group(1).replaceAll("(?m)^\\s*-\\s*", "").strip() + "\n";
        String framework = model.framework();
        String packages = framework == null ? "" : framework.strip().replaceFirst("\\s+", "==") + "\n";
        return packages.startsWith("scikit-learn") ? packages + "joblib\n" : packages;
    }

    private static String read(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= MAX_TEXT ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new StudioException(Problem.of("build.unreadable", file), e);
        }
    }
}
