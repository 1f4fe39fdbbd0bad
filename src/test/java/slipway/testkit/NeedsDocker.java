package slipway.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/// The test runs only where there is what it needs of Docker, and is skipped with a reason elsewhere; the reasons stand
/// in `target/skipped-tests.txt`, which `./verify` prints at its end.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsDockerCondition.class)
public @interface NeedsDocker {
    /// ENGINE is an engine shared with everybody ([TestDocker]); OWN a second engine to kill and to starve
    /// ([PrivateDaemon]); PODMAN Podman's service ([PodmanService]);
    /// SWARM two engines of one's own with a registry ([TwoNodeSwarm]);
    /// REGISTRY the shared engine and a registry on loopback ([LocalRegistry]).
    enum What {
        ENGINE, OWN, PODMAN, REGISTRY, SWARM
    }

    What value() default What.ENGINE;
}
