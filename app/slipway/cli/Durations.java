package slipway.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import slipway.base.Text;

/// `500ms`, `30s`, `5m`, `2h`; a bare number is seconds.
public final class Durations implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)?");

    @Override
    public Duration convert(String text) {
        Matcher match = FORM.matcher(text.strip());
        if (!match.matches()) throw new TypeConversionException(Text.of("cli.duration-form", text));
        double amount = Double.parseDouble(match.group(1));
        String unit = match.group(2) == null ? "s" : match.group(2);
        double millis = switch (unit) {
            case "ms" -> amount;
            case "m" -> amount * 60_000;
            case "h" -> amount * 3_600_000;
            default -> amount * 1000;
        };
        return Duration.ofMillis(Math.round(millis));
    }
}
