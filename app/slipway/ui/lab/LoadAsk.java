package slipway.ui.lab;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import slipway.load.Shape;

/// What a person asks of a load, as the form has it. Rates are requests a second, times seconds. Immutable.
///
/// @param rate of the constant and the Poisson load; where a ramp and a burst begin
/// @param peak where a ramp ends; the height of a burst
record LoadAsk(Kind kind, double rate, double peak, List<Double> steps, double every, double length, double seconds,
        int connections) {

    /// The shapes that the form offers.
    enum Kind {
        CONSTANT, RAMP, STEPS, BURST, POISSON, CLOSED;

        boolean rate() {
            return switch (this) {
                case CONSTANT, RAMP, BURST, POISSON -> true;
                case STEPS, CLOSED -> false;
            };
        }

        boolean peak() {
            return this == RAMP || this == BURST;
        }
    }

    LoadAsk {
        steps = List.copyOf(steps);
    }

    /// Values that cannot be are a [slipway.base.StudioException].
    Shape shape() {
        Duration duration = time(seconds);
        return switch (kind) {
            case CONSTANT -> new Shape.Constant(rate, duration);
            case RAMP -> new Shape.Ramp(rate, peak, duration);
            case STEPS -> new Shape.Steps(steps, duration);
            case BURST -> new Shape.Burst(rate, peak, time(every), time(length), duration);
            case POISSON -> new Shape.Poisson(rate, duration, 1);
            case CLOSED -> new Shape.Closed(connections, duration);
        };
    }

    /// The same on the command line; `data` names the file with the request.
    String command(String endpoint, String data) {
        String how = switch (kind) {
            case CONSTANT -> " --rate " + text(rate);
            case RAMP -> " --shape ramp:" + text(rate) + "-" + text(peak);
            case STEPS -> " --shape steps:" + steps.stream().map(LoadAsk::text).collect(Collectors.joining(","));
            case BURST ->
                " --shape burst:" + text(rate) + "," + text(peak) + "," + text(every) + "," + text(length);
            case POISSON -> " --shape poisson --rate " + text(rate);
            case CLOSED -> "";
        };
        return "slipway load " + endpoint + how + " --duration " + text(seconds) + "s --connections " + connections
                + data;
    }

    private static Duration time(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static String text(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
