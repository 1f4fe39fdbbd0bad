package slipway.catalog.fix;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import slipway.catalog.Model;
import slipway.catalog.SafeYaml;

/// The Python that a model asks for, as its files say it.
///
/// @param pythons  versions of Python, each with the files that say it
/// @param channels of conda, each with the files that name it
/// @param files    the files that requirements are edited in
public record Dependencies(Map<String, Set<String>> pythons, List<Entry> requirements,
        Map<String, Set<String>> channels,
        List<String> files) {
    /// What MLflow writes, and what its documentation calls it (A157).
    static final Set<String> PIP_NAMES = Set.of("requirements.txt", "pip_requirements.txt");
    private static final int MOST_FILES = 40;

    /// One requirement and the files that state it in the same words.
    ///
    /// @param name     the package, or the whole line where it is a path or an address
    /// @param versions what it says of them, empty where any will do
    /// @param editable whether it stands where requirements are edited: not a package of conda, not a bare address
    public record Entry(String name, String versions, String text, boolean pinned, Set<String> files,
            boolean editable) {
        /// What tells packages apart, whatever their spelling.
        public String key() {
            return Requirement.key(name);
        }
    }

    public boolean isEmpty() {
        return pythons.isEmpty() && requirements.isEmpty() && channels.isEmpty();
    }

    /// Reads the files of `model`; blocking. An archive is not looked into.
    public static Dependencies of(Model model) {
        var reading = new Reading(ModelText.base(model));
        if (Files.isDirectory(model.path(), LinkOption.NOFOLLOW_LINKS))
            model.files().stream().map(Model.ModelFile::path).filter(Dependencies::concerns).limit(MOST_FILES)
                    .forEach(reading::file);
        return reading.done();
    }

    private static boolean concerns(String file) {
        String name = ModelText.name(file);
        return PIP_NAMES.contains(name) || CondaFile.NAMES.contains(name)
                || Set.of("python_env.yaml", "MLmodel", "runtime.yaml").contains(name);
    }

    /// Puts together what the files say; one thread.
    private static final class Reading {
        private final Path base;
        private final Map<String, Set<String>> pythons = new LinkedHashMap<>();
        private final Map<String, Entry> requirements = new LinkedHashMap<>();
        private final Map<String, Set<String>> channels = new LinkedHashMap<>();
        private final List<String> files = new ArrayList<>();

        Reading(Path base) {
            this.base = base;
        }

        void file(String file) {
            String text = ModelText.read(base, file);
            if (text == null) return;
            String name = ModelText.name(file);
            try {
                if (PIP_NAMES.contains(name)) {
                    files.add(file);
                    PipFile.entries(text).forEach(entry -> pip(entry.text(), entry.requirement(), file));
                } else if (CondaFile.NAMES.contains(name)) {
                    files.add(file);
                    CondaFile.channels(text).forEach(each -> said(channels, each, file));
                    CondaFile.packages(text).forEach(each -> conda(each, file));
                    CondaFile.pip(text).stream().filter(line -> !line.startsWith("-") && !line.isEmpty())
                            .forEach(line -> pip(line, Requirement.read(line), file));
                } else {
                    other(name, SafeYaml.map(text), file);
                }
            } catch (YamlEngineException e) {
                // the finding on that file says so
                System.getLogger(Dependencies.class.getName()).log(System.Logger.Level.DEBUG, file, e);
            }
        }

        private void other(String name, Map<String, Object> said, String file) {
            Object python = switch (name) {
                case "python_env.yaml" -> said.get("python");
                case "MLmodel" -> SafeYaml.asMap(SafeYaml.asMap(said.get("flavors")).get("python_function"))
                        .get("python_version");
                default -> SafeYaml.asMap(SafeYaml.asMap(said.get("MODEL_DEPLOYMENT")).get("INFERENCE_CONDA_ENV"))
                        .get("INFERENCE_PYTHON_VERSION");
            };
            String version = SafeYaml.text(python);
            if (version != null) said(pythons, version, file);
            if (!name.equals("python_env.yaml") || !(said.get("dependencies") instanceof List<?> all)) return;
            for (Object line : all)
                if (line instanceof String text && !text.startsWith("-"))
                    entry(text, Requirement.read(text), file, false);
        }

        /// `python=3.11`, `conda-forge::numpy>=1.2`.
        private void conda(String text, String file) {
            String plain = text.replaceFirst("^.*::", "").strip();
            String name = plain.replaceFirst("[\\s=<>~!].*", "");
            String versions = plain.substring(name.length()).strip().replaceFirst("^=+", "");
            if (name.equals("python")) {
                if (!versions.isEmpty()) said(pythons, versions, file);
                return;
            }
            // what installs the others is none of them
            if (name.equals("pip")) return;
            boolean pinned = versions.matches("[\\w.]+(=\\S+)?") && plain.contains("=");
            add(new Entry(name, versions, text, pinned, Set.of(file), false));
        }

        private void pip(String text, @Nullable Requirement requirement, String file) {
            entry(text, requirement, file, requirement != null);
        }

        private void entry(String text, @Nullable Requirement requirement, String file, boolean editable) {
            if (requirement == null) add(new Entry(text, "", text, false, Set.of(file), false));
            else
                add(new Entry(requirement.name(), requirement.versions(), requirement.text(), requirement.pinned(),
                        Set.of(file), editable));
        }

        private void add(Entry entry) {
            String same = entry.key() + " " + entry.text() + " " + entry.editable();
            requirements.merge(same, entry, (one, other) -> {
                var both = new TreeSet<>(one.files());
                both.addAll(other.files());
                return new Entry(one.name(), one.versions(), one.text(), one.pinned(), both, one.editable());
            });
        }

        private static void said(Map<String, Set<String>> all, String what, String file) {
            all.computeIfAbsent(what, key -> new TreeSet<>()).add(file);
        }

        Dependencies done() {
            return new Dependencies(pythons, List.copyOf(requirements.values()), channels, List.copyOf(files));
        }
    }
}
