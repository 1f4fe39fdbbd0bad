package slipway.engine;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// What the engine chip shows: `available` false with `detail` saying why not.
///
/// @param title   short, as on the chip: `Docker 28.3 · API 1.51 · 2 GPUs`
/// @param problem what, why and what to do while it is not available; null while it is, or where `detail` says it all
/// @param tried   every place that was looked at, with what was found there, one line each
/// @param gpus    what containers (or processes) of it can be given
/// @param warning what a person should know of an engine that is available before they use it; else null
public record EngineInfo(String id, String title, boolean available, String detail, State state,
        @Nullable Problem problem, List<String> tried, List<Gpu> gpus, @Nullable Problem warning) {
    public EngineInfo {
        tried = List.copyOf(tried);
        gpus = List.copyOf(gpus);
    }

    /// An engine without anything to warn of.
    public EngineInfo(String id, String title, boolean available, String detail, State state,
            @Nullable Problem problem, List<String> tried, List<Gpu> gpus) {
        this(id, title, available, detail, state, problem, tried, gpus, null);
    }

    /// An engine that is simply there, or simply not.
    public EngineInfo(String id, String title, boolean available, String detail) {
        this(id, title, available, detail, available ? State.CONNECTED : State.DOWN, null, List.of(), List.of());
    }

    /// How the way to an engine is; HUNG takes connections and does not answer, REFUSED answered that we may not.
    public enum State {
        CONNECTED, CONNECTING, DOWN, HUNG, REFUSED
    }
}
