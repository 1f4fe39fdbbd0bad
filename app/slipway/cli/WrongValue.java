package slipway.cli;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

import slipway.base.Problem;

/// What is said of a value that an option or a parameter cannot take, by the type that it has. Stateless.
final class WrongValue {
    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class);
    private static final Set<Class<?>> SWITCHES = Set.of(boolean.class, Boolean.class);

    private WrongValue() {}

    /// Null where nothing more is known than what picocli says.
    static @Nullable Problem problem(ParameterException refusal) {
        ArgSpec argument = refusal.getArgSpec();
        Class<?> type = argument.auxiliaryTypes()[0];
        String value = String.valueOf(refusal.getValue());
        String name = WrongUsage.subject(argument);
        Throwable cause = refusal.getCause();
        // the readers of our own say themselves what they take
        if (argument.converters().length > 0 && cause instanceof TypeConversionException own)
            return Problem.of("cli.value-form", value, name, String.valueOf(own.getMessage()),
                    CommandWords.name(refusal.getCommandLine().getCommandSpec()));
        if (argument.typeInfo().isMap() && argument instanceof OptionSpec option)
            return Problem.of("cli.value-pair", value, name, WrongUsage.valued(option));
        if (type.isEnum())
            return Problem.of("cli.value-choice", value, name, String.join(", ", CommandWords.choices(argument)));
        if (SWITCHES.contains(type)) return Problem.of("cli.value-switch", name);
        if (NUMBERS.contains(type)) return Problem.of("cli.value-number", value, name);
        if (WHOLE.contains(type)) return whole(value, name, type == int.class || type == Integer.class);
        if (cause instanceof PatternSyntaxException syntax)
            return Problem.of("cli.value-pattern", value, name, place(syntax, value.length()));
        return type == Path.class ? Problem.of("cli.value-path", value, name) : null;
    }

    /// The first character is 1; what an expression lacks at its end is said of the last.
    private static int place(PatternSyntaxException syntax, int length) {
        return Math.clamp(syntax.getIndex() + 1, 1, Math.max(1, length));
    }

    private static Problem whole(String value, String name, boolean small) {
        if (!value.matches("[+-]?\\d+")) return Problem.of("cli.value-whole", value, name);
        return Problem.of("cli.value-range", value, name, small ? Integer.MIN_VALUE : Long.MIN_VALUE,
                small ? Integer.MAX_VALUE : Long.MAX_VALUE);
    }
}
