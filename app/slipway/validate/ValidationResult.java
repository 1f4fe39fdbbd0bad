package slipway.validate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// How a validation went. Immutable.
///
/// @param status    of the answer, 0 where none came
/// @param answer    its body, empty where none came
/// @param preparing until the environment was there; `starting` until the model was loaded in it
/// @param notes     remarks for people
/// @param log       last lines of the server or of what made the environment, the newest last
/// @param problem   null where the prediction was answered with 200
/// @param stored    the file that keeps this result; null where there is none
public record ValidationResult(Path model, String name, EnvKind envManager, Instant at, String contentType,
        String source, int status, String answer, Environment environment, Duration preparing, Duration starting,
        Duration predicting, List<String> notes, List<String> log, @Nullable Problem problem, @Nullable Path stored) {
    /// Where it ran.
    ///
    /// @param python   `3.11.2`, empty where it is not known
    /// @param packages installed ones with their versions; empty where they are not known
    /// @param place    an image, a folder or a program
    public record Environment(String python, Map<String, String> packages, String place) {
        static final Environment UNKNOWN = new Environment("", Map.of(), "");
    }

    public ValidationResult {
        notes = List.copyOf(notes);
        log = List.copyOf(log);
    }

    public boolean good() {
        return problem == null;
    }

    public EnvKind.Strength strength() {
        return envManager.strength();
    }

    ValidationResult storedAt(Path file) {
        return new ValidationResult(model, name, envManager, at, contentType, source, status, answer, environment,
                preparing, starting, predicting, notes, log, problem, file);
    }
}
