package slipway.engine.docker;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// How the way to the engine stands; immutable, made by [DockerLink].
///
/// @param address the engine that is connected or was last; null while none was found
/// @param version of that engine; the last known while it is away
/// @param problem why calls are refused now; null when connected
/// @param tried   what the last search looked at, in order
record LinkState(Kind kind, @Nullable DockerAddress address, @Nullable EngineVersion version,
        @Nullable Problem problem, List<Tried> tried) {
    LinkState {
        tried = List.copyOf(tried);
    }

    /// The same words stand in the window: a hung engine needs another remedy than one that is gone.
    enum Kind {
        SEARCHING,
        CONNECTED,
        /// Nothing takes the connection.
        DOWN,
        /// It takes the connection and does not answer.
        HUNG,
        /// It answers, or could, but we cannot speak with it: the configuration, its version, our rights.
        REFUSED;

        static Kind of(Problem problem) {
            return switch (problem.code()) {
                case "docker.hung" -> HUNG;
                case "docker.down", "docker.not-there", "docker.none", "docker.unreachable",
                        "docker.ssh-unreachable", "docker.ssh-ended" ->
                    DOWN;
                default -> REFUSED;
            };
        }
    }

    /// One place that was looked at; `problem` is null where the engine answered.
    record Tried(DockerAddress address, @Nullable Problem problem) {}

    static LinkState searching() {
        return new LinkState(Kind.SEARCHING, null, null, Problem.of("docker.searching"), List.of());
    }

    /// Why none of those that were looked at is taken: the first that is there says more than all that are not.
    static Problem reason(List<Tried> tried) {
        List<Problem> problems = tried.stream().map(Tried::problem).filter(Objects::nonNull).toList();
        if (problems.size() == 1) return problems.getFirst();
        return problems.stream().filter(problem -> !problem.code().equals("docker.not-there")).findFirst()
                .orElse(Problem.of("docker.none", problems.size()));
    }

    boolean connected() {
        return kind == Kind.CONNECTED;
    }

    /// The same engine, away for `reason`.
    LinkState away(Problem reason) {
        return new LinkState(Kind.of(reason), address, version, reason, tried);
    }
}
