/// The embedded engine: workloads as local processes, killed for sure with their whole tree and found again after a
/// crash of the studio. The only place that knows process ids, `/proc` and oshi's process figures.
@NullMarked
package slipway.engine.process;

import org.jspecify.annotations.NullMarked;
