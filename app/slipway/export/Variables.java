package slipway.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import slipway.base.Masked;
import slipway.spec.DeploymentSpec;

/// The environment of a deployment, what is a secret or looks like one apart: its value goes into no file. Pure.
///
/// @param plain   in the file’s order
/// @param secrets names only, in the file’s order
record Variables(Map<String, String> plain, List<String> secrets) {
    static Variables of(DeploymentSpec deployment) {
        var plain = new LinkedHashMap<>(deployment.environment());
        plain.entrySet().removeIf(each -> Masked.secret(each.getKey(), each.getValue())
                || deployment.slipway().swarm().secrets().contains(each.getKey()));
        return new Variables(plain, deployment.environment().keySet().stream().filter(each -> !plain.containsKey(each))
                .toList());
    }
}
