package slipway.load;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// The due times of one shape in their order, in nanoseconds after the start; one thread.
abstract class Arrivals {
    /// What [#next] says when there is none left.
    static final long END = -1;

    /// The next due time, or [#END].
    abstract long next();

    /// Those of `shape`, at most `most`; a closed loop has none.
    static Arrivals of(Shape shape, long most) {
        Arrivals all = switch (shape) {
            case Shape.Constant c -> new Curve(List.of(stretch(c.duration(), c.rate(), c.rate())).iterator());
            case Shape.Ramp r -> new Curve(List.of(stretch(r.duration(), r.from(), r.to())).iterator());
            case Shape.Steps s -> new Curve(s.rates().stream()
                    .map(rate -> stretch(s.duration().dividedBy(s.rates().size()), rate, rate)).iterator());
            case Shape.Burst b -> new Curve(waves(b));
            case Shape.Poisson p -> new Chance(p);
            case Shape.Closed c -> new Listed(List.of());
            case Shape.Times t -> new Listed(t.nanos());
        };
        return most == Long.MAX_VALUE ? all : new First(all, most);
    }

    /// How many there will be: exact for all but Poisson arrivals, where it is the mean; -1 for a closed loop that
    /// only time ends.
    static long planned(Shape shape, long most) {
        double count = switch (shape) {
            case Shape.Constant c -> c.rate() * seconds(c.duration());
            case Shape.Ramp r -> (r.from() + r.to()) / 2 * seconds(r.duration());
            case Shape.Steps s -> s.rates().stream().mapToDouble(r -> r).average().orElse(0) * seconds(s.duration());
            case Shape.Burst b -> area(waves(b));
            case Shape.Poisson p -> p.rate() * seconds(p.duration());
            case Shape.Closed c -> most == Long.MAX_VALUE ? -1 : most;
            case Shape.Times t -> t.nanos().size();
        };
        return count < 0 ? -1 : Math.min(most, Math.max(1, Math.round(count)));
    }

    /// A stretch of time over which the rate goes evenly from one to the other.
    private record Stretch(double seconds, double from, double to) {
        double area() {
            return (from + to) / 2 * seconds;
        }

        /// When the `n`-th request within it is due, in seconds after its begin.
        double at(double n) {
            if (n <= 0) return 0;
            double slope = (to - from) / seconds;
            return Math.min(seconds, 2 * n / (from + Math.sqrt(Math.max(0, from * from + 2 * slope * n))));
        }
    }

    private static Stretch stretch(Duration length, double from, double to) {
        return new Stretch(seconds(length), from, to);
    }

    private static Iterator<Stretch> waves(Shape.Burst burst) {
        double all = seconds(burst.duration());
        double high = seconds(burst.length());
        double low = seconds(burst.every()) - high;
        return Stream.iterate(0.0, begin -> begin < all, begin -> begin + low + high)
                .flatMap(begin -> Stream.of(new Stretch(Math.min(low, all - begin), burst.base(), burst.base()),
                        new Stretch(Math.min(high, all - begin - low), burst.peak(), burst.peak())))
                .filter(each -> each.seconds > 0).iterator();
    }

    private static double area(Iterator<Stretch> stretches) {
        double sum = 0;
        while (stretches.hasNext())
            sum += stretches.next().area();
        return sum;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /// Request n is due when the area under the rate has reached n; half a request left over at the end counts as one.
    private static final class Curve extends Arrivals {
        private final Iterator<Stretch> stretches;
        private Stretch stretch = new Stretch(0, 0, 0);
        private double begun;
        private double before;
        private long number;

        Curve(Iterator<Stretch> stretches) {
            this.stretches = stretches;
        }

        @Override
        long next() {
            while (number - before >= stretch.area() && stretches.hasNext()) {
                before += stretch.area();
                begun += stretch.seconds;
                stretch = stretches.next();
            }
            // rounded to a millionth of a request: 0.1 * 30 is not quite 3
            double left = Math.round((before + stretch.area()) * 1e6) / 1e6;
            if (number > 0 && number >= Math.round(left)) return END;
            return Math.round((begun + stretch.at(number++ - before)) * 1e9);
        }
    }

    private static final class Chance extends Arrivals {
        private final SplittableRandom random;
        private final double mean;
        private final long end;
        private double at;

        Chance(Shape.Poisson shape) {
            this.random = new SplittableRandom(shape.seed());
            this.mean = 1e9 / shape.rate();
            this.end = shape.duration().toNanos();
        }

        @Override
        long next() {
            at -= Math.log(1 - random.nextDouble()) * mean;
            return at < end ? (long) at : END;
        }
    }

    private static final class Listed extends Arrivals {
        private final Iterator<Long> times;

        Listed(List<Long> times) {
            this.times = times.iterator();
        }

        @Override
        long next() {
            return times.hasNext() ? times.next() : END;
        }
    }

    private static final class First extends Arrivals {
        private final Arrivals all;
        private long left;

        First(Arrivals all, long most) {
            this.all = all;
            this.left = most;
        }

        @Override
        long next() {
            return left-- > 0 ? all.next() : END;
        }
    }
}
