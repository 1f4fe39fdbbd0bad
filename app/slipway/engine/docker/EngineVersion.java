package slipway.engine.docker;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.base.StudioException;

/// What the engine said of itself, and what follows from it; immutable.
///
/// @param version   the engine’s own: `20.10.24`
/// @param api       the API version that we speak with it
/// @param engineApi the newest that it speaks
/// @param minApi    the oldest that it speaks
/// @param podman    it is Podman’s service, which differs in what [#differences] says
/// @param os        of its containers: `linux`, `windows`
record EngineVersion(String version, String api, String engineApi, String minApi, boolean podman, String os) {
    /// The oldest that has what Slipway needs (Engine 20.10).
    static final String OLDEST = "1.41";
    /// The newest that docker-java 3.7.1 was written for.
    static final String NEWEST = "1.44";

    /// Chooses the API version from the answers of the unversioned ping and version calls.
    ///
    /// @param server the `Server` header of the ping, null without
    /// @throws StudioException when there is none that both speak
    static EngineVersion of(@Nullable String server, JsonNode said) {
        String version = said.path("Version").asString("");
        String engine = said.path("ApiVersion").asString("");
        String least = said.path("MinAPIVersion").asString("");
        if (!numbers(engine)) throw StudioException.of("docker.no-engine-answer", said.toString());
        if (!numbers(least)) least = engine.startsWith("1.") ? "1.12" : engine;
        if (compare(engine, OLDEST) < 0) throw StudioException.of("docker.too-old", version, engine, OLDEST);
        if (!least.startsWith("1.")) throw StudioException.of("docker.too-new", version, least);
        String pick = compare(engine, NEWEST) < 0 ? engine : NEWEST;
        if (compare(pick, least) < 0) pick = least;
        return new EngineVersion(version, pick, engine, least, isPodman(server, said), said.path("Os").asString(""));
    }

    /// Podman shows itself in the header; a proxy that cuts headers leaves the component.
    private static boolean isPodman(@Nullable String server, JsonNode said) {
        if (server != null && server.toLowerCase(Locale.ROOT).startsWith("libpod")) return true;
        return said.path("Components").toString().contains("Podman Engine");
    }

    /// Text keys of what people should know of this engine; empty for Docker.
    List<String> differences() {
        return podman
                ? List.of("docker.podman.health", "docker.podman.gpus", "docker.podman.log-times",
                        "docker.podman.memory", "docker.podman.names")
                : List.of();
    }

    private static boolean numbers(String version) {
        return version.matches("\\d{1,4}\\.\\d{1,4}");
    }

    /// Compares `1.41` and `1.9` as numbers.
    static int compare(String one, String other) {
        String[] a = one.split("\\.", -1);
        String[] b = other.split("\\.", -1);
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = Integer.compare(Integer.parseInt(a[i]), Integer.parseInt(b[i]));
            if (order != 0) return order;
        }
        return Integer.compare(a.length, b.length);
    }
}
