package slipway.deploy;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import slipway.base.Activity;
import slipway.base.Tasks;
import slipway.spec.DeploymentSpec;

/// What every deployment of a workspace shares. `engineOf` names the engine of a spec; `changed` is called after each change of one of them; `pause` comes
/// before the first restart of a server that died.
record Yard(Tasks tasks, Activity activity, Preflight preflight, ImageStep images, Archive archive,
        Remembered remembered,
        Function<DeploymentSpec, String> engineOf,
        Supplier<Routes> routes, Runnable changed, Duration pause) {}
