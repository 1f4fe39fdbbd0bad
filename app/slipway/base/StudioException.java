package slipway.base;

/// The only exception that features throw on purpose; caught where the person looks, logged once.
public final class StudioException extends RuntimeException {
    private final transient Problem problem;

    public StudioException(Problem problem) {
        super(problem.code() + " " + problem.args());
        this.problem = problem;
    }

    public StudioException(Problem problem, Throwable cause) {
        super(problem.code() + " " + problem.args(), cause);
        this.problem = problem.detail() == null ? problem.withDetail(cause.toString()) : problem;
    }

    public static StudioException of(String code, Object... args) {
        return new StudioException(Problem.of(code, args));
    }

    public Problem problem() {
        return problem;
    }

    /// The problem inside `failure`, or a general one that keeps what is known of an unforeseen failure.
    public static Problem problemOf(Throwable failure) {
        if (failure instanceof StudioException known) return known.problem();
        return Problem.of("base.unforeseen", failure.getClass().getSimpleName(), String.valueOf(failure.getMessage()))
                .withDetail(Stacks.of(failure));
    }
}
