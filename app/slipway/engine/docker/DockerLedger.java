package slipway.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Tasks;
import slipway.engine.NetworkLedger;

/// A ledger at the engine: a network of its own, a side container that plays the Internet, and what the kernel
/// says of addresses. Made by [Ledgers]; any thread.
final class DockerLedger implements NetworkLedger {
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final DockerLink link;
    private final String network;
    private final @Nullable LedgerSink sink;
    private final BiConsumer<String, @Nullable LedgerSink> end;
    private final Tasks.Task glances;
    private final List<RawAttempts> members = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param end removes what there is of it, told once
    DockerLedger(DockerLink link, String network, @Nullable LedgerSink sink, Tasks tasks,
            BiConsumer<String, @Nullable LedgerSink> end) {
        this.link = link;
        this.network = network;
        this.sink = sink;
        this.end = end;
        this.glances = tasks.every(GLANCE, "network ledger", () -> members.forEach(RawAttempts::glance));
    }

    @Override
    public String network() {
        return network;
    }

    @Nullable
    Path resolver() {
        return sink == null ? null : sink.resolver();
    }

    void joined(String container, OptionalLong pid) {
        members.add(RawAttempts.of(link, container, pid));
    }

    @Override
    public Set<Kind> sees() {
        var all = EnumSet.noneOf(Kind.class);
        if (sink != null) all.addAll(Set.of(Kind.DNS, Kind.TCP));
        if (members.stream().allMatch(RawAttempts::readable)) all.add(Kind.NO_ROUTE);
        return all;
    }

    @Override
    public List<Attempt> attempts() throws InterruptedException {
        var all = new ArrayList<>(sink == null ? List.<Attempt>of() : told(sink.lines()));
        for (RawAttempts each : members)
            all.addAll(each.read(sink == null ? "" : sink.address()));
        all.sort(Comparator.comparingLong(Attempt::epochMillis));
        return List.copyOf(all);
    }

    /// What the side container's lines say, each name and port once.
    static List<Attempt> told(List<String> lines) {
        var asked = new LinkedHashMap<String, Attempt>();
        for (String line : lines) {
            JsonNode one = json(line);
            Kind kind = switch (one.path("kind").asString("")) {
                case "dns" -> Kind.DNS;
                case "tcp" -> Kind.TCP;
                default -> null;
            };
            if (kind == null) continue;
            String name = one.path("name").asString("");
            int port = one.path("port").asInt(0);
            var next = new Attempt(one.path("time").asLong(0), kind, name, port, one.path("count").asInt(1));
            // both kinds of address are asked for each time that a name is looked up: the larger count is that of times
            asked.merge(kind + name + "\n" + port, next, DockerLedger::joined);
        }
        return List.copyOf(asked.values());
    }

    /// The same attempt, made by one as well as by the other.
    static Attempt added(Attempt one, Attempt other) {
        return new Attempt(Math.min(one.epochMillis(), other.epochMillis()), one.kind(), one.name(), one.port(),
                one.count() + other.count());
    }

    private static Attempt joined(Attempt one, Attempt other) {
        return new Attempt(Math.min(one.epochMillis(), other.epochMillis()), one.kind(), one.name(), one.port(),
                Math.max(one.count(), other.count()));
    }

    private static JsonNode json(String line) {
        try {
            return line.startsWith("{") ? JsonMapper.shared().readTree(line) : JsonMapper.shared().nullNode();
        } catch (JacksonException e) {
            return JsonMapper.shared().nullNode();
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        glances.cancel();
        members.forEach(RawAttempts::close);
        end.accept(network, sink);
    }
}
