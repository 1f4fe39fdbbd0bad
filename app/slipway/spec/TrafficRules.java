package slipway.spec;

import java.util.Map;
import java.util.Set;

/// Azure's rules for live and mirrored traffic (concept-endpoints-online): A204, A205, A206, A208, A212.
final class TrafficRules {
    /// Azure mirrors at most this share, in percent (A206).
    static final int MIRROR_LIMIT = 50;

    private TrafficRules() {}

    static void check(Map<String, Integer> traffic, Map<String, Integer> mirror, boolean kubernetes, YamlMap map,
            SpecProblems problems) {
        int sum = traffic.values().stream().mapToInt(Integer::intValue).sum();
        if (sum != 0 && sum != 100) problems.add(map.key("traffic"), "spec.traffic-sum", sum, sum - 100);
        long targets = mirror.values().stream().filter(share -> share > 0).count();
        if (targets == 0) return;
        if (kubernetes) problems.add(map.key("mirror_traffic"), "spec.mirror-kubernetes");
        if (targets > 1) problems.add(map.key("mirror_traffic"), "spec.mirror-one", targets);
        YamlMap entries = map.map("mirror_traffic");
        mirror.forEach((name, share) -> {
            if (share > MIRROR_LIMIT) {
                problems.add(entries.value(name), "spec.mirror-limit", name, share, MIRROR_LIMIT);
            }
            if (share > 0 && traffic.getOrDefault(name, 0) > 0) {
                problems.add(entries.key(name), "spec.mirror-live", name, traffic.getOrDefault(name, 0));
            }
        });
    }

    /// Every name must be a deployment of the endpoint; one with 0 may be still to come.
    static void checkNames(EndpointSpec spec, Set<String> deployments, YamlMap map,
            SpecProblems problems) {
        names(spec.traffic(), deployments, map.map("traffic"), problems);
        names(spec.mirror(), deployments, map.map("mirror_traffic"), problems);
        names(spec.slipway().mirrors(), deployments, map.map("x-slipway").map("traffic").map("mirrors"), problems);
    }

    private static void names(Map<String, Integer> shares, Set<String> deployments, YamlMap map,
            SpecProblems problems) {
        shares.forEach((name, share) -> {
            if (deployments.contains(name) || share == 0) return;
            String meant = Guess.nearest(name, deployments);
            problems.add(map.key(name), "spec.traffic-unknown-deployment", name,
                    meant == null ? String.join(", ", deployments) : meant);
        });
    }
}
