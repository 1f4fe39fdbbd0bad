package slipway.traffic;

import org.HdrHistogram.Histogram;

/// One second of one deployment's traffic with all its latencies, so that seconds can be added up without loss. The
/// histogram is a copy, in nanoseconds, within one percent: of live requests, of copies where it only got copies.
public record Counted(long requests, long errors, long copies, Histogram latencies) {}
