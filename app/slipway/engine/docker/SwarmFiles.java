package slipway.engine.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.engine.ContainerSettings;
import slipway.engine.Workload;

/// The secrets and configs of this workspace's services: made before a service names them, removed when none does any more.
/// A swarm never changes what it keeps, so the name of each ends with a digest of its content, and other content is
/// another one. Any thread; blocks.
final class SwarmFiles {
    /// Docker's limit for both, which it says in binary and we in decimal.
    static final int MOST_BYTES = 500_000;
    static final String SECRETS_FOLDER = "/run/secrets/";

    private static final System.Logger LOG = System.getLogger(SwarmFiles.class.getName());

    private final SwarmApi api;
    private final ContainerLabels labels;

    /// What a manager keeps and gives to tasks; the words of its API.
    enum Kind {
        SECRET("secrets", "Secret"), CONFIG("configs", "Config");

        final String path;
        final String word;

        Kind(String path, String word) {
            this.path = path;
            this.word = word;
        }
    }

    /// One of them as a service names it.
    ///
    /// @param target a name for a secret, a path for a config
    record Given(Kind kind, String id, String name, String target) {}

    SwarmFiles(SwarmApi api, ContainerLabels labels) {
        this.api = api;
        this.labels = labels;
    }

    /// All that `workload` is to be given, made where it is not there yet.
    ///
    /// @throws StudioException saying which has no value, cannot be read or is too large
    List<Given> make(Workload workload, ContainerSettings settings) throws InterruptedException {
        var all = new ArrayList<Given>();
        for (String variable : settings.given().secrets()) {
            String value = workload.environment().getOrDefault(variable, "");
            if (value.isEmpty()) throw StudioException.of("swarm.secret-none", variable, workload.key());
            byte[] data = ContainerCreate.fill(value, settings).getBytes(StandardCharsets.UTF_8);
            if (data.length > MOST_BYTES)
                throw StudioException.of("swarm.secret-large", variable, workload.key(), MOST_BYTES / 1000);
            all.add(make(Kind.SECRET, workload.key(), variable, data));
        }
        for (Map.Entry<String, Path> each : settings.given().configs().entrySet())
            all.add(make(Kind.CONFIG, workload.key(), each.getKey(), read(each.getValue(), workload.key())));
        return all;
    }

    private static byte[] read(Path file, String key) {
        try {
            // one that has none cannot be kept either
            long size = Files.size(file);
            if (size == 0 || size > MOST_BYTES)
                throw StudioException.of("swarm.config-size", file, key, size, MOST_BYTES / 1000);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StudioException(Problem.of("swarm.config-unreadable", file, key).withDetail(e.toString()), e);
        }
    }

    private Given make(Kind kind, String key, String target, byte[] data) throws InterruptedException {
        String encoded = Base64.getEncoder().encodeToString(data);
        String name = ContainerNames.kept(labels.place(), key, target, encoded);
        for (JsonNode there : api.kept(kind.path, labels.kept(key))) {
            if (SwarmReading.text(there.path("Spec"), "Name").equals(name))
                return new Given(kind, SwarmReading.text(there, "ID"), name, target);
        }
        return new Given(kind, api.keep(kind.path, name, labels.kept(key), encoded), name, target);
    }

    /// Removes those of the deployment `key` that neither `service`, as the manager has it now and missing where there is
    /// none, names nor any of `needed`. What it named before counts only with `before`: while it may go back to that.
    void prune(String key, JsonNode service, List<ObjectNode> needed, boolean before) throws InterruptedException {
        var used = new HashSet<String>();
        used(service, before, used);
        needed.forEach(each -> used(each, used));
        prune(labels.kept(key), used);
    }

    /// Removes those of this workspace that none of `services` names, nor may go back to.
    void prune(Iterable<JsonNode> services) throws InterruptedException {
        var used = new HashSet<String>();
        services.forEach(each -> used(each, true, used));
        prune(labels.filter(), used);
    }

    /// One that cannot be removed is found again the next time.
    private void prune(Map<String, String> which, Set<String> used) throws InterruptedException {
        for (Kind kind : Kind.values()) {
            try {
                for (JsonNode there : api.kept(kind.path, which)) {
                    String id = SwarmReading.text(there, "ID");
                    if (!used.contains(id) && SwarmReading.ours(there.path("Spec"), labels)) api.forget(kind.path, id);
                }
            } catch (StudioException e) {
                LOG.log(System.Logger.Level.INFO, "not all " + kind.path + " removed: " + e.getMessage());
            }
        }
    }

    private static void used(JsonNode service, boolean before, Set<String> into) {
        used(service.path("Spec"), into);
        if (before) used(service.path("PreviousSpec"), into);
    }

    private static void used(JsonNode spec, Set<String> into) {
        JsonNode container = spec.path("TaskTemplate").path("ContainerSpec");
        for (Kind kind : Kind.values()) {
            for (JsonNode each : container.path(kind.word + "s").values())
                into.add(SwarmReading.text(each, kind.word + "ID"));
        }
    }
}
