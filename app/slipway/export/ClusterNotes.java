package slipway.export;

import java.util.List;
import java.util.Map;

import slipway.base.Masked;
import slipway.export.Difference.Kind;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;

/// What changes on every cluster, whoever runs it, and the list that a target adds its own to. Not shared between
/// threads.
final class ClusterNotes {
    private final Differences to = new Differences();

    List<Difference> all() {
        return to.all();
    }

    void endpoint(Kind kind, String field, String key, Object... args) {
        to.add(kind, "", field, key, args);
    }

    void deployment(Kind kind, Served served, String field, String key, Object... args) {
        to.add(kind, served.name(), field, key, args);
    }

    /// What the endpoint asks of the studio’s gateway and no cluster’s has.
    void gateway(EndpointSpec endpoint) {
        var own = endpoint.slipway();
        Integer mbps = own.bandwidthMbps();
        if (mbps != null) endpoint(Kind.NO_EQUAL, "x-slipway.bandwidth_mbps", "export.cluster.bandwidth", mbps);
        if (own.logs().predict()) endpoint(Kind.NO_EQUAL, "x-slipway.predict_log", "export.cluster.predict-log");
        if (live(endpoint) > 1 && !own.random()) endpoint(Kind.NO_EQUAL, "traffic", "export.cluster.drawn");
        if (live(endpoint) > 1) endpoint(Kind.NO_EQUAL, "traffic", "export.cluster.not-ready");
        if (own.seed() != null) endpoint(Kind.NO_EQUAL, "x-slipway.traffic.seed", "export.cluster.seed");
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
        if (DeploymentSpec.Extension.MAPPING_BODY.equals(spec.slipway().mapping()))
            deployment(Kind.NO_EQUAL, served, "x-slipway.mapping", "export.cluster.mapping");
        if (served.routes().triton()) {
            deployment(Kind.NO_EQUAL, served, "environment_variables.CONTAINER_TYPE", "export.cluster.triton");
        }
        String network = spec.slipway().network();
        if (network != null) deployment(Kind.NO_EQUAL, served, "x-slipway.network", "export.cluster.network", network);
        if (hidden(served)) deployment(Kind.BY_HAND, served, "x-slipway.cmd", "export.cluster.command");
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
        deployment(Kind.BY_HAND, served, "model", "export.cluster.baked", served.modelPath(), served.wantedImage(),
                "docker build -t " + served.wantedImage() + " -f " + BakedImage.path(served)
                        + " MODEL_FOLDER");
    }

    /// Whether the command line holds what looks like a secret: then it is written nowhere.
    static boolean hidden(Served served) {
        String line = String.join(" ", served.spec().slipway().entrypoint()) + " "
                + String.join(" ", served.spec().slipway().command());
        return !Masked.text(line).equals(line);
    }
}
