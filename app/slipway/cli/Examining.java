package slipway.cli;

import slipway.check.Examiner;
import slipway.validate.Validator;

/// An examiner and a validator with the engines that they need; closing ends what they still run.
public interface Examining extends AutoCloseable {
    Examiner examiner();

    Validator validator();

    @Override
    void close();
}
