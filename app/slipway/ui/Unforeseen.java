package slipway.ui;

import java.util.HashSet;
import java.util.Set;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Says what nobody caught; the same failure only once, because a poll that fails goes on failing. Owned by [Shell]; FX
/// thread.
final class Unforeseen {
    private static final System.Logger LOG = System.getLogger(Unforeseen.class.getName());
    private static final int MOST_SAID = 20;

    private final Notices notices;
    private final Set<String> said = new HashSet<>();

    Unforeseen(Notices notices) {
        this.notices = notices;
    }

    void say(Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "unforeseen in the window", failure);
        Problem problem = StudioException.problemOf(failure);
        if (said.size() < MOST_SAID && said.add(problem.what())) notices.problem(problem);
    }
}
