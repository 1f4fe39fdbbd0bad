package slipway.ui.lab;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import slipway.base.Twin;
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

    /// The same on the command line; blocks shortly where `data` is long.
    String command(LabEndpoint to, LoadData data) {
        Twin twin = Twin.of("load").add(to.name());
        switch (kind) {
            case CONSTANT -> twin.add("--rate", text(rate));
            case RAMP -> twin.add("--shape", "ramp:" + text(rate) + "-" + text(peak));
            case STEPS ->
                twin.add("--shape", "steps:" + steps.stream().map(Twin::number).collect(Collectors.joining(",")));
            case BURST -> twin.add("--shape",
                    "burst:" + text(rate) + "," + text(peak) + "," + text(every) + "," + text(length));
            case POISSON -> twin.add("--shape", "poisson").add("--rate", text(rate));
            case CLOSED -> {
            }
        }
        twin.add("--duration", text(seconds) + "s").add("--connections", connections);
        data.into(twin, to.root());
        return Twin.in(to.root(), twin.toString());
    }

    private static Duration time(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static String text(double value) {
        return Twin.number(value);
    }
}
