package slipway.ui.widget;

import org.jspecify.annotations.Nullable;

/// A deployment whose readings are shown.
///
/// @param id          `iris/blue`
/// @param hue         style class of its lines
/// @param cpus        cores it may use; null for no limit
/// @param memoryBytes memory it may use; null for no limit
public record MetricSubject(String id, String hue, @Nullable Double cpus, @Nullable Long memoryBytes) {}
