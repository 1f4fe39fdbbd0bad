package slipway.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.store.AtomicFiles;

/// A workspace folder: its files read, validated, watched, and written back with comments and unknown keys kept.
/// The files are the truth: an edit here writes the file, then [#spec] follows. Blocking; any thread.
public final class Workspace implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final Path root;
    private final WorkspaceReader reader;
    private final Live<WorkspaceSpec> spec;
    private final ReentrantLock edits = new ReentrantLock();
    private final Tasks.Task watch;
    private @Nullable WorkspaceLock lock;

    private Workspace(Path root, Tasks tasks) {
        this.root = root;
        this.reader = new WorkspaceReader(root);
        var seen = WorkspaceWatch.looks(root);
        this.spec = new Live<>(reader.read());
        this.watch = tasks.quiet("workspace-watch", progress -> new WorkspaceWatch(root, this::refresh).run(seen));
    }

    /// Opens `root`, reads everything once before it returns, and watches it on `tasks` from then on (an edit shows
    /// within a second).
    public static Workspace open(Path root, Tasks tasks) {
        Path absolute = root.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) throw StudioException.of("spec.no-workspace", absolute);
        return new Workspace(absolute, tasks);
    }

    public Live<WorkspaceSpec> spec() {
        return spec;
    }

    public Path root() {
        return root;
    }

    /// `.slipway/`, made when missing.
    public Path stateFolder() {
        Path folder = root.resolve(".slipway");
        if (Files.isDirectory(folder)) return folder;
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(".gitignore"), "*\n");
            return folder;
        } catch (IOException e) {
            throw new StudioException(Problem.of("store.write-failed", folder, String.valueOf(e.getMessage())), e);
        }
    }

    /// Takes `.slipway/lock` until [#close], so that two studios never drive one workspace; refused with the other
    /// one's process id where it is taken.
    public void lock() {
        edits.lock();
        try {
            if (lock == null) lock = WorkspaceLock.take(root, stateFolder().resolve("lock"));
        } finally {
            edits.unlock();
        }
    }

    /// Whether a studio drives the workspace in `root` now, as far as can be told from here without disturbing it.
    public static boolean driven(Path root) {
        return WorkspaceLock.taken(root.resolve(".slipway").resolve("lock"));
    }

    /// Reads the files again now.
    public void refresh() {
        edits.lock();
        try {
            spec.set(reader.read());
        } finally {
            edits.unlock();
        }
    }

    /// Replaces the whole `traffic` map; refused with a clear problem when it breaks Azure's rules.
    public void setTraffic(String endpoint, Map<String, Integer> traffic) {
        edit(endpoint, (file, text) -> YamlEdit.setMap(file, text, "traffic", traffic),
                old -> old.withSplit(traffic, old.mirror()));
    }

    /// Replaces the whole `mirror_traffic` map; a value of 0 takes the entry out.
    public void setMirror(String endpoint, Map<String, Integer> mirror) {
        Map<String, Integer> kept = withoutZeros(mirror);
        edit(endpoint, (file, text) -> YamlEdit.setMap(file, text, "mirror_traffic", kept),
                old -> old.withSplit(old.traffic(), kept));
    }

    /// Replaces traffic and mirror in one write, so that moving a deployment from one to the other is never invalid.
    public void setSplit(String endpoint, Map<String, Integer> traffic, Map<String, Integer> mirror) {
        Map<String, Integer> kept = withoutZeros(mirror);
        edit(endpoint,
                (file, text) -> YamlEdit.setMap(file, YamlEdit.setMap(file, text, "traffic", traffic),
                        "mirror_traffic", kept),
                old -> old.withSplit(traffic, kept));
    }

    public void setAuthMode(String endpoint, EndpointSpec.AuthMode mode) {
        edit(endpoint, (file, text) -> YamlEdit.setScalar(file, text, "auth_mode", mode.word()),
                old -> old.withAuthMode(mode));
    }

    /// Replaces what the file says under `x-slipway`: a path of keys (`traffic`, `mode`) with its value in YAML's flow
    /// form, null to take it out. All in one write, refused where the file would then break a rule.
    public void setExtension(String endpoint, Map<List<String>, @Nullable String> values) {
        edit(endpoint, (file, text) -> {
            String changed = text;
            for (var entry : values.entrySet()) {
                var path = new ArrayList<>(List.of("x-slipway"));
                path.addAll(entry.getKey());
                changed = YamlEdit.setPath(file, changed, path, entry.getValue());
            }
            return changed;
        }, null);
    }

    /// Writes `endpoints/NAME/endpoint.yml`, refused where an endpoint of that name exists.
    public void createEndpoint(EndpointSpec created) {
        edits.lock();
        try {
            refresh();
            Path file = root.resolve("endpoints").resolve(created.name()).resolve("endpoint.yml");
            if (spec.get().endpoint(created.name()).isPresent() || Files.exists(file)) {
                throw StudioException.of("spec.exists", created.name());
            }
            write(file, EndpointYaml.write(created), Set.of());
        } finally {
            edits.unlock();
        }
    }

    /// Deletes the endpoint's folder with all its deployments.
    public void deleteEndpoint(String endpoint) {
        edits.lock();
        try {
            Path folder = folder(endpoint).folder();
            if (folder.equals(root)) throw StudioException.of("spec.delete-root", endpoint);
            SpecFiles.deleteTree(folder);
            refresh();
        } finally {
            edits.unlock();
        }
    }

    /// Writes a new deployment file, refused where one of that name exists. Model paths are written relative.
    public void createDeployment(DeploymentSpec created) {
        edits.lock();
        try {
            refresh();
            Path folder = folder(created.endpoint()).folder();
            Path file = folder.resolve(created.name() + ".yml");
            if (spec.get().deployment(created.endpoint(), created.name()).isPresent() || Files.exists(file)) {
                throw StudioException.of("spec.exists", created.id());
            }
            String text = DeploymentWriter.write(created, folder);
            var problems = new SpecProblems(file);
            var tree = YamlSource.parse(text, problems).root();
            if (tree != null) DeploymentYaml.read(tree, file, created.endpoint(), problems);
            refuse(problems);
            AtomicFiles.write(file, text);
            refresh();
        } finally {
            edits.unlock();
        }
    }

    /// Records the digest of the image that a deployment was made from, so that it stays the same when the tag moves.
    public void setImageDigest(String endpoint, String deployment, String digest) {
        edit(endpoint, deployment, old -> old.withImageDigest(digest),
                (file, text) -> YamlEdit.setScalarIn(file, text, "x-slipway", "image_digest", digest));
    }

    /// Sets how many replicas a deployment has, at least 1.
    public void setInstanceCount(String endpoint, String deployment, int count) {
        edit(endpoint, deployment, old -> old.withInstanceCount(count),
                (file, text) -> YamlEdit.setScalar(file, text, "instance_count", Integer.toString(count)));
    }

    /// Writes the file of a deployment that [#deleteDeployment] took away, as it was.
    public void restoreDeployment(String endpoint, String deployment, String text) {
        edits.lock();
        try {
            refresh();
            Path folder = root.resolve("endpoints").resolve(folder(endpoint).name());
            Path file = folder.resolve(deployment + ".yml");
            if (reader.deploymentFile(endpoint, deployment).isPresent())
                throw StudioException.of("spec.exists", deployment);
            deployment(file, text, endpoint);
            AtomicFiles.write(file, text);
            refresh();
        } finally {
            edits.unlock();
        }
    }

    private interface TextEdit {
        String edited(Path file, String text);
    }

    /// Edits a deployment's file so that it reads as `wanted`; comments and unknown keys stay.
    private void edit(String endpoint, String deployment, UnaryOperator<DeploymentSpec> wanted, TextEdit edit) {
        edits.lock();
        try {
            refresh();
            Path file = reader.deploymentFile(endpoint, deployment)
                    .orElseThrow(() -> StudioException.of("spec.no-deployment", deployment, endpoint));
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                String before = SpecFiles.textNow(file);
                String after = edit.edited(file, before);
                DeploymentSpec old = deployment(file, before, endpoint);
                if (!deployment(file, after, endpoint).equals(wanted.apply(old)))
                    throw StudioException.of("spec.edit-unsafe", file.getFileName());
                if (!before.equals(SpecFiles.textNow(file))) continue;
                AtomicFiles.write(file, after);
                refresh();
                return;
            }
            throw StudioException.of("spec.busy", file.getFileName());
        } finally {
            edits.unlock();
        }
    }

    private static DeploymentSpec deployment(Path file, String text, String endpoint) {
        var problems = new SpecProblems(file);
        var tree = YamlSource.parse(text, problems).root();
        DeploymentSpec read = tree == null ? null : DeploymentYaml.read(tree, file, endpoint, problems);
        refuse(problems);
        if (read == null) throw StudioException.of("spec.edit-unsafe", file.getFileName());
        return read;
    }

    /// The text that [#createDeployment] would write.
    public String preview(DeploymentSpec created) {
        return DeploymentWriter.write(created, root.resolve("endpoints").resolve(created.endpoint()));
    }

    /// Deletes the deployment's file; refused while it has live traffic. Entries of 0 and a mirror end with it.
    public void deleteDeployment(String endpoint, String deployment) {
        edits.lock();
        try {
            refresh();
            Path file = reader.deploymentFile(endpoint, deployment)
                    .orElseThrow(() -> StudioException.of("spec.no-deployment", deployment, endpoint));
            EndpointSpec owner = folder(endpoint).spec();
            if (owner != null) {
                int live = owner.traffic().getOrDefault(deployment, 0);
                if (live > 0) throw StudioException.of("spec.delete-live", deployment, live);
                var traffic = new LinkedHashMap<>(owner.traffic());
                var mirror = new LinkedHashMap<>(owner.mirror());
                traffic.remove(deployment);
                mirror.remove(deployment);
                if (traffic.size() < owner.traffic().size()) setTraffic(endpoint, traffic);
                if (mirror.size() < owner.mirror().size()) setMirror(endpoint, mirror);
                if (owner.slipway().mirrors().containsKey(deployment)) withoutMirror(endpoint, deployment);
            }
            Files.deleteIfExists(file);
            refresh();
        } catch (IOException e) {
            throw new StudioException(Problem.of("spec.delete-failed", deployment, String.valueOf(e.getMessage())), e);
        } finally {
            edits.unlock();
        }
    }

    private void withoutMirror(String endpoint, String deployment) {
        var path = new HashMap<List<String>, @Nullable String>();
        path.put(List.of("traffic", "mirrors", deployment), null);
        setExtension(endpoint, path);
    }

    /// The file's text as it stands, for the Spec tab.
    public String text(String endpoint, String deployment) {
        return SpecFiles.textNow(reader.deploymentFile(endpoint, deployment)
                .orElseThrow(() -> StudioException.of("spec.no-deployment", deployment, endpoint)));
    }

    /// Stops watching and lets go of the lock.
    @Override
    public void close() {
        watch.cancel();
        edits.lock();
        try {
            WorkspaceLock held = lock;
            lock = null;
            if (held != null) held.close();
        } finally {
            edits.unlock();
        }
    }

    private interface Change {
        String apply(Path file, String text);
    }

    /// Changes an endpoint file: `change` on its text as it is now, `expected` says what that must come to; null where
    /// only what stands under `x-slipway` may change.
    private void edit(String endpoint, Change change, @Nullable UnaryOperator<EndpointSpec> expected) {
        edits.lock();
        try {
            refresh();
            Set<String> names = folder(endpoint).deployments().stream().map(DeploymentSpec::name)
                    .collect(Collectors.toCollection(HashSet::new));
            Path file = reader.endpointFile(endpoint)
                    .orElseThrow(() -> StudioException.of("spec.no-endpoint", endpoint));
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                String before = SpecFiles.textNow(file);
                String after = change.apply(file, before);
                check(file, before, after, names, expected);
                // somebody else wrote meanwhile: their edit is kept, ours is made again on top of it
                if (!before.equals(SpecFiles.textNow(file))) continue;
                if (!before.equals(after)) AtomicFiles.write(file, after);
                refresh();
                return;
            }
            throw StudioException.of("spec.busy", file.getFileName());
        } finally {
            edits.unlock();
        }
    }

    private static void check(Path file, String before, String after, Set<String> names,
            @Nullable UnaryOperator<EndpointSpec> expected) {
        var problems = new SpecProblems(file);
        EndpointSpec now = FolderReader.candidate(file, after, names, problems);
        refuse(problems);
        EndpointSpec old = FolderReader.candidate(file, before, names, new SpecProblems(file));
        EndpointSpec from = old == null ? now : old;
        boolean right = now != null && from != null && (expected == null
                ? now.withExtension(from.slipway()).equals(from)
                : expected.apply(from).equals(now));
        if (!right) {
            throw StudioException.of("spec.edit-unsafe", file.getFileName());
        }
    }

    private void write(Path file, String text, Set<String> names) {
        var problems = new SpecProblems(file);
        FolderReader.candidate(file, text, names, problems);
        refuse(problems);
        AtomicFiles.write(file, text);
        refresh();
    }

    private static void refuse(SpecProblems problems) {
        if (!problems.good()) throw new StudioException(problems.errors().getFirst().problem());
    }

    private WorkspaceSpec.EndpointFolder folder(String endpoint) {
        return spec.get().endpoint(endpoint).orElseThrow(() -> StudioException.of("spec.no-endpoint", endpoint));
    }

    private static Map<String, Integer> withoutZeros(Map<String, Integer> shares) {
        var kept = new LinkedHashMap<String, Integer>();
        shares.forEach((name, share) -> {
            if (share != 0) kept.put(name, share);
        });
        return kept;
    }
}
