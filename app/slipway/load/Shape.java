package slipway.load;

import java.time.Duration;
import java.util.List;

import slipway.base.StudioException;

/// When the requests of a plan are due. All but [Closed] are open loops: a request is due whether or not the server
/// keeps up. Rates are requests a second, above 0 (in parts of a shape: from 0) and at most [#MOST]; values out of
/// their range are a [StudioException].
public sealed interface Shape {
    /// The highest rate, in requests a second.
    double MOST = 100_000;

    /// From the first request’s due time on; of [Times] until the last.
    Duration duration();

    /// Request n is due n / `rate` seconds after the start.
    record Constant(double rate, Duration duration) implements Shape {
        public Constant {
            positive(rate);
            lasting(duration);
        }
    }

    /// The rate goes evenly from one to the other.
    record Ramp(double from, double to, Duration duration) implements Shape {
        public Ramp {
            rate(from);
            rate(to);
            positive(Math.max(from, to));
            lasting(duration);
        }
    }

    /// Rates one after the other, each for an equal part of the duration.
    record Steps(List<Double> rates, Duration duration) implements Shape {
        public Steps {
            rates = List.copyOf(rates);
            if (rates.isEmpty()) throw StudioException.of("load.steps");
            rates.forEach(Shape::rate);
            positive(rates.stream().mapToDouble(r -> r).max().orElseThrow());
            lasting(duration);
        }
    }

    /// `base`, and at the end of each `every` a time of `length` at `peak`.
    record Burst(double base, double peak, Duration every, Duration length, Duration duration) implements Shape {
        public Burst {
            rate(base);
            positive(peak);
            lasting(duration);
            lasting(length);
            if (every.compareTo(length) <= 0)
                throw StudioException.of("load.burst", every.toMillis(), length.toMillis());
        }
    }

    /// Arrivals that know nothing of each other, `rate` a second on average; the same seed gives the same times.
    record Poisson(double rate, Duration duration, long seed) implements Shape {
        public Poisson {
            positive(rate);
            lasting(duration);
        }
    }

    /// Each of `connections` sends its next request when it has its answer: as much as the server takes.
    record Closed(int connections, Duration duration) implements Shape {
        public Closed {
            if (connections < 1 || connections > 10_000) throw StudioException.of("load.connections", connections);
            lasting(duration);
        }
    }

    /// Due at these times after the start, in nanoseconds, ascending.
    record Times(List<Long> nanos) implements Shape {
        public Times {
            nanos = List.copyOf(nanos);
            if (nanos.isEmpty()) throw StudioException.of("load.times-empty");
            long before = 0;
            for (long each : nanos) {
                if (each < before) throw StudioException.of("load.times-order", each);
                before = each;
            }
        }

        @Override
        public Duration duration() {
            return Duration.ofNanos(nanos.getLast());
        }
    }

    private static void rate(double rate) {
        if (!(rate >= 0) || rate > MOST) throw StudioException.of("load.rate", rate);
    }

    private static void positive(double rate) {
        rate(rate);
        if (rate == 0) throw StudioException.of("load.rate", rate);
    }

    private static void lasting(Duration duration) {
        if (duration.isZero() || duration.isNegative()) throw StudioException.of("load.duration");
    }
}
