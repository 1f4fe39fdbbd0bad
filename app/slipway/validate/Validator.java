package slipway.validate;

import slipway.base.Progress;

/// Validates a model.
@FunctionalInterface
public interface Validator {
    /// Blocks until the prediction is answered or it is clear that it will not be; interruption cancels and leaves
    /// nothing running and nothing half made.
    ///
    /// @throws slipway.base.StudioException where the request itself cannot be followed
    ValidationResult validate(ValidationRequest request, Progress progress) throws InterruptedException;
}
