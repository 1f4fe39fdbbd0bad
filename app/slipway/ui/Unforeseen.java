package slipway.ui;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Says what nobody caught; the same failure only once, because a poll that fails goes on failing. Owned by [Shell]; FX
/// thread.
final class Unforeseen {
    private static final System.Logger LOG = System.getLogger(Unforeseen.class.getName());
    private static final int MOST_SAID = 20;

    private final Notices notices;
    private final Consumer<Throwable> kept;
    private final Set<String> said = new HashSet<>();

    /// `kept` hears every failure that is no known problem, also those said before.
    Unforeseen(Notices notices, Consumer<Throwable> kept) {
        this.notices = notices;
        this.kept = kept;
    }

    void say(Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "unforeseen in the window", failure);
        // one that is known says all in its sheet
        if (!(failure instanceof StudioException)) kept.accept(failure);
        Problem problem = StudioException.problemOf(failure);
        if (said.size() < MOST_SAID && said.add(problem.what())) notices.problem(problem);
    }
}
