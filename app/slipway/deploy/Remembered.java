package slipway.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.StudioException;
import slipway.spec.DeploymentSpec;
import slipway.spec.SwarmSpec;
import slipway.store.AtomicFiles;

/// What outlives the studio, `deployments.json`: the revision each deployment ran as, whether it is wanted running,
/// and which spec it ran with; and beside it what those run that went back. Any thread.
final class Remembered {
    private static final System.Logger LOG = System.getLogger(Remembered.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private final HeldBack held;

    /// `print` stands for the spec, see [#print].
    ///
    /// @param highest revision that there was, where it went back from it; null where it runs
    record Entry(long revision, boolean running, String print, @Nullable Long highest) {
        long last() {
            return highest == null ? revision : Math.max(revision, highest);
        }
    }

    Remembered(Path file) {
        this.file = file;
        this.held = HeldBack.open(file.resolveSibling(HeldBack.FILE));
        if (!Files.exists(file)) return;
        try {
            entries.putAll(JSON.readValue(Files.readString(file), new TypeReference<Map<String, Entry>>() {
            }));
        } catch (IOException | JacksonException e) {
            // it only saves starting things again: better none than no studio
            LOG.log(System.Logger.Level.WARNING, "cannot read " + file, e);
        }
    }

    synchronized long nextRevision(String id) {
        Entry old = entries.get(id);
        long next = old == null ? 1 : old.last() + 1;
        put(id, new Entry(next, old != null && old.running, old == null ? "" : old.print, null));
        return next;
    }

    /// `spec` is wanted running as `revision`, where its file says `file`: the same, but for one that went back.
    synchronized void runs(long revision, DeploymentSpec spec, DeploymentSpec file) {
        String id = spec.id();
        Entry old = entries.get(id);
        long last = old == null ? revision : old.last();
        put(id, new Entry(revision, true, print(spec), last > revision ? last : null));
        held.put(id, spec.equals(file) ? null : new HeldBack.Held(print(file), spec));
    }

    /// What is to run in place of `file`, which an earlier studio went back from; empty where the file is followed.
    synchronized Optional<DeploymentSpec> held(DeploymentSpec file) {
        return held.of(file.id()).filter(each -> each.file().equals(print(file))).map(HeldBack.Held::spec);
    }

    synchronized void stopped(String id) {
        Entry old = entries.get(id);
        if (old != null && old.running) put(id, new Entry(old.revision, false, old.print, old.highest));
    }

    /// Nothing is held back any more.
    synchronized void released(String id) {
        held.put(id, null);
    }

    synchronized long revision(String id) {
        Entry entry = entries.get(id);
        return entry == null ? 0 : entry.revision;
    }

    synchronized Optional<Entry> of(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    synchronized List<String> running() {
        return entries.entrySet().stream().filter(entry -> entry.getValue().running).map(Map.Entry::getKey).toList();
    }

    private void put(String id, Entry entry) {
        entries.put(id, entry);
        try {
            AtomicFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(entries));
        } catch (StudioException e) {
            // a full disk must not keep a deployment from being stopped
            LOG.log(System.Logger.Level.WARNING, "cannot write " + file, e);
        }
    }

    /// Tells two specs apart by all they say, the same in every run; what they say may be secret and does not stand in
    /// it.
    static String print(DeploymentSpec spec) {
        DeploymentSpec.Extension own = spec.slipway();
        String all = Stream.of(spec.id(), spec.model(), spec.image(), new TreeMap<>(spec.environment()),
                spec.instanceCount(), spec.requests(), spec.liveness(), spec.readiness(), spec.routes(), spec.code(),
                own.contract(), own.engine(), own.url(), own.port(), own.healthPort(), own.entrypoint(), own.command(),
                own.cpus(), own.memoryBytes(), own.gpus(), own.imageDigest(), own.network()).map(String::valueOf)
                .collect(Collectors.joining("\n"));
        // after the others, so that what ran before there were these words is still recognised
        if (own.mapping() != null) all += "\n" + own.mapping();
        if (!own.swarm().equals(SwarmSpec.NONE)) all += "\n" + own.swarm();
        if (own.bandwidthMbps() != null) all += "\n" + own.bandwidthMbps() + " Mbit/s";
        return Bytes.utf8(all).sha256().substring(0, 16);
    }
}
