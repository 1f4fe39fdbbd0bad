package slipway.ui.checks;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import slipway.base.Quoted;
import slipway.check.ChecksView.Row;

/// The command-line twins of what this page does. Stateless.
final class CheckCommands {
    static final String ALL = "slipway check all";

    private CheckCommands() {}

    static String check(Row row, List<String> contracts) {
        return row.target().command(contracts.isEmpty() ? List.of("all") : contracts);
    }

    static String verify(Path file) {
        return "slipway check --verify " + Quoted.shell(file.toString());
    }

    /// A command with each of its options on a line of its own, as a shell takes it.
    static String lines(List<String> words) {
        return words.stream().map(word -> (word.startsWith("--") ? "\\\n  " : "") + Quoted.shell(word))
                .collect(Collectors.joining(" "));
    }
}
