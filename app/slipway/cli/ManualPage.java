package slipway.cli;

import java.util.List;
import java.util.stream.Collectors;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import slipway.base.Text;

/// The manual page `slipway(1)` in roff’s `man` macros, made from the commands themselves. Stateless.
final class ManualPage {
    private static final int LAST_ASCII = 126;

    private final StringBuilder out = new StringBuilder();

    private ManualPage() {}

    /// The whole page; ASCII, so that every `man` shows it. The sections have the names that `man` has for them.
    static String of(CommandSpec root) {
        var page = new ManualPage();
        page.write(root);
        return page.out.toString();
    }

    private void write(CommandSpec root) {
        macro("TH SLIPWAY 1 \"\" \"Slipway " + CommandLineApp.VERSION + "\" \"User Commands\"");
        macro("SH NAME");
        line("slipway \\- " + escaped(Text.of("cli.manual.name")));
        macro("SH SYNOPSIS");
        line("\\fBslipway\\fR [\\fIOPTION\\fR...] [\\fICOMMAND\\fR]");
        macro("SH DESCRIPTION");
        line(escaped(CommandWords.about(root)));
        CommandWords.parameters(root).forEach(this::parameter);
        macro("SH OPTIONS");
        CommandWords.options(root).forEach(this::option);
        macro("SH COMMANDS");
        CommandWords.all(root).stream().skip(1).forEach(this::command);
        macro("SH EXIT STATUS");
        tagged("0", Text.of("cli.manual.exit.good"));
        tagged("1", Text.of("cli.manual.exit.bad"));
        tagged("2", Text.of("cli.manual.exit.usage"));
        macro("SH ENVIRONMENT");
        tagged("SLIPWAY_LANG", Text.of("cli.manual.language"));
        tagged("DOCKER_HOST, DOCKER_CONTEXT", Text.of("cli.manual.docker"));
        macro("SH FILES");
        tagged("slipway.yml", Text.of("cli.manual.file.workspace"));
        tagged("endpoints/ENDPOINT/endpoint.yml", Text.of("cli.manual.file.endpoint"));
        tagged("endpoints/ENDPOINT/DEPLOYMENT.yml", Text.of("cli.manual.file.deployment"));
        tagged(".slipway/", Text.of("cli.manual.file.state"));
    }

    private void command(CommandSpec command) {
        List<OptionSpec> options = CommandWords.options(command);
        List<PositionalParamSpec> parameters = CommandWords.parameters(command);
        macro("SS \"" + escaped(CommandWords.synopsis(command)) + "\"");
        line(escaped(CommandWords.about(command)));
        parameters.forEach(this::parameter);
        options.forEach(this::option);
    }

    private void option(OptionSpec option) {
        tagged(CommandWords.form(option), CommandWords.about(option));
    }

    private void parameter(PositionalParamSpec parameter) {
        tagged(parameter.paramLabel(), CommandWords.about(parameter));
    }

    private void tagged(String term, String meaning) {
        macro("TP");
        line("\\fB" + escaped(term) + "\\fR");
        line(escaped(meaning));
    }

    private void macro(String words) {
        out.append('.').append(words).append('\n');
    }

    /// A line of text: one that began with a dot or an apostrophe would be taken for a macro.
    private void line(String roff) {
        if (roff.isEmpty()) return;
        if (roff.startsWith(".") || roff.startsWith("'")) out.append("\\&");
        out.append(roff).append('\n');
    }

    private static String escaped(String text) {
        return text.codePoints().mapToObj(ManualPage::escaped).collect(Collectors.joining());
    }

    private static String escaped(int character) {
        return switch (character) {
            case '\\' -> "\\e";
            case '-' -> "\\-";
            case '"' -> "\\(dq";
            case '\n' -> " ";
            case '…' -> "...";
            default -> character > LAST_ASCII
                    ? String.format("\\[u%04X]", character)
                    : Character.toString(character);
        };
    }
}
