package slipway;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.catalog.Catalog;
import slipway.catalog.CatalogView;
import slipway.catalog.Model;
import slipway.deploy.Deployments;
import slipway.deploy.ImageUse;
import slipway.export.ExportSource;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.EndpointSpec;
import slipway.spec.SpecProblem;
import slipway.spec.WorkspaceSpec;
import slipway.spec.WorkspaceSpec.EndpointFolder;

/// Glue: what the files, the catalog and the engines know of an endpoint becomes what is exported. Reads the small files
/// of its models, so it blocks; any thread.
final class Exporting {
    private final Supplier<WorkspaceSpec> files;
    private final Registered registered;
    private final Function<String, Optional<ImageUse>> images;

    /// Finds a model by its name and version.
    @FunctionalInterface
    interface Registered {
        Optional<Model> named(String name, String version) throws InterruptedException;
    }

    /// @param images what a deployment (`iris/blue`) runs, as far as it is known
    Exporting(Supplier<WorkspaceSpec> files, Registered registered, Function<String, Optional<ImageUse>> images) {
        this.files = files;
        this.registered = registered;
        this.images = images;
    }

    /// In an open studio.
    static Exporting in(Supplier<WorkspaceSpec> files, Supplier<CatalogView> catalog, Deployments deployments) {
        return new Exporting(files, (name, version) -> catalog.get().named(name, version),
                id -> deployments.byId(id).flatMap(each -> Optional.ofNullable(each.image())));
    }

    /// Without a studio: models are looked for now, and only images that the files name are known.
    static Exporting of(WorkspaceSpec spec) {
        return new Exporting(() -> spec, (name, version) -> {
            for (var root : spec.modelRoots()) {
                Optional<Model> found = Catalog.scan(root).named(name, version);
                if (found.isPresent()) return found;
            }
            return Optional.empty();
        }, id -> Optional.empty());
    }

    /// The endpoint with all its deployments, or with `deployment` alone, which then has all the traffic. Fails where
    /// there is none of that name, and where one of their files cannot be read now.
    ExportSource source(String endpoint, @Nullable String deployment) throws InterruptedException {
        WorkspaceSpec now = files.get();
        EndpointFolder folder = now.endpoint(endpoint)
                .orElseThrow(() -> StudioException.of("spec.no-endpoint", endpoint));
        for (SpecProblem broken : now.problems()) {
            // what was last good is not what the files say
            if (broken.file().startsWith(folder.folder())) throw new StudioException(broken.problem());
        }
        EndpointSpec spec = folder.spec();
        if (spec == null) throw StudioException.of("spec.no-endpoint", endpoint);
        if (deployment == null) return source(now, folder, spec, folder.deployments());
        DeploymentSpec only = now.deployment(endpoint, deployment)
                .orElseThrow(() -> StudioException.of("spec.no-deployment", deployment, endpoint));
        return source(now, folder, alone(spec, deployment), List.of(only));
    }

    private ExportSource source(WorkspaceSpec now, EndpointFolder folder, EndpointSpec endpoint,
            List<DeploymentSpec> deployments) throws InterruptedException {
        var contracts = new LinkedHashMap<String, String>();
        var models = new LinkedHashMap<String, Model>();
        var used = new LinkedHashMap<String, String>();
        var folders = new LinkedHashMap<String, String>();
        for (DeploymentSpec each : deployments) {
            Optional<Model> model = model(each);
            model.ifPresent(known -> models.put(each.name(), known));
            contracts.put(each.name(), Deployments.contract(each, model.orElse(null)));
            image(each).ifPresent(image -> used.put(each.name(), image));
            Path said = each.model().path();
            Path path = said == null ? model.map(Model::path).orElse(null) : said;
            if (path != null) below(now.root(), path).ifPresent(below -> folders.put(each.name(), below));
        }
        return new ExportSource(endpoint, deployments, contracts, models, used, folders, folder.carried());
    }

    /// Where `path` lies in the workspace: the name of its folder alone may be that of several models.
    private static Optional<String> below(Path root, Path path) {
        Path from = root.toAbsolutePath().normalize();
        Path to = path.toAbsolutePath().normalize();
        return to.startsWith(from) && !to.equals(from)
                ? Optional.of(from.relativize(to).toString().replace('\\', '/'))
                : Optional.empty();
    }

    private static EndpointSpec alone(EndpointSpec spec, String deployment) {
        var own = spec.slipway();
        var extension = new EndpointSpec.Extension(own.free(), Map.of(), null, own.random(), own.seed(), own.sticky(),
                own.bandwidthMbps(), own.maxBodyMb(), own.logs());
        return new EndpointSpec(spec.name(), spec.authMode(), spec.description(), spec.tags(), Map.of(deployment, 100),
                Map.of(), extension);
    }

    /// Empty where none is meant, or where what is meant cannot be read: an image of its own may serve it all the same.
    private Optional<Model> model(DeploymentSpec spec) throws InterruptedException {
        ModelRef ref = spec.model();
        var path = ref.path();
        String name = ref.name();
        String version = ref.version();
        try {
            if (path != null) return Optional.of(Catalog.look(path));
            return name == null || version == null ? Optional.empty() : registered.named(name, version);
        } catch (StudioException e) {
            return Optional.empty();
        }
    }

    private Optional<String> image(DeploymentSpec spec) {
        String said = spec.image();
        Optional<ImageUse> use = images.apply(spec.id());
        if (said == null) return use.map(built -> pinned(built.reference(), built.digest()));
        String recorded = spec.slipway().imageDigest();
        if (recorded != null) return Optional.of(pinned(said, recorded));
        return Optional.of(pinned(said, use.filter(built -> built.reference().equals(said)).map(ImageUse::digest)
                .orElse(null)));
    }

    private static String pinned(String reference, @Nullable String digest) {
        return digest == null || reference.contains("@") ? reference : reference + "@" + digest;
    }
}
