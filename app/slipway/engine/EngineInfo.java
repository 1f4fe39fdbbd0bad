package slipway.engine;

/// What the engine chip shows: `available` false with `detail` saying why not.
public record EngineInfo(String id, String title, boolean available, String detail) {}
