package slipway.export;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import slipway.base.PlainWords;
import slipway.export.Difference.Kind;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;

/// What changes on every cluster, whoever runs it, and the list that a target adds its own to. Not shared between
/// threads.
final class ClusterNotes {
    private final Differences to;

    /// @param to what they are added to
    ClusterNotes(Differences to) {
        this.to = to;
    }

    List<Difference> all() {
        return to.all();
    }

    void endpoint(Kind kind, String field, String key, Object... args) {
        to.add(kind, "", field, key, args);
    }

    void deployment(Kind kind, Served served, String field, String key, Object... args) {
        to.add(kind, served.name(), field, key, args);
    }

    /// What the endpoint asks of the studio’s gateway and no cluster’s has; `known` are the fields that the target says
    /// itself.
    void gateway(ExportSource source, Set<String> known) {
        EndpointSpec endpoint = source.endpoint();
        var said = new HashSet<>(known);
        // requests are drawn in every cluster
        said.add(Everywhere.RANDOM);
        Everywhere.endpoint(source, said, to);
        Everywhere.azure(source, to);
        if (live(endpoint) > 1 && !endpoint.slipway().random())
            endpoint(Kind.NO_EQUAL, "traffic", "export.cluster.drawn");
        if (live(endpoint) > 1) endpoint(Kind.NO_EQUAL, "traffic", "export.cluster.not-ready");
    }

    private static long live(EndpointSpec endpoint) {
        return endpoint.traffic().values().stream().filter(share -> share > 0).count();
    }

    /// What a deployment asks of the studio and no cluster has.
    void deployment(Served served, Map<String, String> contracts) {
        DeploymentSpec spec = served.spec();
        String said = contracts.getOrDefault(served.name(), "");
        if (!said.equals(served.contract().id())) {
            deployment(Kind.NO_EQUAL, served, "x-slipway.contract", "export.cluster.contract", said,
                    served.contract().title());
        }
        String type = spec.code().instanceType();
        if (type != null) deployment(Kind.NO_EQUAL, served, "instance_type", "export.cluster.instance-type", type);
        Everywhere.mapping(spec, to);
        Everywhere.code(spec, to);
        if (served.routes().triton()) {
            deployment(Kind.NO_EQUAL, served, "environment_variables.CONTAINER_TYPE", "export.cluster.triton");
        }
        Everywhere.network(spec, false, to);
        if (hidden(served)) deployment(Kind.BY_HAND, served, "x-slipway.cmd", "export.cluster.command");
    }

    /// That the number of its replicas stays as it is.
    void fixed(Served served) {
        Everywhere.scale(served.spec(), to);
    }

    /// What of the policy is not among the `known` parts of one there.
    void scaled(Served served, Set<String> known) {
        Everywhere.scale(served.spec(), known, to);
    }

    /// A server without an image needs one first.
    void image(Served served) {
        if (served.image() == null && served.elsewhere() == null) {
            deployment(Kind.BY_HAND, served, "environment.image", "export.cluster.image", served.wantedImage());
        }
    }

    /// A model that is mounted here has to be in the image there.
    void baked(Served served) {
        if (!served.hasModel() || served.elsewhere() != null) return;
        String own = served.image();
        if (own != null) {
            deployment(Kind.NO_EQUAL, served, "environment.image", "export.cluster.layered", served.wantedImage(),
                    own);
        }
        deployment(Kind.BY_HAND, served, "model", "export.cluster.baked", served.modelPath(), served.wantedImage(),
                "docker build -t " + served.wantedImage() + " -f " + BakedImage.path(served)
                        + " MODEL_FOLDER");
    }

    /// Whether the command line holds what looks like a secret: then it is written nowhere.
    static boolean hidden(Served served) {
        var own = served.spec().slipway();
        return PlainWords.of(own.entrypoint()).secret() || PlainWords.of(own.command()).secret();
    }
}
