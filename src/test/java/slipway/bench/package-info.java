/// Runnable measurements; docs/benchmarks.md says how to run each and what it gave. No test runs them.
@org.jspecify.annotations.NullMarked
package slipway.bench;
