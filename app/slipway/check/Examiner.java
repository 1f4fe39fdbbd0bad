package slipway.check;

import java.util.List;
import java.util.function.Consumer;

import slipway.base.Progress;

/// Runs a check: everything of `target` under each contract named.
@FunctionalInterface
public interface Examiner {
    /// Blocks until every contract has its result; interruption cancels and leaves nothing running.
    ///
    /// @param contracts ids, also of a person's own profiles
    /// @param each      told each contract's result as soon as it is there, from another thread
    Passport examine(CheckTarget target, List<String> contracts, Consumer<ContractResult> each, Progress progress)
            throws InterruptedException;
}
