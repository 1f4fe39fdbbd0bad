/// The Docker engine, and the only place that sees docker-java: how it is found and talked to, what it runs, its images,
/// its GPUs.
///
/// [DockerLink] is the way to one engine; every call goes through its limit. Streams are [EngineStream]s. All blocks, on
/// threads of `Tasks`.
@NullMarked
package slipway.engine.docker;

import org.jspecify.annotations.NullMarked;
