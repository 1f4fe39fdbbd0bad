package slipway.engine;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import slipway.base.Live;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Text;

/// Servers that somebody else runs: probed and routed to, never started and never stopped. Stateless; any thread.
public final class ExternalEngine implements Engine {
    public static final String ID = "external";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(ID, Text.of("engine.external.title"), true, Text.of("engine.external.detail"));
    }

    @Override
    public Instance launch(Workload workload, Progress progress) {
        URI url = workload.url();
        if (url == null) throw StudioException.of("engine.external-url", workload.key());
        return new Outside(workload, url);
    }

    @Override
    public List<Instance> adopt() {
        return List.of();
    }

    @Override
    public void close() {}

    /// Somebody else's server; it counts as running for as long as we look at it.
    private static final class Outside implements Instance {
        private final Workload workload;
        private final URI url;
        private final Live<InstanceState> state = new Live<>(InstanceState.RUNNING);

        Outside(Workload workload, URI url) {
            this.workload = workload;
            this.url = url;
        }

        @Override
        public Workload workload() {
            return workload;
        }

        @Override
        public URI url() {
            return url;
        }

        @Override
        public OptionalLong pid() {
            return OptionalLong.empty();
        }

        @Override
        public Live<InstanceState> state() {
            return state;
        }

        @Override
        public void follow(LogSink sink) {
            sink.line(System.currentTimeMillis(), false, Text.of("engine.external.no-logs", url));
        }

        @Override
        public Usage usage() {
            return Usage.NONE;
        }

        @Override
        public void stop(Duration grace) {
            state.set(new InstanceState(false, -1));
        }
    }
}
