package slipway.rehearse;

import slipway.base.Problem;

/// Something about an update that a person should know before sending it. Immutable.
///
/// @param field the field it is about, empty for the whole
public record Lint(Severity severity, String field, Problem problem) {
    /// How bad it is.
    public enum Severity {
        ERROR, WARNING
    }

    static Lint error(String field, Problem problem) {
        return new Lint(Severity.ERROR, field, problem);
    }

    static Lint warning(String field, Problem problem) {
        return new Lint(Severity.WARNING, field, problem);
    }
}
