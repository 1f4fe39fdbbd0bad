package slipway.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What fish runs to complete our command line: commands and options with what they do, words to choose from, files and
/// folders, and the names of the workspace’s endpoints and deployments. No studio is started for it. Stateless.
final class FishScript {
    /// `@COMMANDS` are all commands, `@VALUED` the options whose value may stand before a command.
    private static final String ASKING = """
            # Completions of slipway for fish, made by slipway completion.

            # The command that the words before the cursor name, such as: endpoint update
            function __fish_slipway_command
                set -l commands @COMMANDS
                set -l words (commandline -opc)
                set -l command
                set -l value no
                set -e words[1]
                for word in $words
                    if test $value = yes
                        set value no
                    else if contains -- $word @VALUED
                        set value yes
                    else if contains -- "$command $word" $commands
                        set command "$command $word"
                    else if not string match -q -- '-*' $word
                        break
                    end
                end
                string trim -- $command
            end

            function __fish_slipway_using
                set -l command (__fish_slipway_command)
                test "$command" = "$argv"
            end

            # Right behind the command, where its first parameter stands.
            function __fish_slipway_behind
                set -l words (commandline -opc)
                test "$words[-1]" = "$argv[-1]"; and __fish_slipway_using $argv
            end

            # The names of endpoints and deployments, from the files of the workspace.
            function __fish_slipway_files
                set -l root .
                set -l words (commandline -opc)
                set -l at (contains -i -- --workspace $words)
                and set root (string replace -r '^~' "$HOME" -- $words[(math $at + 1)])
                for file in $root/endpoints/*/*.yml $root/endpoints/*/*.yaml
                    string replace -rf '^.*/endpoints/([A-Za-z0-9._-]+/[A-Za-z0-9._-]+)\\.ya?ml$' '$1' -- $file
                end
            end

            function __fish_slipway_endpoints
                __fish_slipway_files | string replace -rf '^(.*)/endpoint$' '$1'
            end

            function __fish_slipway_deployments
                __fish_slipway_files | string match -v -- '*/endpoint'
            end

            complete -c slipway -f
            """;

    private static final String FILES = " -F";

    private FishScript() {}

    /// To be sourced, or as a file in a folder of fish’s completions.
    static String of(CommandSpec root) {
        List<CommandSpec> all = CommandWords.all(root);
        String commands = all.stream().skip(1).map(each -> quoted(" " + words(each))).collect(Collectors.joining(" "));
        String valued = all.stream().filter(each -> !CommandWords.below(each).isEmpty())
                .flatMap(each -> CommandWords.options(each).stream()).filter(each -> each.arity().max() > 0)
                .flatMap(each -> Stream.of(each.names())).distinct().collect(Collectors.joining(" "));
        return ASKING.replace("@COMMANDS", commands).replace("@VALUED", valued)
                + all.stream().flatMap(FishScript::lines).map(each -> each + "\n").collect(Collectors.joining());
    }

    private static Stream<String> lines(CommandSpec command) {
        // what the root takes, every command does
        String options = command.parent() == null ? "complete -c slipway" : when("using", command);
        return Stream.of(
                CommandWords.below(command).stream().map(each -> when("using", command) + " -a " + each.name()
                        + about(CommandWords.about(each))),
                CommandWords.parameters(command).stream().flatMap(each -> parameter(command, each)),
                CommandWords.options(command).stream().flatMap(each -> names(each).map(name -> options + name
                        + value(each) + about(CommandWords.about(each)))))
                .flatMap(each -> each);
    }

    private static Stream<String> parameter(CommandSpec command, PositionalParamSpec parameter) {
        boolean first = parameter.equals(CommandWords.parameters(command).getFirst());
        if (first && CompletionScript.endpoint(command))
            return Stream.of(when("behind", command) + " -a '(__fish_slipway_endpoints)'");
        if (first && CompletionScript.deployment(command))
            return Stream.of(when("behind", command) + " -a '(__fish_slipway_deployments)'");
        String offered = offered(parameter);
        return offered.isEmpty() ? Stream.empty() : Stream.of(when("using", command) + offered);
    }

    private static Stream<String> names(OptionSpec option) {
        String all = Stream.of(option.names()).map(each -> each.startsWith("--")
                ? " -l " + each.substring(2)
                : " -s " + each.substring(1)).collect(Collectors.joining());
        return option.negatable() ? Stream.of(all, all.replace(" -l ", " -l no-")) : Stream.of(all);
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) return "";
        String offered = offered(option);
        // only where -F asks for them are files offered as its value
        return (offered.equals(FILES) ? " -r" : " -x") + offered;
    }

    /// Folders, files or words where the type says which.
    private static String offered(ArgSpec argument) {
        List<String> choices = CommandWords.choices(argument);
        if (!choices.isEmpty()) return " -a " + quoted(String.join(" ", choices));
        if (argument.auxiliaryTypes()[0] != Path.class) return "";
        return argument.paramLabel().matches("DIR|FOLDER|ROOT") ? " -a '(__fish_complete_directories)'" : FILES;
    }

    private static String when(String asked, CommandSpec command) {
        return "complete -c slipway -n " + quoted(("__fish_slipway_" + asked + " " + words(command)).strip());
    }

    private static String words(CommandSpec command) {
        return CommandWords.name(command).replaceFirst("^slipway ?", "");
    }

    private static String about(String text) {
        return " -d " + quoted(text);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
