package slipway.bundle;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.Masked;
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
    /// Folders of a workspace’s state that go along where the scenario does.
    static final List<String> SCENARIOS = List.of("recordings", "load");

    private static final Pattern REQUESTS = Pattern.compile(
            "workspace/requests/.*(?:\\.http|\\.rest|http-client\\.env\\.json)");
    /// What people write settings in, up to a size that nobody writes by hand.
    private static final Pattern TEXTS = Pattern
            .compile("(?i).*(?:\\.(?:ya?ml|json|toml|txt|cfg|ini|conf|properties|sh)"
                    + "|/[^/.]*file)");
    private static final int MOST_TEXT = 1 << 20;
    /// How a password in an address is named to the person.
    private static final String ADDRESS = "address";

    private final BundleGround ground;
    private final BundleWish wish;
    private final WorkspaceSpec spec;
    private final Path root;
    private final List<Manifest.LeftOut> left = new ArrayList<>();
    private final Path target;

    /// @param target the bundle that is to be written, which may lie in the workspace
    BundlePlanner(BundleGround ground, BundleWish wish, Path target) {
        this.target = target;
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
            var files = new WorkspaceFiles(root, this::ours);
            if (wish.endpoints().isEmpty()) files.add(root);
            for (EndpointFolder endpoint : endpoints)
                add(files, endpoint);
            List<ImageNeed> needs = wish.images() ? ground.needs(deployments, progress) : List.of();
            clean(files, needs);
            left.addAll(files.left());
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

    /// The bundle itself and what waits beside it.
    private boolean ours(Path file) {
        Path name = target.getFileName();
        String own = String.valueOf(file.getFileName());
        if (name == null || !own.startsWith(name.toString())) return false;
        return file.equals(target) || (own.startsWith(name + ".part") && Objects.equals(file.getParent(), target
                .getParent()));
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
            for (Path path : deployment.slipway().swarm().configs().values())
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

    /// Takes secrets out of the deployments’ files, out of saved requests, and passwords out of addresses anywhere. A
    /// file may be in it under several names (links): each goes without them.
    private void clean(WorkspaceFiles files, List<ImageNeed> needs) throws IOException {
        Map<Path, DeploymentSpec> deployments = deployments();
        Set<Path> endpoints = endpointFiles();
        for (BundleItem item : List.copyOf(files.found().values())) {
            Path source = item.source();
            if (source == null) continue;
            Path real = source.toRealPath();
            DeploymentSpec deployment = deployments.get(real);
            String own = Manifest.WORKSPACE + files.relative(root.resolve(root.toRealPath().relativize(real)));
            if (deployment != null) {
                String text = Files.readString(source);
                CarriedSpec carried = CarriedSpec.of(source, text, deployment, image(deployment, needs));
                replace(files, item, text, Masked.addresses(carried.text()), carried.secrets());
            } else if (endpoints.contains(real)) {
                String text = Files.readString(source);
                CarriedSpec carried = CarriedSpec.texts(source, text);
                String masked = Masked.addresses(carried.text());
                var left = new ArrayList<>(carried.secrets());
                if (!masked.equals(carried.text())) left.add(ADDRESS);
                replace(files, item, text, masked, left);
            } else if (REQUESTS.matcher(item.path()).matches() || REQUESTS.matcher(own).matches()) {
                String text = Files.readString(source);
                CarriedRequests carried = CarriedRequests.of(text);
                replace(files, item, text, carried.text(), carried.secrets());
            } else if (item.size() <= MOST_TEXT && TEXTS.matcher(item.path()).matches()) {
                String text = text(source);
                String masked = Masked.addresses(text);
                if (!masked.equals(text)) replace(files, item, text, masked, List.of(ADDRESS));
            }
        }
    }

    /// Empty where it is no text after all.
    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            System.getLogger(BundlePlanner.class.getName()).log(System.Logger.Level.DEBUG, file.toString(), e);
            return "";
        }
    }

    /// Every deployment of the workspace by its real file, whatever leads to it.
    private Map<Path, DeploymentSpec> deployments() throws IOException {
        var all = new HashMap<Path, DeploymentSpec>();
        for (EndpointFolder endpoint : spec.endpoints()) {
            for (DeploymentSpec each : endpoint.deployments())
                all.put(ground.workspace().file(each.endpoint(), each.name()).toRealPath(), each);
        }
        return all;
    }

    /// What lies in the endpoints’ own folders and may be their file, by its real name.
    private Set<Path> endpointFiles() throws IOException {
        var all = new HashSet<Path>();
        for (EndpointFolder endpoint : spec.endpoints()) {
            try (var inside = Files.list(endpoint.folder())) {
                for (Path file : inside.filter(Files::isRegularFile).toList()) {
                    if (file.toString().matches(".*\\.ya?ml")) all.add(file.toRealPath());
                }
            }
        }
        return all;
    }

    /// The name that the deployment’s image has where the bundle is opened, where that is another one than here.
    private static @Nullable String image(DeploymentSpec deployment, List<ImageNeed> needs) {
        if (deployment.image() == null) return null;
        return needs.stream().filter(each -> each.deployments().contains(deployment.id())).findFirst().map(
                ImageNeed::reference).orElse(null);
    }

    private void replace(WorkspaceFiles files, BundleItem item, String before, String after, List<String> secrets) {
        if (!secrets.isEmpty())
            left.add(new Manifest.LeftOut("secret", item.path().substring(Manifest.WORKSPACE.length()), secrets));
        if (!before.equals(after)) files.found().put(item.path(), BundleItem.content(item.path(), Bytes.utf8(after)));
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
            var files = new WorkspaceFiles(folder, this::ours);
            files.add(folder);
            Map<String, BundleItem> found = files.found();
            found.values().forEach(each -> all.add(each.under(Manifest.SCENARIO + name + "/")));
        }
        return all;
    }
}
