package slipway.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

import slipway.base.Problem;

/// Reads a whole workspace and remembers what each file said when it was last good. Owned by [Workspace]; one reading
/// at a time.
final class WorkspaceReader {
    private static final Set<String> KEYS = Set.of("name", "model_roots", "default_engine", "quotas", "registry");
    private static final Pattern REGISTRY = Pattern.compile(WorkspaceSpec.REGISTRY_FORM);

    private final Path root;
    private final Map<Path, FolderReader> readers = new HashMap<>();
    private Settings good;
    /// Whether the file was read well once.
    private boolean said;
    private Map<String, FolderReader.Found> found = Map.of();

    record Settings(String name, List<Path> modelRoots, String defaultEngine, Quotas quotas,
            @Nullable String registry) {
        Settings within(Quotas next) {
            return new Settings(name, modelRoots, defaultEngine, next, registry);
        }
    }

    WorkspaceReader(Path root) {
        this.root = root;
        this.good = defaults().within(Quotas.UNKNOWN);
    }

    synchronized WorkspaceSpec read() {
        var errors = new ArrayList<SpecProblem>();
        var notes = new ArrayList<SpecProblem>();
        good = settings(errors, notes);
        List<Path> folders = folders();
        readers.keySet().retainAll(folders);
        var byName = new TreeMap<String, FolderReader.Found>();
        for (Path folder : folders) {
            FolderReader.Found one = readers.computeIfAbsent(folder, FolderReader::new).read();
            errors.addAll(one.errors());
            notes.addAll(one.notes());
            if (byName.putIfAbsent(one.endpoint().name(), one) != null) {
                errors.add(new SpecProblem(folder, 0, 0, Problem.of("spec.duplicate", one.endpoint().name())));
            }
        }
        found = byName;
        var endpoints = byName.values().stream().map(FolderReader.Found::endpoint).toList();
        return new WorkspaceSpec(root, good.name, good.modelRoots, good.defaultEngine, endpoints, errors, notes,
                good.quotas, good.registry);
    }

    synchronized Optional<Path> endpointFile(String endpoint) {
        FolderReader.Found one = found.get(endpoint);
        return one == null ? Optional.empty() : Optional.ofNullable(one.endpointFile());
    }

    synchronized Optional<Path> deploymentFile(String endpoint, String deployment) {
        FolderReader.Found one = found.get(endpoint);
        return one == null ? Optional.empty() : Optional.ofNullable(one.files().get(deployment));
    }

    /// The folders that hold endpoints: those in `endpoints/`, else the root itself where it is one of Azure's
    /// example folders.
    private List<Path> folders() {
        List<Path> folders = SpecFiles.folders(root.resolve("endpoints"));
        return folders.isEmpty() && FolderReader.isOne(root) ? List.of(root) : folders;
    }

    private Settings settings(List<SpecProblem> errors, List<SpecProblem> notes) {
        Path file = root.resolve("slipway.yml");
        var problems = new SpecProblems(file);
        String text = SpecFiles.text(file, problems);
        Settings read = defaults();
        if (text != null && !text.isBlank()) {
            MappingNode map = YamlSource.parse(text, problems).root();
            if (map != null) read = settings(YamlMap.of(map, problems), problems);
            said |= problems.good();
        } else if (said) {
            // gone for a moment, as when another branch is checked out: what it let be kept is kept
            read = read.within(good.quotas);
        }
        errors.addAll(problems.errors());
        notes.addAll(problems.notes());
        return problems.good() ? read : good;
    }

    Settings settings(YamlMap map, SpecProblems problems) {
        map.noteUnknown(KEYS);
        Settings usual = defaults();
        String name = map.text("name");
        String engine = map.text("default_engine");
        ExtensionYaml.checkEngine(map.value("default_engine"), engine, problems);
        var roots = new ArrayList<Path>();
        for (String path : map.texts("model_roots")) {
            try {
                roots.add(root.resolve(path).normalize());
            } catch (InvalidPathException e) {
                problems.add(map.value("model_roots"), "spec.path", path, e.getReason());
            }
        }
        return new Settings(name == null ? usual.name : name, roots.isEmpty() ? usual.modelRoots : roots,
                engine == null ? usual.defaultEngine : engine, Quotas.read(map), registry(map, problems));
    }

    private static @Nullable String registry(YamlMap map, SpecProblems problems) {
        String named = map.text("registry");
        if (named == null || REGISTRY.matcher(named).matches()) return named;
        problems.add(map.value("registry"), "spec.registry", named);
        return null;
    }

    private Settings defaults() {
        return new Settings(String.valueOf(root.getFileName()), List.of(root.resolve("models")), "embedded",
                Quotas.USUAL, null);
    }
}
