package slipway.deploy;

import java.time.Duration;
import java.util.function.Supplier;

import slipway.base.Activity;
import slipway.base.Tasks;

/// What every deployment of a workspace shares. `changed` is called after each change of one of them; `pause` comes
/// before the first restart of a server that died.
record Yard(Tasks tasks, Activity activity, Preflight preflight, Remembered remembered, Supplier<String> defaultEngine,
        Supplier<Routes> routes, Runnable changed, Duration pause) {}
