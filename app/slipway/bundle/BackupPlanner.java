package slipway.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.spec.DeploymentSpec;
import slipway.spec.WorkspaceSpec;
import slipway.spec.WorkspaceSpec.EndpointFolder;
import slipway.store.DatabaseCopy;

/// Looks through a workspace for what goes into its backup: its files as they are, and of its state what a person would
/// miss. Keys, running servers and what belongs to this machine stay behind. One use, one thread; interruption cancels.
final class BackupPlanner {
    static final String DATABASE = "slipway.db";
    /// Folders of the state.
    static final List<String> FOLDERS = List.of("answers", "recordings", "load", "reports", "rollouts");
    /// Files of the state: what was chosen in the window, and batches of requests.
    static final List<String> SETTINGS = List.of("window.json", "log-view.json", "export-view.json",
            "batch-runs.json");

    private final BundleGround ground;
    private final boolean models;
    private final Path target;
    private final Path root;
    private final WorkspaceSpec spec;
    private final List<Manifest.LeftOut> left = new ArrayList<>();

    /// @param models whether the models go along
    /// @param target the backup that is to be written, which may lie in the workspace
    BackupPlanner(BundleGround ground, boolean models, Path target) {
        this.ground = ground;
        this.models = models;
        this.target = target;
        ground.workspace().refresh();
        this.spec = ground.workspace().spec().get();
        this.root = ground.workspace().root();
    }

    /// @param snapshot where a copy of the database is put that nobody writes; its owner deletes it
    BundlePlan plan(Path snapshot, Progress progress) throws InterruptedException {
        progress.stage("bundle.stage.plan", spec.name());
        try {
            var files = new WorkspaceFiles(root, this::notWanted);
            files.add(root);
            left.addAll(files.left());
            left.addAll(files.links());
            var items = new ArrayList<>(files.found().values());
            // the database first, so that every answer that it names was there then
            Optional<BundleItem> database = database(snapshot);
            for (String folder : FOLDERS)
                items.addAll(state(folder));
            for (String name : SETTINGS)
                file(name, ground.workspace().stateFolder().resolve(name)).ifPresent(items::add);
            // last: it is another one each time, and what stands before it need not be written again
            database.ifPresent(items::add);
            return new BundlePlan(spec.name(), items, List.of(),
                    spec.endpoints().stream()
                            .map(each -> new Manifest.Endpoint(each.name(),
                                    each.deployments().stream().map(DeploymentSpec::name).toList()))
                            .toList(),
                    left);
        } catch (IOException e) {
            throw new StudioException(Problem.of("bundle.unreadable", root, String.valueOf(e.getMessage())), e);
        }
    }

    private Optional<BundleItem> database(Path snapshot) throws IOException {
        Path live = ground.workspace().stateFolder().resolve(DATABASE);
        if (!Files.exists(live)) return Optional.empty();
        DatabaseCopy.write(live, snapshot);
        return file(DATABASE, snapshot);
    }

    private static Optional<BundleItem> file(String name, Path source) throws IOException {
        if (!Files.isRegularFile(source)) return Optional.empty();
        return Optional.of(BundleItem.file(Manifest.STATE + name, source, Files.size(source), Files.getLastModifiedTime(
                source).toMillis(), false));
    }

    private List<BundleItem> state(String name) throws IOException, InterruptedException {
        Path folder = ground.workspace().stateFolder().resolve(name);
        if (!Files.isDirectory(folder)) return List.of();
        var all = new ArrayList<BundleItem>();
        for (Path each : children(folder)) {
            // the studio lets go of old ones while it runs
            if (!Files.exists(each)) continue;
            if (name.equals("recordings") && !ground.finished(each)) {
                left.add(new Manifest.LeftOut("busy", root.relativize(each).toString(), List.of()));
                continue;
            }
            var files = new WorkspaceFiles(folder, this::ours);
            files.add(each);
            files.found().values().forEach(file -> all.add(file.under(Manifest.STATE + name + "/")));
        }
        return all;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (var inside = Files.list(folder)) {
            return inside.sorted().toList();
        }
    }

    private boolean notWanted(Path file) {
        return ours(file) || (!models && ofModel(file));
    }

    /// Backups, and what waits beside this one.
    private boolean ours(Path file) {
        String own = String.valueOf(file.getFileName());
        return own.contains(Backup.ENDING)
                || (Objects.equals(file.getParent(), target.getParent()) && own.startsWith(String.valueOf(target
                        .getFileName())));
    }

    private boolean ofModel(Path file) {
        // a workspace that is a model itself is more than that model
        return places().stream().anyMatch(each -> !root.startsWith(each) && file.startsWith(each));
    }

    /// Where models are looked for, and those that are deployed.
    private List<Path> places() {
        var all = new ArrayList<>(spec.modelRoots());
        for (EndpointFolder endpoint : spec.endpoints()) {
            for (DeploymentSpec each : endpoint.deployments()) {
                Path path = each.model().path();
                if (path != null) all.add(path);
            }
        }
        return all;
    }
}
