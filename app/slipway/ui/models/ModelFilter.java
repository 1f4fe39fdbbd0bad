package slipway.ui.models;

import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import slipway.catalog.Finding;
import slipway.catalog.Model;

/// Which models the list shows: every word typed, and of each group of boxes any that is ticked (none ticked: all).
/// No toolkit.
record ModelFilter(String words, Set<String> formats, Set<String> contracts, Set<Worst> findings,
        Set<ModelRow.State> states, Set<String> tags, Set<String> roots) {
    /// What was put away is out of the way.
    static final Set<ModelRow.State> USUAL = Set.of(ModelRow.State.ACTIVE, ModelRow.State.BROKEN,
            ModelRow.State.MISSING);
    static final ModelFilter ALL = new ModelFilter("", Set.of(), Set.of(), Set.of(), USUAL, Set.of(), Set.of());

    /// The worst finding of a model.
    enum Worst {
        NONE, INFO, WARNING, ERROR;

        static Worst of(Model model) {
            Worst worst = NONE;
            for (Finding finding : model.findings()) {
                Worst own = switch (finding.severity()) {
                    case ERROR -> ERROR;
                    case WARNING -> WARNING;
                    case INFO -> INFO;
                };
                if (own.compareTo(worst) > 0) worst = own;
            }
            return worst;
        }
    }

    List<ModelRow> of(List<ModelRow> rows) {
        List<String> typed = List.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+"));
        return rows.stream().filter(row -> takes(row, typed)).toList();
    }

    private boolean takes(ModelRow row, List<String> typed) {
        return (states.isEmpty() || states.contains(row.state())) && any(formats, row.formats())
                && any(contracts, row.contracts()) && (findings.isEmpty() || findings.contains(row.worst()))
                && any(tags, row.tags()) && (roots.isEmpty() || roots.contains(row.root()))
                && typed.stream().allMatch(row.searched()::contains);
    }

    private static boolean any(Set<String> ticked, List<String> own) {
        if (ticked.isEmpty()) return true;
        for (String each : own)
            if (ticked.contains(each)) return true;
        return false;
    }

    ModelFilter withWords(String next) {
        return new ModelFilter(next, formats, contracts, findings, states, tags, roots);
    }

    /// How many of `rows` each value of a group has.
    static <T> SequencedMap<T, Long> count(List<ModelRow> rows, Function<ModelRow, ? extends Iterable<T>> values) {
        var counts = new TreeMap<T, Long>();
        for (ModelRow row : rows)
            for (T value : values.apply(row))
                counts.merge(value, 1L, Long::sum);
        return counts;
    }
}
