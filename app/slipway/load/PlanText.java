package slipway.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Units;

/// PlanText as people write and read them. Stateless.
public final class PlanText {
    private PlanText() {}

    /// The shape that `text` says: `constant`, `poisson`, `ramp:FROM-TO`, `steps:10,20,50`,
    /// `burst:BASE,PEAK,EVERY,LENGTH` (seconds).
    ///
    /// @param rate of the constant and the Poisson one; 0 where none was given
    /// @param seed of the Poisson one
    public static Shape shape(String text, double rate, Duration duration, long seed) {
        String[] parts = text.strip().split(":", 2);
        String values = parts.length < 2 ? "" : parts[1];
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "constant" -> new Shape.Constant(rate, duration);
            case "poisson" -> new Shape.Poisson(rate, duration, seed);
            case "ramp" -> {
                double[] ends = numbers(text, values, "-");
                if (ends.length != 2) throw StudioException.of("load.shape", text);
                yield new Shape.Ramp(ends[0], ends[1], duration);
            }
            case "steps" -> new Shape.Steps(Arrays.stream(numbers(text, values, ",")).boxed().toList(),
                    duration);
            case "burst" -> {
                double[] four = numbers(text, values, ",");
                if (four.length != 4) throw StudioException.of("load.shape", text);
                yield new Shape.Burst(four[0], four[1], seconds(four[2]), seconds(four[3]), duration);
            }
            default -> throw StudioException.of("load.shape", text);
        };
    }

    /// What a plan asks for, in a line.
    public static String words(LoadPlan plan) {
        return switch (plan.shape()) {
            case Shape.Constant c -> Text.of("load.plan.constant", Units.number(c.rate()), length(c));
            case Shape.Ramp r -> Text.of("load.plan.ramp", Units.number(r.from()), Units.number(r.to()), length(r));
            case Shape.Steps s ->
                Text.of("load.plan.steps", s.rates().stream().map(Units::number).collect(Collectors.joining(", ")),
                        length(s));
            case Shape.Burst b -> Text.of("load.plan.burst", Units.number(b.base()), Units.number(b.peak()),
                    Units.nanos(b.length().toNanos()), Units.nanos(b.every().toNanos()), length(b));
            case Shape.Poisson p -> Text.of("load.plan.poisson", Units.number(p.rate()), length(p));
            case Shape.Closed c -> Text.of("load.plan.closed", c.connections(), length(c));
            case Shape.Times t -> Text.of("load.plan.times", t.nanos().size(), length(t));
        };
    }

    private static String length(Shape shape) {
        return Units.nanos(shape.duration().toNanos());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static double[] numbers(String text, String values, String between) {
        try {
            return Stream.of(values.split(between, -1)).mapToDouble(each -> Double.parseDouble(each.strip())).toArray();
        } catch (NumberFormatException e) {
            throw new StudioException(Problem.of("load.shape", text), e);
        }
    }
}
