package slipway.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.base.PlainWords;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.ScaleSpec;

/// What no platform, or only some, has a word for, said in one way for all of them. Stateless.
final class Everywhere {
    static final String BANDWIDTH = "x-slipway.bandwidth_mbps";
    static final String BODY = "x-slipway.max_body_mb";
    static final String ACCESS_LOG = "x-slipway.access_log";
    static final String PREDICT_LOG = "x-slipway.predict_log";
    static final String DESCRIPTION = "description";
    static final String TAGS = "tags";
    static final String RANDOM = "x-slipway.traffic.random";
    static final String STICKY = "x-slipway.traffic.sticky";
    static final String SCALE = "x-slipway.scale";

    private Everywhere() {}

    /// What Slipway’s gateway does beyond a split, and what the file says of the endpoint; `known` are the fields that the
    /// target says itself.
    static void endpoint(ExportSource source, Set<String> known, Differences to) {
        EndpointSpec endpoint = source.endpoint();
        EndpointSpec.Extension own = endpoint.slipway();
        if (own.twin() != null) to.none("", "x-slipway.traffic.twin", "export.all.twin", own.twin());
        if (own.random() && !known.contains(RANDOM)) to.none("", RANDOM, "export.all.random");
        if (own.seed() != null) to.none("", "x-slipway.traffic.seed", "export.all.seed");
        EndpointSpec.Sticky sticky = own.sticky();
        if (sticky != null && !known.contains(STICKY)) to.none("", STICKY, "export.all.sticky", sticky.name());
        Integer mbps = own.bandwidthMbps();
        if (mbps != null && !known.contains(BANDWIDTH)) to.none("", BANDWIDTH, "export.all.bandwidth", mbps);
        for (DeploymentSpec spec : source.deployments()) {
            Integer most = spec.slipway().bandwidthMbps();
            if (most != null && !known.contains(BANDWIDTH))
                to.none(spec.name(), BANDWIDTH, "export.all.bandwidth-deployment", most);
        }
        Integer body = own.maxBodyMb();
        if (body != null && !known.contains(BODY)) to.none("", BODY, "export.all.body", body);
        for (String field : logs(endpoint))
            if (!known.contains(field)) to.none("", field, "export.all.logs");
        if (!endpoint.description().isEmpty() && !known.contains(DESCRIPTION))
            to.none("", DESCRIPTION, "export.all.description");
        if (!endpoint.tags().isEmpty() && !known.contains(TAGS)) to.none("", TAGS, "export.all.tags");
    }

    /// The fields of the logs that are asked for.
    static List<String> logs(EndpointSpec endpoint) {
        var all = new ArrayList<String>();
        if (endpoint.slipway().logs().access()) all.add(ACCESS_LOG);
        if (endpoint.slipway().logs().predict()) all.add(PREDICT_LOG);
        return all;
    }

    /// What Azure alone has a word for, on every other platform.
    static void azure(ExportSource source, Differences to) {
        source.carried("").keySet().forEach(key -> to.none("", key, "export.all.azure", key));
        for (DeploymentSpec spec : source.deployments())
            source.carried(spec.name()).keySet().forEach(key -> to.none(spec.name(), key, "export.all.azure", key));
    }

    static void deployment(DeploymentSpec spec, Differences to) {
        elsewhere(spec, to);
        mapping(spec, to);
        code(spec, to);
    }

    static void elsewhere(DeploymentSpec spec, Differences to) {
        if ("external".equals(spec.slipway().engine())) to.hand(spec.name(), "x-slipway.url", "export.all.external");
    }

    /// What makes a server of Azure’s own: everywhere else it is in the image.
    static void code(DeploymentSpec spec, Differences to) {
        var code = spec.code();
        String field = "code_configuration";
        if (code.folder() != null || code.scoringScript() != null)
            to.none(spec.name(), field, "export.all.code", field);
        String conda = "environment.conda_file";
        if (code.condaFile() != null) to.none(spec.name(), conda, "export.all.code", conda);
        if (code.buildFolder() != null) to.none(spec.name(), "environment.build", "export.all.build");
        String registered = code.environmentRef();
        if (registered != null) to.none(spec.name(), "environment", "export.all.code", registered);
    }

    static void mapping(DeploymentSpec spec, Differences to) {
        if (spec.slipway().mapping() != null) to.none(spec.name(), "x-slipway.mapping", "export.all.mapping");
    }

    /// That the number of replicas follows their load, where nothing does so.
    static void scale(DeploymentSpec spec, Differences to) {
        ScaleSpec scale = spec.slipway().scale();
        if (scale != null) to.none(spec.name(), SCALE, "export.all.scale", scale.min(), scale.max(), replicas(spec));
    }

    /// What of the policy has no equal where the number of replicas follows their load in another way.
    static void scale(DeploymentSpec spec, Set<String> known, Differences to) {
        ScaleSpec scale = spec.slipway().scale();
        if (scale == null) return;
        var said = new LinkedHashMap<String, @Nullable Object>();
        said.put("concurrency", scale.concurrency());
        said.put("down_after", scale.downAfter());
        said.put("zero_after", scale.zeroAfter());
        said.put("plan", scale.plan().isEmpty() ? null : scale.plan());
        said.put("hold", scale.hold());
        said.put("hold_for", scale.holdFor());
        said.forEach((part, value) -> {
            String field = SCALE + "." + part;
            if (value != null && !known.contains(part)) to.none(spec.name(), field, "export.all.scale-part", field);
        });
    }

    /// How many replicas there are where their number stays as it is.
    static int replicas(DeploymentSpec spec) {
        ScaleSpec scale = spec.slipway().scale();
        return scale == null ? spec.instanceCount() : scale.within(spec.instanceCount());
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

    /// What the contract of a server that is not ours would set, and stands in its environment there.
    static void told(DeploymentSpec spec, Serving serving, Set<String> names, Differences to) {
        if (names.isEmpty() || names.contains("SLIPWAY_CONTRACT")) return;
        to.none(spec.name(), "environment_variables", "export.all.told", serving.contract().title(), String.join(", ",
                names));
    }

    static void secret(DeploymentSpec spec, String variable, String placeholder, Differences to) {
        to.hand(spec.name(), "environment_variables." + variable, "export.all.secret", variable, placeholder);
    }

    /// `words` without what is secret.
    static List<String> words(DeploymentSpec spec, String field, List<String> words, Differences to) {
        PlainWords safe = PlainWords.of(words);
        if (safe.secret()) to.hand(spec.name(), field, "export.all.secret-word", PlainWords.PLACEHOLDER);
        return safe.plain();
    }
}
