package slipway.export;

import java.util.Map;

import slipway.spec.EndpointSpec;

/// Weights and copies of other platforms as an endpoint has them. Stateless.
final class ImportedSplit {
    /// What Azure’s rules allow of copies without the free mode, in percent.
    private static final int STRICT = 50;

    private ImportedSplit() {}

    /// @param random whether requests are drawn
    static EndpointSpec endpoint(String name, String description, Map<String, String> tags, Map<String, Integer> live,
            Map<String, Integer> mirrors, boolean random) {
        EndpointSpec split = endpoint(name, description, tags, live, mirrors);
        var own = split.slipway();
        return random
                ? new EndpointSpec(name, split.authMode(), description, tags, live, split.mirror(),
                        new EndpointSpec.Extension(own.free(), own.mirrors(), null, true, null, null, null, null,
                                EndpointSpec.Logs.NONE))
                : split;
    }

    /// In the free mode where Azure’s rules would refuse the copies.
    static EndpointSpec endpoint(String name, String description, Map<String, String> tags, Map<String, Integer> live,
            Map<String, Integer> mirrors) {
        boolean free = mirrors.size() > 1 || mirrors.entrySet().stream()
                .anyMatch(each -> each.getValue() > STRICT || live.getOrDefault(each.getKey(), 0) > 0);
        var extension = new EndpointSpec.Extension(free, mirrors, null, false, null, null, null, null,
                EndpointSpec.Logs.NONE);
        return new EndpointSpec(name, EndpointSpec.AuthMode.KEY, description, tags, live, free ? Map.of() : mirrors,
                free ? extension : EndpointSpec.Extension.NONE);
    }
}
