package slipway.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.bundle.BundleGround.ImageNeed;
import slipway.spec.CarriedSpec;
import slipway.spec.DeploymentSpec;
import slipway.spec.WorkspaceSpec;
import slipway.spec.WorkspaceSpec.EndpointFolder;

/// Looks through a workspace for what a wish means, and says what is missing before anything is written. One use, one
/// thread; interruption cancels.
final class BundlePlanner {
    private static final List<String> SCENARIOS = List.of("recordings", "load");

    private final BundleGround ground;
    private final BundleWish wish;
    private final WorkspaceSpec spec;
    private final Path root;
    private final List<Manifest.LeftOut> left = new ArrayList<>();

    BundlePlanner(BundleGround ground, BundleWish wish) {
        this.ground = ground;
        this.wish = wish;
        ground.workspace().refresh();
        this.spec = ground.workspace().spec().get();
        this.root = ground.workspace().root();
    }

    BundlePlan plan(Progress progress) throws InterruptedException {
        // what cannot be read cannot be looked through for secrets
        if (!spec.problems().isEmpty()) throw new StudioException(spec.problems().getFirst().problem());
        progress.stage("bundle.stage.plan", spec.name());
        List<EndpointFolder> endpoints = endpoints();
        List<DeploymentSpec> deployments = endpoints.stream().flatMap(each -> each.deployments().stream()).toList();
        try {
            var files = new WorkspaceFiles(root);
            if (wish.endpoints().isEmpty()) files.add(root);
            for (EndpointFolder endpoint : endpoints)
                add(files, endpoint);
            List<ImageNeed> needs = wish.images() ? ground.needs(deployments, progress) : List.of();
            clean(files, deployments, needs);
            left.addAll(files.links());
            List<Manifest.Image> images = images(needs);
            var items = new ArrayList<>(images.stream().map(BundleItem::image).toList());
            items.addAll(files.found().values());
            if (wish.scenario()) items.addAll(scenario());
            return new BundlePlan(spec.name(), items, images, endpoints.stream().map(each -> new Manifest.Endpoint(each
                    .name(), each.deployments().stream().map(DeploymentSpec::name).toList())).toList(), left);
        } catch (IOException e) {
            throw new StudioException(Problem.of("bundle.unreadable", root, String.valueOf(e.getMessage())), e);
        }
    }

    private List<EndpointFolder> endpoints() {
        for (String name : wish.endpoints()) {
            if (spec.endpoint(name).isEmpty()) throw StudioException.of("spec.no-endpoint", name);
        }
        return spec.endpoints().stream().filter(each -> wish.endpoints().isEmpty() || wish.endpoints().contains(each
                .name())).toList();
    }

    /// What one endpoint needs, which may lie anywhere in the workspace.
    private void add(WorkspaceFiles files, EndpointFolder endpoint) throws IOException, InterruptedException {
        Path settings = root.resolve("slipway.yml");
        if (Files.exists(settings)) files.add(settings);
        // one of Azure’s example folders is its own endpoint, and all of a workspace would come with it
        if (endpoint.folder().equals(root)) files.addYaml(root);
        else
            files.add(endpoint.folder());
        for (Path requests : List.of(root.resolve("requests").resolve(endpoint.name()),
                root.resolve("requests").resolve(
                        "http-client.env.json"))) {
            if (Files.exists(requests)) files.add(requests);
        }
        for (DeploymentSpec deployment : endpoint.deployments()) {
            Optional<Path> model = ground.model(deployment);
            if (model.isPresent()) files.add(model.get());
            for (Path path : paths(deployment.code()))
                files.add(path);
        }
    }

    private static List<Path> paths(DeploymentSpec.Code code) {
        var all = new LinkedHashSet<Path>();
        for (@Nullable
        Path each : new Path[]{code.folder(), code.condaFile(), code.buildFolder()}) {
            if (each != null) all.add(each);
        }
        return List.copyOf(all);
    }

    /// Takes secrets out of the deployments’ files and out of saved requests.
    private void clean(WorkspaceFiles files, List<DeploymentSpec> deployments, List<ImageNeed> needs)
            throws IOException {
        for (DeploymentSpec deployment : deployments) {
            Path file = ground.workspace().file(deployment.endpoint(), deployment.name());
            String image = deployment.image() == null
                    ? null
                    : needs.stream().filter(each -> each.deployments().contains(deployment.id())).findFirst().map(
                            ImageNeed::reference).orElse(null);
            String text = Files.readString(file);
            CarriedSpec carried = CarriedSpec.of(file, text, deployment, image);
            replace(files, file, text, carried.text(), carried.secrets());
        }
        for (BundleItem item : List.copyOf(files.found().values())) {
            Path source = item.source();
            if (source == null || !item.path().matches("workspace/requests/.*\\.(http|rest)")) continue;
            String text = Files.readString(source);
            CarriedRequests carried = CarriedRequests.of(text);
            replace(files, source, text, carried.text(), carried.secrets());
        }
    }

    private void replace(WorkspaceFiles files, Path file, String before, String after, List<String> secrets) {
        String relative = files.relative(file);
        if (!secrets.isEmpty()) left.add(new Manifest.LeftOut("secret", relative, secrets));
        if (before.equals(after)) return;
        String path = Manifest.WORKSPACE + relative;
        files.found().put(path, BundleItem.content(path, Bytes.utf8(after)));
    }

    /// One member an image, whatever its names are.
    private static List<Manifest.Image> images(List<ImageNeed> needs) {
        var byId = new LinkedHashMap<String, Manifest.Image>();
        for (ImageNeed need : needs) {
            byId.merge(need.image().id(), new Manifest.Image(Manifest.IMAGES + (byId.size() + 1) + ".tar", need.image()
                    .id(), List.of(need.reference()), need.image().sizeBytes(), need.deployments()),
                    BundlePlanner::both);
        }
        return List.copyOf(byId.values());
    }

    private static Manifest.Image both(Manifest.Image one, Manifest.Image other) {
        var references = new LinkedHashSet<>(one.references());
        references.addAll(other.references());
        var users = new LinkedHashSet<>(one.neededBy());
        users.addAll(other.neededBy());
        return new Manifest.Image(one.entry(), one.id(), List.copyOf(references), one.sizeBytes(), List.copyOf(users));
    }

    private List<BundleItem> scenario() throws IOException, InterruptedException {
        Path state = ground.workspace().stateFolder();
        var all = new ArrayList<BundleItem>();
        for (String name : SCENARIOS) {
            Path folder = state.resolve(name);
            if (!Files.isDirectory(folder)) continue;
            var files = new WorkspaceFiles(folder);
            files.add(folder);
            Map<String, BundleItem> found = files.found();
            found.values().forEach(each -> all.add(each.under(Manifest.SCENARIO + name + "/")));
        }
        return all;
    }
}
