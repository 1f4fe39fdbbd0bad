/// The map of the house. Who may use whom is checked by `ArchitectureTest`.
///
/// - here: `Main` picks window or command line, `Studio` builds every object once and closes it in reverse
/// - `base` values that change, tasks, problems; also texts, units and activity, which the command line shares
/// - `store` atomic files, settings, SQLite
/// - `network` the ledger of every connection, and the offline switch
/// - `contract` what each platform asks of a model server, read from dated profiles
/// - `spec` the workspace’s YAML, read and written back
/// - `catalog` models on disk and their formats
/// - `engine` runs workloads: `process` as local processes, `docker` as containers and as
///   services of a swarm (the only place that sees docker-java)
/// - `build` recipes for images, and the contexts they are built from
/// - `serve` the sample model server, a process of its own
/// - `observe` health, logs, usage
/// - `series` what was measured over days, by time
/// - `deploy` from a specification to a deployment that is ready
/// - `wire` HTTP/1.1 as bytes, and the event loops that carry them
/// - `traffic` the gateway; `load` sends measured load
/// - `record` what passed the gateway, kept in files; `compare` tells two answers apart
/// - `check` conformance: a target judged by the rules of a profile, its evidence kept and signed
/// - `rehearse` what a platform would do, worked out without it: health checks, OCI updates, memory, concurrency
/// - `validate` MLflow’s validation: one prediction in an environment made from the model’s own files
/// - `rollout` steps from one deployment to another, with a verdict at each (`rollout.stats`) and the proof afterwards
/// - `scale` how many replicas a load needs; `export` an endpoint as other platforms’ files, and back; `bundle` a workspace
///   with its images as one file
/// - `requests` requests sent by hand and their history
/// - `cli` the command line; `tour` the guided tour; `ui` the window, one folder a page
@NullMarked
package slipway;

import org.jspecify.annotations.NullMarked;
