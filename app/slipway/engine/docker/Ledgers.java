package slipway.engine.docker;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import slipway.base.Progress;
import slipway.base.Tasks;

/// The open ledgers of one engine, by network. Owned by [DockerEngine]; any thread.
final class Ledgers {
    private final DockerLink link;
    private final ContainerLabels labels;
    private final Networks networks;
    private final EventWatch watch;
    private final Tasks tasks;
    private final Map<String, DockerLedger> open = new ConcurrentHashMap<>();

    Ledgers(DockerLink link, ContainerLabels labels, Networks networks, EventWatch watch, Tasks tasks) {
        this.link = link;
        this.labels = labels;
        this.networks = networks;
        this.watch = watch;
        this.tasks = tasks;
    }

    /// Null where this machine does not reach its containers' own addresses.
    @Nullable
    DockerLedger open(@Nullable String runtimeImage, Progress progress) throws InterruptedException {
        if (!networks.sameMachine()) return null;
        progress.stage("docker.ledger.opening");
        // for as long as the ledger is open: what it is made of is at this engine
        EngineUses.Use use = link.uses().begin();
        String network = null;
        LedgerSink sink = null;
        boolean opened = false;
        try {
            network = networks.ledger();
            if (runtimeImage != null) sink = LedgerSink.start(link, labels, network, runtimeImage);
            var ledger = new DockerLedger(link, network, sink, tasks, (name, side) -> end(name, side, use));
            open.put(network, ledger);
            opened = true;
            return ledger;
        } finally {
            if (!opened) end(network, sink, use);
        }
    }

    /// The file that stands for `/etc/resolv.conf` in containers of `network`; null for the engine's own.
    @Nullable
    Path resolver(String network) {
        DockerLedger ledger = open.get(network);
        return ledger == null ? null : ledger.resolver();
    }

    /// `instance` was started in `network`.
    void joined(String network, DockerInstance instance) {
        DockerLedger ledger = open.get(network);
        if (ledger != null) ledger.joined(instance.id(), instance.pid());
    }

    private void end(@Nullable String network, @Nullable LedgerSink sink, EngineUses.Use use) {
        try (use) {
            if (network == null) return;
            open.remove(network);
            Unbroken.quietly(tasks, "docker network rm", () -> {
                if (sink != null) sink.remove(watch);
                networks.remove(network);
                return true;
            });
        }
    }

    void close() {
        for (DockerLedger each : open.values())
            each.close();
    }
}
