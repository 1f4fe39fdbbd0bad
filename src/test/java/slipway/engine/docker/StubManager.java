package slipway.engine.docker;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import slipway.testkit.StubAnswers;
import slipway.testkit.StubDocker;

/// The manager of a swarm of one node: keeps services and the spec before, as a manager does, and says of every task
/// that it runs. It refuses what it is told to.
final class StubManager implements AutoCloseable {
    private static final String INFO = """
            {"Name":"one","ServerVersion":"25.0.5","Swarm":{"LocalNodeState":"active","ControlAvailable":true}}""";
    private static final String NODE = """
            {"ID":"n1","Spec":{"Role":"manager","Availability":"active"},"Status":{"State":"ready",
            "Addr":"127.0.0.1"},"Description":{"Hostname":"one"},"ManagerStatus":{"Leader":true}}""";

    private final StubDocker docker;
    private final Map<String, Kept> services = new LinkedHashMap<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final CountDownLatch listed = new CountDownLatch(1);
    private final CountDownLatch created = new CountDownLatch(1);
    private volatile CountDownLatch released = new CountDownLatch(0);
    private volatile boolean racing;
    private volatile boolean holding;
    private volatile @Nullable JsonNode lastMade;
    private volatile String update = "";
    private volatile int rollbacks;
    private int made;

    private final class Kept {
        final String id;
        JsonNode spec;
        @Nullable
        JsonNode previous;
        long index = 1;

        Kept(String id, JsonNode spec) {
            this.id = id;
            this.spec = spec;
        }

        ObjectNode json() {
            ObjectNode json = JsonMapper.shared().createObjectNode().put("ID", id);
            json.putObject("Version").put("Index", index);
            json.set("Spec", spec);
            if (previous != null) json.set("PreviousSpec", previous);
            if (!update.isEmpty()) json.putObject("UpdateStatus").put("State", update);
            return json;
        }

        void becomes(JsonNode next) {
            previous = spec;
            spec = next;
            index++;
        }
    }

    private StubManager(StubDocker docker) {
        this.docker = docker;
    }

    static StubManager open(Path socket) throws IOException {
        var manager = new StubManager(StubDocker.unix(socket, StubAnswers.DOCKER_25));
        manager.docker.on("/info", 200, INFO);
        manager.docker.on("/nodes", 200, "[" + NODE + "]");
        manager.docker.rest(manager::answer);
        return manager;
    }

    URI host() {
        return docker.host();
    }

    StubDocker docker() {
        return docker;
    }

    /// From now on requests whose method and path hold `part` are refused.
    void refuse(String part) {
        refused.add(part);
    }

    void refuseNothing() {
        refused.clear();
    }

    /// Holds the next question for one service until a look has listed them all, and the answer to that look until
    /// `until` is counted down; answers what is counted down when a service was made.
    CountDownLatch race(CountDownLatch until) {
        released = until;
        racing = true;
        return created;
    }

    /// What the last service was made from.
    @Nullable
    JsonNode lastMade() {
        return lastMade;
    }

    /// How the change under way stands from now on, as a manager says it: `rollback_paused`.
    void update(String state) {
        update = state;
    }

    /// How often it was asked to go back by itself.
    int rollbacks() {
        return rollbacks;
    }

    /// A service that somebody else made.
    synchronized void add(JsonNode spec) {
        var one = new Kept("s" + ++made, spec);
        services.put(one.id, one);
    }

    /// What the service of that id is now; null where there is none.
    synchronized @Nullable JsonNode spec(String id) {
        Kept one = services.get(id);
        return one == null ? null : one.spec;
    }

    /// The names of the services with an environment variable of each, which tells its revision: `NAME=one`.
    synchronized List<String> runs(String variable) {
        return services.values().stream().map(each -> each.spec.path("Name").asString("") + "=" + value(each.spec,
                variable)).toList();
    }

    private static String value(JsonNode spec, String variable) {
        return spec.path("TaskTemplate").path("ContainerSpec").path("Env").values().stream()
                .map(each -> each.asString("")).filter(each -> each.startsWith(variable + "="))
                .map(each -> each.substring(variable.length() + 1)).findFirst().orElse("");
    }

