package slipway.engine.docker;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Problem;
import slipway.base.StudioException;

/// What is asked of a swarm's manager. In JSON and not by docker-java's types, which leave out the ports of a task,
/// capabilities and the way back to the spec before. Any thread; blocks.
final class SwarmApi {
    /// How often a change is tried again that another one of the same service overtook.
    private static final int TRIES = 5;
    private static final String OVERTAKEN = "update out of sequence";

    private final DockerLink link;

    SwarmApi(DockerLink link) {
        this.link = link;
    }

    /// What the engine says of itself and its swarm.
    JsonNode info() throws InterruptedException {
        return link.json("/info");
    }

    List<JsonNode> nodes() throws InterruptedException {
        return list("/nodes");
    }

    /// The services that carry `label`.
    List<JsonNode> services(String label) throws InterruptedException {
        return list("/services?filters=" + filter("label", List.of(label)));
    }

    /// The tasks of these services that are known yet, ended ones too.
    List<JsonNode> tasks(Collection<String> services) throws InterruptedException {
        return services.isEmpty() ? List.of() : list("/tasks?filters=" + filter("service", services));
    }

    /// Every task that has not ended, also of services that are gone.
    List<JsonNode> tasks() throws InterruptedException {
        return list("/tasks");
    }

    private List<JsonNode> list(String path) throws InterruptedException {
        return List.copyOf(link.json(path).values());
    }

    private static String filter(String name, Collection<String> values) {
        String json = JsonMapper.shared().writeValueAsString(Map.of(name, values));
        return URLEncoder.encode(json, StandardCharsets.UTF_8);
    }

    /// The service of that id or name; a missing node without.
    JsonNode service(String idOrName) throws InterruptedException {
        return link.send("docker service inspect", Method.GET, "/services/" + idOrName, Map.of(), null);
    }

    /// Makes a service, and answers its id.
    String create(ObjectNode spec, Map<String, String> login) throws InterruptedException {
        return link.send("docker service create", Method.POST, "/services/create", login, spec.toString()).path("ID")
                .asString("");
    }

    /// Gives a service another spec.
    void update(String id, ObjectNode spec, Map<String, String> login) throws InterruptedException {
        change("docker service update", id, "", login, now -> spec);
    }

    /// Gives a service another number of replicas and nothing else.
    void scale(String id, int replicas) throws InterruptedException {
        change("docker service scale", id, "", Map.of(), now -> {
            if (now instanceof ObjectNode spec) SwarmSpec.replicas(spec, replicas);
            return now;
        });
    }

    /// Gives a service the spec that it had before the last one.
    void rollBack(String id) throws InterruptedException {
        change("docker service rollback", id, "&rollback=previous", Map.of(), now -> now);
    }

    /// Where another change of the service overtakes this one, `next` is made again from what that left.
    private void change(String what, String id, String how, Map<String, String> login, UnaryOperator<JsonNode> next)
            throws InterruptedException {
        for (int left = TRIES;; left--) {
            JsonNode now = service(id);
            if (now.isMissingNode()) throw new StudioException(Problem.of("swarm.service-gone", id));
            try {
                String body = next.apply(now.path("Spec").deepCopy()).toString();
                link.send(what, Method.POST,
                        "/services/" + id + "/update?version=" + now.path("Version").path("Index").asLong() + how,
                        login, body);
                return;
            } catch (StudioException e) {
                if (left == 0 || !String.valueOf(e.problem().detail()).contains(OVERTAKEN)) throw e;
            }
        }
    }

    /// The secrets or configs that carry all of `labels`.
    ///
    /// @param kind `secrets` or `configs`
    List<JsonNode> kept(String kind, Map<String, String> labels) throws InterruptedException {
        return list("/" + kind + "?filters=" + filter("label", labels.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue()).toList()));
    }

    /// Has the managers keep one more, and answers its id.
    ///
    /// @param data in Base64
    String keep(String kind, String name, Map<String, String> labels, String data) throws InterruptedException {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("Name", name).put("Data", data);
        ObjectNode named = body.putObject("Labels");
        labels.forEach(named::put);
        return link.send("docker " + kind.substring(0, kind.length() - 1) + " create", Method.POST,
                "/" + kind + "/create", Map.of(), body.toString()).path("ID").asString("");
    }

    /// Removes one; one that is gone is no failure.
    void forget(String kind, String id) throws InterruptedException {
        link.send("docker " + kind.substring(0, kind.length() - 1) + " rm", Method.DELETE, "/" + kind + "/" + id,
                Map.of(), null);
    }

    /// Removes a service; one that is gone is no failure.
    void remove(String id) throws InterruptedException {
        link.send("docker service rm", Method.DELETE, "/services/" + id, Map.of(), null);
    }
}
