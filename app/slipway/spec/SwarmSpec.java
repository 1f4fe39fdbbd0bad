package slipway.spec;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// `x-slipway.swarm` of a deployment: what engine `swarm` is asked beside what every engine is; others leave it aside.
///
/// @param constraints what a node must be to be given a replica, each `node.labels.zone == a` or with `!=`
/// @param spread      label of nodes (`node.labels.zone`) over whose values replicas are spread; null for none
/// @param secrets     names of `environment_variables` whose values are given as files `/run/secrets/NAME`
/// @param configs     small files by where they are put in the container; absolute paths both
public record SwarmSpec(List<String> constraints, @Nullable String spread, List<String> secrets,
        Map<String, Path> configs) {
    public static final SwarmSpec NONE = new SwarmSpec(List.of(), null, List.of(), Map.of());

    public SwarmSpec {
        constraints = List.copyOf(constraints);
        secrets = List.copyOf(secrets);
        configs = Collections.unmodifiableMap(new LinkedHashMap<>(configs));
    }
}