    private StubDocker.@Nullable Said answer(String method, String target, String body) throws InterruptedException {
        if (racing && method.equals("GET") && target.startsWith("/services/")) {
            racing = false;
            holding = true;
            listed.await();
        }
        StubDocker.Said said = said(method, target, body);
        if (holding && target.startsWith("/services?")) {
            holding = false;
            listed.countDown();
            released.await();
        }
        if (target.equals("/services/create")) created.countDown();
        return said;
    }

    private StubDocker.@Nullable Said said(String method, String target, String body) {
        String asked = method + " " + target;
        if (refused.stream().anyMatch(asked::contains))
            return new StubDocker.Said(500, "{\"message\":\"rpc error: the swarm does not have a leader\"}");
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        String rest = query < 0 ? "" : URLDecoder.decode(target.substring(query), StandardCharsets.UTF_8);
        synchronized (this) {
            if (asked.startsWith("GET /tasks")) return said(tasks());
            if (path.equals("/services")) return said(list(rest));
            if (path.equals("/services/create")) return create(body);
            String[] parts = path.split("/", -1);
            Kept one = parts.length < 3 ? null : find(parts[2]);
            if (one == null) return null;
            if (method.equals("DELETE")) services.remove(one.id);
            if (rest.contains("rollback=previous")) rollbacks++;
            if (method.equals("POST"))
                one.becomes(rest.contains("rollback=previous")
                        ? Objects.requireNonNull(one.previous)
                        : JsonMapper.shared().readTree(body));
            return said(one.json());
        }
    }

    private static StubDocker.Said said(JsonNode answer) {
        return new StubDocker.Said(200, answer.toString());
    }

    private StubDocker.Said create(String body) {
        JsonNode spec = JsonMapper.shared().readTree(body);
        var one = new Kept("s" + ++made, spec);
        lastMade = spec;
        services.put(one.id, one);
        return said(one.json());
    }

    private @Nullable Kept find(String idOrName) {
        return services.values().stream()
                .filter(each -> each.id.equals(idOrName) || each.spec.path("Name").asString("").equals(idOrName))
                .findFirst().orElse(null);
    }

    /// Those that have every label that is asked for.
    private ArrayNode list(String query) {
        var wanted = new ArrayList<String>();
        if (query.contains("filters=")) {
            JsonMapper.shared().readTree(query.substring(query.indexOf('=') + 1)).path("label").values()
                    .forEach(each -> wanted.add(each.asString("")));
        }
        ArrayNode found = JsonMapper.shared().createArrayNode();
        services.values().stream().filter(each -> wanted.stream().allMatch(label -> has(each.spec, label)))
                .forEach(each -> found.add(each.json()));
        return found;
    }

    private static boolean has(JsonNode spec, String label) {
        int equals = label.indexOf('=');
        return spec.path("Labels").path(label.substring(0, equals)).asString("").equals(label.substring(equals + 1));
    }

    private ArrayNode tasks() {
        ArrayNode tasks = JsonMapper.shared().createArrayNode();
        for (Kept each : services.values()) {
            int replicas = each.spec.path("Mode").path("Replicated").path("Replicas").asInt(0);
            for (int slot = 1; slot <= replicas; slot++) {
                ObjectNode task = tasks.addObject().put("ID", each.id + "-" + each.index + "-" + slot)
                        .put("ServiceID", each.id).put("NodeID", "n1").put("Slot", slot)
                        .put("DesiredState", "running").put("CreatedAt", Instant.now().toString());
                task.set("Spec", each.spec.path("TaskTemplate"));
                ObjectNode status = task.putObject("Status").put("State", "running");
                status.putObject("PortStatus").putArray("Ports").addObject().put("TargetPort", 8080)
                        .put("PublishedPort", 30_000 + slot);
            }
        }
        return tasks;
    }

    @Override
    public void close() throws IOException {
        docker.close();
    }
}
