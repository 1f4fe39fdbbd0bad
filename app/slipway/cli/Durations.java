package slipway.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
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
        var amount = new BigDecimal(match.group(1));
        String unit = match.group(2) == null ? "s" : match.group(2);
        long nanos = switch (unit) {
            case "ms" -> 1_000_000;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 1_000_000_000;
        };
        return Duration.ofNanos(amount.multiply(BigDecimal.valueOf(nanos)).setScale(0, RoundingMode.HALF_UP)
                .min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }
}
