package slipway.validate;

import java.time.Duration;

import slipway.base.Progress;

/// Where a validation runs: one for each kind of [EnvKind]. Any thread.
interface Ground {
    /// Makes what is needed, or takes what is there; a [slipway.base.StudioException] says why it cannot.
    Prepared prepare(Progress progress) throws InterruptedException;

    /// What can be started. Any thread.
    interface Prepared {
        /// What is known of the place before anything runs in it.
        ValidationResult.Environment known();

        /// Starts the model’s server; answers at once.
        Processes.Running start() throws InterruptedException;

        /// The same, with what can be asked of it while `running` runs.
        ValidationResult.Environment describe(Processes.Running running) throws InterruptedException;
    }

    /// The question that Python answers about itself, in a line of JSON.
    String ASK = """
            import json, platform
            from importlib import metadata
            print(json.dumps({"python": platform.python_version(),
                              "packages": {d.metadata["Name"]: d.version for d in metadata.distributions()}}))
            """;
    Duration ASK_LIMIT = Duration.ofSeconds(30);
}
