package slipway.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/// The test runs only where these programs are found in `PATH`, each told with the Debian package that has it:
/// `wrk:wrk`. Skipped with a reason elsewhere, as [NeedsDocker] does it.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsProgramsCondition.class)
public @interface NeedsPrograms {
    String[] value();
}
