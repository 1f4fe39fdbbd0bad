package slipway.cli;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What a shell runs to complete our command line: picocli’s script for commands and options, and after it the names of
/// the workspace’s endpoints and deployments where a command takes one. No studio is started for it. Stateless.
final class CompletionScript {
    /// `@ENDPOINT` and `@DEPLOYMENT` are the commands that take an endpoint, a deployment: patterns of the words before the cursor.
    private static final String NAMES = """

            # The names of endpoints and deployments, from the files of the workspace.
            function _complete_slipway_names() {
              _complete_slipway
              local word=${COMP_WORDS[COMP_CWORD]} before=" ${COMP_WORDS[*]:1:COMP_CWORD-1}" root=. file names=() i
              if [[ $word == -* ]]; then return 0; fi
              for ((i = 1; i < COMP_CWORD - 1; i++)); do
                if [[ ${COMP_WORDS[i]} == --workspace ]]; then root=${COMP_WORDS[i+1]}; fi
              done
              case "$before" in
                @ENDPOINT)
                  for file in "$root"/endpoints/*/endpoint.y*ml; do
                    if [[ -f $file ]]; then file=${file%/*}; names+=("${file##*/}"); fi
                  done ;;
                @DEPLOYMENT)
                  for file in "$root"/endpoints/*/*.y*ml; do
                    if [[ -f $file && $file != */endpoint.y*ml ]]; then
                      file=${file#"$root"/endpoints/}; names+=("${file%.*}")
                    fi
                  done ;;
                *) return 0 ;;
              esac
              # compared here and not by compgen, which runs what a name has in $( )
              for i in "${names[@]}"; do
                if [[ $i == "$word"* && $i =~ ^[A-Za-z0-9._/-]+$ ]]; then COMPREPLY+=("$i"); fi
              done
            }
            complete -F _complete_slipway_names -o default slipway
            """;

    private CompletionScript() {}

    /// For bash, to be sourced; zsh takes it too, by its own bridge to bash.
    static String bash(CommandSpec root) {
        List<CommandSpec> commands = CommandWords.all(root);
        return AutoComplete.bash("slipway", root.commandLine()) + NAMES
                .replace("@ENDPOINT", patterns(commands, CompletionScript::endpoint))
                .replace("@DEPLOYMENT", patterns(commands, CompletionScript::deployment));
    }

    /// As a file in a folder of zsh’s functions, where it is read at the first completion and has to answer that too.
    static String zsh(CommandSpec root) {
        return "#compdef slipway\n" + bash(root) + "_bash_complete -o default -F _complete_slipway_names\n";
    }

    private static String patterns(List<CommandSpec> commands, Predicate<CommandSpec> fits) {
        return commands.stream().filter(fits)
                .map(each -> "\"" + CommandWords.name(each).replaceFirst("^slipway", "") + "\"")
                // alone, or behind options of all commands
                .map(words -> words + "|\" --\"*" + words)
                .collect(Collectors.joining("|"));
    }

    /// Whether its first parameter is an endpoint of the workspace.
    static boolean endpoint(CommandSpec command) {
        boolean named = CommandWords.name(command).startsWith("slipway endpoint ") && !command.name().equals("create");
        return first(command).matches(named ? "NAME" : "ENDPOINT(\\|URL)?");
    }

    /// Whether its first parameter is a deployment of the workspace.
    static boolean deployment(CommandSpec command) {
        return first(command).matches("(ENDPOINT/)?DEPLOYMENT");
    }

    private static String first(CommandSpec command) {
        return CommandWords.parameters(command).stream().findFirst().map(PositionalParamSpec::paramLabel).orElse("");
    }
}
