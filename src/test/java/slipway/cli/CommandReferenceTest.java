package slipway.cli;

import java.util.List;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import slipway.base.Text;
import slipway.testkit.Committed;

import static org.junit.jupiter.api.Assertions.assertTrue;

/// `docs/guide/reference-commands.md` says what the commands say of themselves.
class CommandReferenceTest {
    private final CommandSpec root = Commands.line().getCommandSpec();

    @Test
    void thePageIsWhatTheCommandsAre() {
        Committed.same("docs/guide/reference-commands.md", page(), CommandReferenceTest.class);
    }

    @Test
    void everyCommandAndArgumentSaysWhatItIs() {
        for (CommandSpec command : CommandWords.all(root)) {
            assertTrue(!CommandWords.about(command).isBlank(), CommandWords.name(command));
            command.args().stream().filter(each -> !each.hidden()).forEach(each -> assertTrue(
                    !CommandWords.about(each).isBlank(), CommandWords.name(command) + " " + each.paramLabel()));
        }
    }

    @Test
    void aSynopsisNamesWhatMustBeThere() {
        assertTrue(CommandWords.all(root).stream().map(CommandWords::synopsis)
                .anyMatch("slipway rehearse health [OPTION…] --trace FILE|STEPS"::equals));
    }

    private String page() {
        var page = new StringBuilder(
                """
                        # Commands

                        Made from the commands themselves; `CommandReferenceTest` makes it anew. `slipway COMMAND --help` shows the
                        same in the terminal, `man slipway` where it was installed, and
                        `source <(slipway completion bash)`, in fish `slipway completion fish | source`, lets Tab complete
                        commands, options and the names of a workspace.

                        Results go to standard output, messages to standard error. With `--json` a result is one JSON document.

                        """);
        page.append("| Exit status | Meaning |\n|---|---|\n");
        page.append("| 0 | ").append(Text.of("cli.manual.exit.good")).append(" |\n");
        page.append("| 1 | ").append(Text.of("cli.manual.exit.bad")).append(" |\n");
        page.append("| 2 | ").append(Text.of("cli.manual.exit.usage")).append(" |\n\n");
        for (CommandSpec command : CommandWords.all(root)) {
            boolean below = command.parent() != null && command.parent().parent() != null;
            page.append(below ? "### " : "## ").append(CommandWords.name(command)).append("\n\n")
                    .append(CommandWords.about(command)).append("\n\n```\n").append(CommandWords.synopsis(command))
                    .append("\n```\n\n");
            table(page, command);
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static void table(StringBuilder page, CommandSpec command) {
        List<PositionalParamSpec> parameters = CommandWords.parameters(command);
        List<OptionSpec> options = CommandWords.options(command);
        if (parameters.isEmpty() && options.isEmpty()) return;
        page.append("| | Meaning | Unless said |\n|---|---|---|\n");
        parameters.forEach(each -> row(page, each.paramLabel(), CommandWords.about(each), ""));
        options.forEach(each -> row(page, CommandWords.form(each), CommandWords.about(each), CommandWords.usual(each)));
        page.append('\n');
    }

    private static void row(StringBuilder page, String form, String about, String usual) {
        page.append("| `").append(cell(form)).append("` | ").append(cell(about)).append(" | ")
                .append(usual.isEmpty() ? "" : "`" + cell(usual) + "`").append(" |\n");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
