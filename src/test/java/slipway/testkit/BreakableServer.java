package slipway.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.StudioException;
import slipway.engine.Breaking;
import slipway.engine.Instance;
import slipway.engine.InstanceState;
import slipway.engine.LogSink;
import slipway.engine.Usage;
import slipway.engine.Workload;

/// A server that only counts how often it was broken; a killed one is at once another that runs.
public final class BreakableServer implements Instance, Breaking {
    public final AtomicInteger killed = new AtomicInteger();
    public final AtomicInteger exhausted = new AtomicInteger();
    /// Whether it is ours to break.
    public volatile boolean ours = true;
    /// What letting its memory run out ends with; null for its end.
    public volatile @Nullable StudioException survives;

    @Override
    public @Nullable Breaking breaking() {
        return ours ? this : null;
    }

    @Override
    public void kill() {
        killed.incrementAndGet();
    }

    @Override
    public void exhaustMemory() {
        StudioException why = survives;
        if (why != null) throw why;
        exhausted.incrementAndGet();
    }

    @Override
    public Workload workload() {
        return new Workload("iris/green", 0, 1, List.of(), Map.of(), null, 0, 0, null);
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:1");
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public Live<InstanceState> state() {
        return new Live<>(new InstanceState(false, 137));
    }

    @Override
    public void follow(LogSink sink) {}

    @Override
    public Usage usage() {
        return Usage.NONE;
    }

    @Override
    public void stop(Duration grace) {}
}
