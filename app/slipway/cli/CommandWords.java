package slipway.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import slipway.spec.ScaleWords;

/// What the commands say of themselves, as the manual, the completion and the reference need it: read from picocli’s
/// model, in the language that is spoken now. Stateless.
final class CommandWords {
    private CommandWords() {}

    /// `root` and everything below it, each before what is below it.
    static List<CommandSpec> all(CommandSpec root) {
        var all = new ArrayList<CommandSpec>();
        all.add(root);
        below(root).forEach(each -> all.addAll(all(each)));
        return all;
    }

    /// The commands right below it.
    static List<CommandSpec> below(CommandSpec command) {
        return command.subcommands().values().stream().distinct().map(CommandLine::getCommandSpec)
                .filter(each -> !each.usageMessage().hidden()).toList();
    }

    /// What it does.
    static String about(CommandSpec command) {
        return String.join(" ", command.usageMessage().description());
    }

    static String about(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    /// `slipway endpoint update`
    static String name(CommandSpec command) {
        return command.qualifiedName();
    }

    /// Its own options: those that every command has stand at the root alone.
    static List<OptionSpec> options(CommandSpec command) {
        boolean root = command.parent() == null;
        return command.options().stream()
                .filter(each -> !each.hidden() && (root || (!each.inherited() && !common(each)))).toList();
    }

    static List<PositionalParamSpec> parameters(CommandSpec command) {
        return command.positionalParameters().stream().filter(each -> !each.hidden()).toList();
    }

    /// `slipway export [OPTION…] --to PLATFORM ENDPOINT`
    static String synopsis(CommandSpec command) {
        List<OptionSpec> options = options(command);
        Stream<String> free = options.stream().anyMatch(each -> !each.required())
                ? Stream.of("[OPTION…]")
                : Stream.empty();
        Stream<String> needed = options.stream().filter(OptionSpec::required).map(CommandWords::form);
        Stream<String> parameters = parameters(command).stream().map(CommandWords::form);
        Stream<String> below = command.subcommands().isEmpty() ? Stream.empty() : Stream.of("[COMMAND]");
        return Stream.of(Stream.of(name(command)), free, needed, parameters, below).flatMap(each -> each)
                .reduce((one, next) -> one + " " + next).orElse("");
    }

    /// `--to PLATFORM`, `--[no-]stay`
    static String form(OptionSpec option) {
        List<String> names = option.negatable()
                ? Stream.of(option.names()).map(each -> each.replaceFirst("^--", "--[no-]")).toList()
                : List.of(option.names());
        String joined = String.join(", ", names);
        return option.arity().max() == 0 ? joined : joined + " " + option.paramLabel();
    }

    static String form(PositionalParamSpec parameter) {
        String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "…" : "");
        return parameter.required() ? label : "[" + label + "]";
    }

    /// What an option is where it is not given, as it would be written; empty where nothing is, or where that depends.
    static String usual(OptionSpec option) {
        Object value = option.initialValue();
        if (value == null || option.negatable() || value instanceof Boolean) return "";
        if (value instanceof Duration time) return ScaleWords.time(time);
        if (value instanceof Collection<?> many)
            return many.stream().map(String::valueOf).collect(Collectors.joining(","));
        String text = value instanceof Path path ? path.toString().replace('\\', '/') : String.valueOf(value);
        return value instanceof Enum<?> ? text.toLowerCase(Locale.ROOT).replace('_', '-') : text;
    }

    /// The words that it takes, as they may be typed; empty where it takes others too.
    static List<String> choices(ArgSpec argument) {
        Class<?> type = argument.auxiliaryTypes()[0];
        if (!type.isEnum()) return List.of();
        return Stream.of(type.getEnumConstants()).map(each -> each.toString().toLowerCase(Locale.ROOT)).toList();
    }

    private static boolean common(OptionSpec option) {
        return option.usageHelp() || option.versionHelp();
    }
}
