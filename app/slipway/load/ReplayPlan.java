package slipway.load;

import java.net.URI;
import java.util.List;
import java.util.Map;

import slipway.base.StudioException;

/// Where and how fast to replay. Values that cannot be are a [StudioException].
///
/// @param aims one, or two that get the same requests at the same times
/// @param answerBytes so much of each answer’s body is kept for the [Replayer.Listener], from 0
public record ReplayPlan(List<Aim> aims, Pace pace, LoadPlan.Limits limits, int answerBytes, Trust trust) {
    /// One that trusts whom this Java trusts.
    public ReplayPlan(List<Aim> aims, Pace pace, LoadPlan.Limits limits, int answerBytes) {
        this(aims, pace, limits, answerBytes, Trust.AUTHORITIES);
    }

    public ReplayPlan {
        aims = List.copyOf(aims);
        if (aims.isEmpty() || aims.size() > 2) throw StudioException.of("load.replay-aims", aims.size());
        if (answerBytes < 0) throw new IllegalArgumentException("answerBytes");
    }

    /// A server: scheme, host and port of `url` count, path and query are each request’s own. `headers` take the place
    /// of recorded ones of the same name.
    public record Aim(URI url, Map<String, String> headers) {
        public Aim {
            Destination.check(url);
            headers = Map.copyOf(headers);
            headers.forEach(LoadRequest::checkHeader);
        }
    }

    /// How the recorded times become due times; the first request is due at once.
    public sealed interface Pace {
        /// As recorded.
        record Original() implements Pace {}

        /// `speed` times as fast: 2 halves every gap; 0.001 to 1,000.
        record Scaled(double speed) implements Pace {
            public Scaled {
                if (!(speed >= 0.001) || speed > 1_000) throw StudioException.of("load.replay-speed", speed);
            }
        }

        /// One after the other at this rate a second, whatever was recorded.
        record Rate(double rate) implements Pace {
            public Rate {
                if (!(rate > 0) || rate > Shape.MOST) throw StudioException.of("load.rate", rate);
            }
        }
    }

    /// When the `number`-th item is due in nanoseconds after the start; `recorded` counts from the first item.
    long due(long number, long recorded) {
        return switch (pace) {
            case Pace.Original original -> recorded;
            case Pace.Scaled scaled -> Math.round(recorded / scaled.speed());
            case Pace.Rate rate -> Math.round(number / rate.rate() * 1e9);
        };
    }
}
