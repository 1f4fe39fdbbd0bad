package slipway.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.spec.Guess;

/// What is said where a command line cannot be read: picocli’s refusals by what they carry, not by their English, as our
/// problems in the language that is spoken now. Owned by the command line; the thread that reads the arguments.
final class WrongUsage implements IParameterExceptionHandler {
    private static final String END_OF_OPTIONS = "--";

    private final Console console;

    WrongUsage(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException refusal, String[] args) {
        CommandSpec command = refusal.getCommandLine().getCommandSpec();
        if (!ours(refusal)) {
            console.problem(problem(refusal, List.of(args)));
        } else if (command.subcommands().isEmpty()) {
            console.message(String.valueOf(refusal.getMessage()));
            console.message("  " + Text.of("cli.usage", CommandWords.name(command)));
        } else {
            // which commands there are is what is missing
            console.message(String.valueOf(refusal.getMessage()));
            refusal.getCommandLine().usage(refusal.getCommandLine().getErr());
        }
        return command.exitCodeOnInvalidInput();
    }

    /// Whether a command of ours said it, in its own text: picocli names what it could not read, or has a cause.
    private static boolean ours(ParameterException refusal) {
        return refusal.getClass() == ParameterException.class && refusal.getArgSpec() == null
                && refusal.getValue() == null && refusal.getCause() == null;
    }

    /// What `refusal` says of `args`, which are all words of the command line.
    static Problem problem(ParameterException refusal, List<String> args) {
        if (refusal.getCause() instanceof StudioException failure) return failure.problem();
        Problem known = switch (refusal) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched);
            case MissingParameterException missing -> missing(missing, args);
            case OverwrittenOptionException twice -> Problem.of("cli.option-twice", subject(twice.getOverwritten()));
            default -> refusal.getArgSpec() == null ? null : WrongValue.problem(refusal);
        };
        if (known != null) return known;
        return Problem.of("cli.usage-unread", String.valueOf(refusal.getMessage()), name(refusal));
    }

    /// How an option or a parameter is called where one speaks of it: `--rate`, `FILE`.
    static String subject(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /// An option with as many values as it needs: `--compare RUN RUN`.
    static String valued(OptionSpec option) {
        return option.longestName() + (" " + option.paramLabel()).repeat(Math.max(1, option.arity().min()));
    }

    private static @Nullable Problem unmatched(UnmatchedArgumentException refusal) {
        CommandLine line = refusal.getCommandLine();
        String misspelt = line.getCommand() instanceof CommandLineApp app ? app.misspelt() : null;
        if (misspelt != null) return unknown(new UnmatchedArgumentException(line, List.of(misspelt)), misspelt);
        List<String> words = refusal.getUnmatched();
        if (words.isEmpty()) return null;
        if (refusal.isUnknownOption()) return option(refusal, words);
        CommandSpec command = line.getCommandSpec();
        if (!command.subcommands().isEmpty() && CommandWords.parameters(command).isEmpty())
            return unknown(refusal, words.getFirst());
        return Problem.of("cli.word-unexpected", String.join(" ", words), CommandWords.synopsis(command));
    }

    private static Problem option(UnmatchedArgumentException refusal, List<String> words) {
        // what is attached to an option that nobody knows may be a secret
        List<String> options = words.stream().filter(each -> each.startsWith("-"))
                .map(each -> each.replaceFirst("(?s)=.*", "")).distinct().toList();
        String all = String.join(", ", options);
        List<String> known = refusal.getCommandLine().getCommandSpec().options().stream().filter(each -> !each.hidden())
                .flatMap(each -> Stream.of(each.names())).toList();
        String near = String.join(", ", near(refusal, options.getFirst(), known));
        return near.isEmpty()
                ? Problem.of("cli.option-unknown", all, options.size(), name(refusal))
                : Problem.of("cli.option-misspelt", all, options.size(), name(refusal), near);
    }

    private static Problem unknown(UnmatchedArgumentException refusal, String word) {
        CommandSpec command = refusal.getCommandLine().getCommandSpec();
        String name = CommandWords.name(command);
        List<String> known = CommandWords.below(command).stream().map(CommandSpec::name).toList();
        String all = String.join(", ", known);
        String near = near(refusal, word, known).stream().map(each -> name + " " + each)
                .collect(Collectors.joining(", "));
        return near.isEmpty()
                ? Problem.of("cli.command-unknown", word, name, all)
                : Problem.of("cli.command-misspelt", word, name, all, near);
    }

    /// The one that differs by a letter or two, else what picocli finds alike.
    private static List<String> near(UnmatchedArgumentException refusal, String word, List<String> known) {
        String nearest = Guess.nearest(word, known);
        return nearest == null ? refusal.getSuggestions() : List.of(nearest);
    }

    private static Problem missing(MissingParameterException refusal, List<String> args) {
        CommandSpec command = refusal.getCommandLine().getCommandSpec();
        ArgSpec first = refusal.getMissing().getFirst();
        // picocli says alike that an option is missing and that its value is
        if (first instanceof OptionSpec option && given(option, args))
            return Problem.of("cli.value-missing", option.longestName(), valued(option));
        List<? extends ArgSpec> all = first instanceof PositionalParamSpec parameter && refusal.getMissing().size() == 1
                ? from(parameter, command)
                : refusal.getMissing();
        String forms = all.stream().map(each -> each instanceof OptionSpec option
                ? CommandWords.form(option)
                : CommandWords.form((PositionalParamSpec) each)).collect(Collectors.joining(", "));
        return Problem.of("cli.argument-missing", forms, CommandWords.name(command), CommandWords.synopsis(command));
    }

    /// picocli names the first parameter that is missing only: it and those behind it that must be there.
    private static List<PositionalParamSpec> from(PositionalParamSpec first, CommandSpec command) {
        List<PositionalParamSpec> all = CommandWords.parameters(command);
        return all.subList(Math.max(0, all.indexOf(first)), all.size()).stream().filter(ArgSpec::required).toList();
    }

    private static boolean given(OptionSpec option, List<String> args) {
        return args.stream().takeWhile(each -> !each.equals(END_OF_OPTIONS))
                .anyMatch(each -> List.of(option.names()).contains(each.replaceFirst("(?s)=.*", "")));
    }

    private static String name(ParameterException refusal) {
        return CommandWords.name(refusal.getCommandLine().getCommandSpec());
    }
}
