package slipway.deploy;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.engine.Listener;
import slipway.engine.Listening;

/// Says why a server that runs is not reached: it listens on another port than is asked, for callers of its own
/// container only, or nowhere. Stateless.
public final class Reach {
    static final String OTHER_PORT = "deploy.wrong-port";
    static final String ONLY_INSIDE = "deploy.only-inside";
    static final String NOWHERE = "deploy.listens-nowhere";
    /// Ports below are kept for the system and are no port of a spec.
    private static final int FIRST_FREE = 1024;

    private Reach() {}

    /// What is wrong with where `id` listens; null where nothing is known to be.
    ///
    /// @param probing whether probes are not answered; else predictions
    /// @param asked   what is asked: `GET /health`
    public static @Nullable Problem problem(String id, Listening seen, boolean probing, String asked) {
        int port = probing ? seen.probed() : seen.asked();
        Listening.Fault fault = seen.fault(port);
        if (fault == null) return null;
        return switch (fault) {
            case NOWHERE -> Problem.of(NOWHERE, id, port, asked);
            case ONLY_INSIDE -> Problem.of(ONLY_INSIDE, id, port, asked, own(seen, port));
            case OTHER_PORT -> Problem.of(OTHER_PORT, id, seen.instead(port), port, asked, seen.text());
        };
    }

    private static String own(Listening seen, int port) {
        return seen.listeners().stream().filter(each -> each.port() == port).map(Listener::address).findFirst()
                .orElse("127.0.0.1");
    }

    /// Whether `problem` was made here.
    public static boolean says(@Nullable Problem problem) {
        return problem != null && (problem.code().equals(OTHER_PORT) || problem.code().equals(ONLY_INSIDE)
                || problem.code().equals(NOWHERE));
    }

    /// The port to set in the spec so that `problem` ends; 0 where no port would end it.
    public static int remedy(@Nullable Problem problem) {
        if (problem == null || !problem.code().equals(OTHER_PORT)) return 0;
        return problem.args().get(1) instanceof Integer port && port >= FIRST_FREE ? port : 0;
    }

    /// The port that is asked now, of a problem with a [#remedy].
    public static int asked(Problem problem) {
        return problem.args().get(2) instanceof Integer port ? port : 0;
    }
}
