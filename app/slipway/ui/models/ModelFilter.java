package slipway.ui.models;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

import slipway.catalog.Finding;
import slipway.catalog.Model;

/// Which models the list shows: every word typed, and of each group of boxes any that is ticked (none ticked: all).
/// No toolkit.
record ModelFilter(String words, Set<String> formats, Set<String> contracts, Set<Worst> findings) {
    static final ModelFilter ALL = new ModelFilter("", Set.of(), Set.of(), Set.of());

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

    /// A model with everything that a search looks at, put together once.
    record Row(Model model, String searched, String signature, Worst worst) {
        static Row of(Model model) {
            String all = String.join(" ", model.name(), String.valueOf(model.version()), model.format(), String.valueOf(
                    model.framework()), model.relativePath(), model.sha256(), String.join(" ", model.contains()),
                    String.join(" ", model.contracts()));
            return new Row(model, all.toLowerCase(Locale.ROOT), Signatures.line(model.signature()), Worst.of(model));
        }
    }

    List<Row> of(List<Row> rows) {
        List<String> typed = List.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+"));
        return rows.stream().filter(row -> takes(row, typed)).toList();
    }

    private boolean takes(Row row, List<String> typed) {
        return (formats.isEmpty() || formats.contains(row.model.format()))
                && (contracts.isEmpty() || row.model.contracts().stream().anyMatch(contracts::contains))
                && (findings.isEmpty() || findings.contains(row.worst))
                && typed.stream().allMatch(row.searched::contains);
    }

    ModelFilter withWords(String next) {
        return new ModelFilter(next, formats, contracts, findings);
    }

    /// How many of `rows` each value of a group has.
    static <T> java.util.SequencedMap<T, Long> count(List<Row> rows, Function<Row, ? extends Iterable<T>> values) {
        var counts = new java.util.TreeMap<T, Long>();
        for (Row row : rows)
            for (T value : values.apply(row))
                counts.merge(value, 1L, Long::sum);
        return counts;
    }
}
