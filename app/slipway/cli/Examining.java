package slipway.cli;

import slipway.check.Examiner;

/// An examiner with the engines that it needs; closing ends what it still runs.
public interface Examining extends AutoCloseable {
    Examiner examiner();

    @Override
    void close();
}
