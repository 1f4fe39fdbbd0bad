package slipway.check;

import java.util.List;
import java.util.Locale;

import slipway.contract.Profile;

/// Looks at what the server says of itself and leaves behind: headers, log, files.
final class LogKinds {
    private static final List<String> DEVELOPMENT = List.of("werkzeug", "wsgiref", "development");
    private static final List<String> DEBUG = List.of("debug mode: on", "debugger is active", "debugger pin");
    /// The engine's own program in every container that it starts.
    private static final List<String> ENGINE = List.of("/sbin/docker-init", "/usr/sbin/docker-init",
            "/run/podman-init");
    private static final List<String> READ_ONLY = List.of("read-only file system", "erofs", "errno 30");

    static final List<Kind> ALL = List.of(
            Kind.of("server-kind", List.of("predict"), LogKinds::serverKind),
            Kind.of("debug-off", List.of("starts"), (bench, rule) -> {
                String line = bench.server().said(DEBUG);
                return line == null ? Outcome.kept("log-clean") : Outcome.of(false, line.strip(), List.of());
            }),
            Kind.of("artifact-read-only", List.of("predict"),
                    (bench, rule) -> List.of(bench.profile().modelPath()), LogKinds::writesArtifact),
            Kind.of("writes", List.of("predict"),
                    (bench, rule) -> List.of(String.join(", ", rule.texts("allowed"))), LogKinds::writes));

    private LogKinds() {}

    /// The header that its answers carry.
    private static Outcome serverKind(Bench bench, Profile.Rule rule) {
        String header = bench.predictions().getLast().headers().getOrDefault("server", "");
        String lower = header.toLowerCase(Locale.ROOT);
        if (DEVELOPMENT.stream().anyMatch(lower::contains)) return Outcome.of(false, "Server: " + header, List.of());
        return header.isEmpty() ? Outcome.kept("no-header") : Outcome.of(true, "Server: " + header, List.of());
    }

    private static Outcome writesArtifact(Bench bench, Profile.Rule rule) {
        if (bench.subject().artifact() == null) return Outcome.skipped("no-mount");
        String line = bench.server().said(READ_ONLY);
        return line == null ? Outcome.kept("log-clean") : Outcome.of(false, line.strip(), List.of());
    }

    private static Outcome writes(Bench bench, Profile.Rule rule) throws InterruptedException {
        return ImageKinds.inside((of, inside) -> {
            List<String> changed = inside.changed();
            String mount = bench.profile().modelPath();
            List<String> outside = changed.stream()
                    // a folder changes with what is in it, and where the artifact is mounted is the engine's doing
                    .filter(path -> changed.stream().noneMatch(other -> other.startsWith(path + "/")))
                    .filter(path -> !(mount + "/").startsWith(path + "/") && !ENGINE.contains(path))
                    .filter(path -> rule.texts("allowed").stream()
                            .noneMatch(each -> path.equals(each) || path.startsWith(each + "/")))
                    .toList();
            return outside.isEmpty()
                    ? Outcome.kept("no-writes")
                    : Outcome.broken("writes", outside.size(), outside.getFirst());
        }).at(bench, rule);
    }
}
