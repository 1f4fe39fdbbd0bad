package slipway.rehearse;

import java.util.List;

/// What an update would do: every field, what to know, and the configuration afterwards. Immutable.
///
/// @param result           the current JSON with the update in it, in the form the current one was given in, ports as numbers
/// @param commandBytes     of entrypoint and cmd afterwards
/// @param environmentBytes of the environment variables afterwards
public record UpdateOutcome(List<FieldChange> fields, List<Lint> lints, String result, int commandBytes,
        int environmentBytes) {
    /// What the platform allows of each.
    public static final int MOST_BYTES = OciRules.LIMIT;

    public UpdateOutcome {
        fields = List.copyOf(fields);
        lints = List.copyOf(lints);
    }

    /// Whether anything is different afterwards (A070).
    public boolean changes() {
        return fields.stream().anyMatch(FieldChange::changes);
    }

    public boolean refused() {
        return fields.stream().anyMatch(field -> field.effect() == FieldChange.Effect.REFUSED) || count(
                Lint.Severity.ERROR) > 0;
    }

    public long count(Lint.Severity severity) {
        return lints.stream().filter(lint -> lint.severity() == severity).count();
    }

    /// Everything that is gone afterwards.
    public List<String> lost() {
        return fields.stream().flatMap(field -> field.lost().stream().map(each -> field.field() + ": " + each))
                .toList();
    }
}
