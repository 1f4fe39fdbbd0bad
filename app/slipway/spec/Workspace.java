package slipway.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        var looks = new WorkspaceLooks(root);
        var seen = looks.now();
        this.spec = new Live<>(reader.read());
        this.watch = tasks.quiet("workspace-watch", progress -> new WorkspaceWatch(looks, this::refresh).run(seen));
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
        Map<String, Integer> kept = SpecEdits.withoutZeros(mirror);
        edit(endpoint, (file, text) -> YamlEdit.setMap(file, text, "mirror_traffic", kept),
                old -> old.withSplit(old.traffic(), kept));
    }

    /// Replaces traffic and mirror in one write, so that moving a deployment from one to the other is never invalid.
    public void setSplit(String endpoint, Map<String, Integer> traffic, Map<String, Integer> mirror) {
        Map<String, Integer> kept = SpecEdits.withoutZeros(mirror);
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
        edit(endpoint, (file, text) -> SpecEdits.extended(file, text, values), old -> old, true);
    }

    /// Everything but the live shares in one write: `mode` and `mirror` (as `mirror_traffic`) where they are not null, and
    /// `values` as in [#setExtension].
    public void setOptions(String endpoint, EndpointSpec.@Nullable AuthMode mode,
            @Nullable Map<String, Integer> mirror, Map<List<String>, @Nullable String> values) {
        Map<String, Integer> kept = mirror == null ? null : SpecEdits.withoutZeros(mirror);
        edit(endpoint, (file, text) -> {
            String changed = SpecEdits.extended(file, text, values);
            if (kept != null) changed = YamlEdit.setMap(file, changed, "mirror_traffic", kept);
            return mode == null ? changed : YamlEdit.setScalar(file, changed, "auth_mode", mode.word());
        }, old -> {
            EndpointSpec next = kept == null ? old : old.withSplit(old.traffic(), kept);
            return mode == null ? next : next.withAuthMode(mode);
        }, true);
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
            SpecEdits.refuse(problems);
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

    /// Has a deployment asked on port `instead` (1024 to 65535) where it is asked on `asked` now; its file stays as it
    /// is but for the numbers.
    public void setPort(String endpoint, String deployment, int asked, int instead) {
        edit(endpoint, deployment, old -> old.askedOn(asked, instead), (file, text) -> {
            DeploymentSpec.Extension next = SpecEdits.deployment(file, text, endpoint).askedOn(asked, instead)
                    .slipway();
            String after = withNumber(file, text, "port", next.port());
            return withNumber(file, after, "health_port", next.healthPort());
        });
    }

    private static String withNumber(Path file, String text, String key, @Nullable Integer number) {
        return number == null
                ? text
                : YamlEdit.setPath(file, text, List.of("x-slipway", key), Integer.toString(number));
    }

    /// Sets how many replicas a deployment has, at least 1.
    public void setInstanceCount(String endpoint, String deployment, int count) {
        edit(endpoint, deployment, old -> old.withInstanceCount(count),
                (file, text) -> YamlEdit.setPath(file, text, List.of("instance_count"), Integer.toString(count)));
    }

    /// Sets by what the replicas of a deployment follow its load, null for nothing; how many it has stays.
    public void setScale(String endpoint, String deployment, @Nullable ScaleSpec scale) {
        edit(endpoint, deployment, old -> old.withScale(scale), (file, text) -> ScaleYaml.edited(file, text, scale));
    }

    /// Both in one write: how many replicas a deployment has, at least 1, and by what they follow its load, null for
    /// nothing. Refused as a whole where one of them breaks a rule; what is so already stays as it is written.
    public void setReplicas(String endpoint, String deployment, int count, @Nullable ScaleSpec scale) {
        edit(endpoint, deployment, old -> old.withInstanceCount(count).withScale(scale), (file, text) -> {
            DeploymentSpec old = SpecEdits.deployment(file, text, endpoint);
            String after = old.instanceCount() == count
                    ? text
                    : YamlEdit.setPath(file, text, List.of("instance_count"), Integer.toString(count));
            return Objects.equals(old.slipway().scale(), scale) ? after : ScaleYaml.edited(file, after, scale);
        });
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
            SpecEdits.deployment(file, text, endpoint);
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
                DeploymentSpec old = SpecEdits.deployment(file, before, endpoint);
                if (!SpecEdits.deployment(file, after, endpoint).equals(wanted.apply(old)))
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
                if (owner.slipway().mirrors().containsKey(deployment)) withoutMirror(owner, deployment);
            }
            Files.deleteIfExists(file);
            refresh();
        } catch (IOException e) {
            throw new StudioException(Problem.of("spec.delete-failed", deployment, String.valueOf(e.getMessage())), e);
        } finally {
            edits.unlock();
        }
    }

    private void withoutMirror(EndpointSpec owner, String deployment) {
        var path = new HashMap<List<String>, @Nullable String>();
        path.put(List.of("traffic", "mirrors", deployment), null);
        if (deployment.equals(owner.slipway().twin())) path.put(List.of("traffic", "twin"), null);
        setExtension(owner.name(), path);
    }

    /// Where the deployment is written down.
    public Path file(String endpoint, String deployment) {
        return reader.deploymentFile(endpoint, deployment)
                .orElseThrow(() -> StudioException.of("spec.no-deployment", deployment, endpoint));
    }

    /// The file's text as it stands, for the Spec tab.
    public String text(String endpoint, String deployment) {
        return SpecFiles.textNow(file(endpoint, deployment));
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

    private void edit(String endpoint, Change change, UnaryOperator<EndpointSpec> expected) {
        edit(endpoint, change, expected, false);
    }

    /// Changes an endpoint file: `change` on its text as it is now, `expected` says what that must come to; with
    /// `extension` what stands under `x-slipway` may change besides.
    private void edit(String endpoint, Change change, UnaryOperator<EndpointSpec> expected, boolean extension) {
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
                SpecEdits.check(file, before, after, names, expected, extension);
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

    private void write(Path file, String text, Set<String> names) {
        var problems = new SpecProblems(file);
        FolderReader.candidate(file, text, names, problems);
        SpecEdits.refuse(problems);
        AtomicFiles.write(file, text);
        refresh();
    }

    private WorkspaceSpec.EndpointFolder folder(String endpoint) {
        return spec.get().endpoint(endpoint).orElseThrow(() -> StudioException.of("spec.no-endpoint", endpoint));
    }
}
