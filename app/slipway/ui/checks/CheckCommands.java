package slipway.ui.checks;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import slipway.check.ChecksView.Row;

/// The command-line twins of what this page does. Stateless.
final class CheckCommands {
    static final String ALL = "slipway check all";

    private CheckCommands() {}

    static String check(Row row, List<String> contracts) {
        String which = contracts.isEmpty() ? "all" : String.join(",", contracts);
        return "slipway check " + quoted(row.target().name()) + " --contract " + which;
    }

    static String verify(Path file) {
        return "slipway check --verify " + quoted(file.toString());
    }

    /// A command with each of its options on a line of its own, as a shell takes it.
    static String lines(List<String> words) {
        return words.stream().map(word -> (word.startsWith("--") ? "\\\n  " : "") + quoted(word))
                .collect(Collectors.joining(" "));
    }

    /// For a POSIX shell.
    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
