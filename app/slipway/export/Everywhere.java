package slipway.export;

import java.util.List;
import java.util.Set;

import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.EndpointSpec;

/// What no platform, or only some, has a word for, said in one way for all of them. Stateless.
final class Everywhere {
    static final String BANDWIDTH = "x-slipway.bandwidth_mbps";
    static final String BODY = "x-slipway.max_body_mb";
    static final String LOGS = "x-slipway.access_log";
    static final String DESCRIPTION = "description";

    private Everywhere() {}

    /// What Slipway’s gateway does beyond a split; `known` are the fields that the target says itself.
    static void endpoint(EndpointSpec endpoint, Set<String> known, Differences to) {
        EndpointSpec.Extension own = endpoint.slipway();
        if (own.twin() != null) to.none("", "x-slipway.traffic.twin", "export.all.twin", own.twin());
        if (own.random()) to.none("", "x-slipway.traffic.random", "export.all.random");
        EndpointSpec.Sticky sticky = own.sticky();
        if (sticky != null) to.none("", "x-slipway.traffic.sticky", "export.all.sticky", sticky.name());
        Integer mbps = own.bandwidthMbps();
        if (mbps != null && !known.contains(BANDWIDTH)) to.none("", BANDWIDTH, "export.all.bandwidth", mbps);
        Integer body = own.maxBodyMb();
        if (body != null && !known.contains(BODY)) to.none("", BODY, "export.all.body", body);
        if (!own.logs().equals(EndpointSpec.Logs.NONE) && !known.contains(LOGS)) to.none("", LOGS, "export.all.logs");
        if (!endpoint.description().isEmpty() && !known.contains(DESCRIPTION))
            to.none("", DESCRIPTION, "export.all.description");
    }

    static void deployment(DeploymentSpec spec, Differences to) {
        String name = spec.name();
        if ("external".equals(spec.slipway().engine())) to.hand(name, "x-slipway.url", "export.all.external");
        if (spec.slipway().mapping() != null) to.none(name, "x-slipway.mapping", "export.all.mapping");
    }

    /// The network of a container; `none` may be known to the target.
    static void network(DeploymentSpec spec, boolean noneKnown, Differences to) {
        String network = spec.slipway().network();
        if (network == null || network.equals("default") || (noneKnown && network.equals("none"))) return;
        to.none(spec.name(), "x-slipway.network", "export.all.network", network);
    }

    /// Probes that a platform fixes, where the file says others.
    static void probes(DeploymentSpec spec, String key, Differences to) {
        if (!spec.liveness().equals(ProbeSpec.DEFAULT)) to.none(spec.name(), "liveness_probe", key);
        if (!spec.readiness().equals(ProbeSpec.DEFAULT)) to.none(spec.name(), "readiness_probe", key);
    }

    static void secret(DeploymentSpec spec, String variable, String placeholder, Differences to) {
        to.hand(spec.name(), "environment_variables." + variable, "export.all.secret", variable, placeholder);
    }

    /// `words` without what is secret.
    static List<String> words(DeploymentSpec spec, String field, List<String> words, Differences to) {
        Words safe = Words.of(words);
        if (safe.secret()) to.hand(spec.name(), field, "export.all.secret-word", Words.PLACEHOLDER);
        return safe.plain();
    }
}
