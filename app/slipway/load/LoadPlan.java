package slipway.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import slipway.base.Bytes;
import slipway.base.StudioException;

/// What to send where and when. Values that cannot be are a [StudioException].
public record LoadPlan(URI url, Shape shape, RequestSet requests, Limits limits, Trust trust) {
    public LoadPlan {
        Destination.check(url);
    }

    /// A plan that trusts whom this Java trusts.
    public LoadPlan(URI url, Shape shape, RequestSet requests, Limits limits) {
        this(url, shape, requests, limits, Trust.AUTHORITIES);
    }

    /// What a run may use.
    ///
    /// @param connections at most so many at once, 1 to 10,000; a closed loop says its own number
    /// @param threads event loops that send, 1 or 2
    /// @param timeout of one request, from the moment it was due
    /// @param most at most so many requests, from 1; [Long#MAX_VALUE] for all
    public record Limits(int connections, int threads, Duration timeout, long most) {
        public static final Limits STANDARD = new Limits(1_000, 1, Duration.ofSeconds(60), Long.MAX_VALUE);

        public Limits {
            if (connections < 1 || connections > 10_000) throw StudioException.of("load.connections", connections);
            if (threads < 1 || threads > 2) throw StudioException.of("load.threads", threads);
            if (timeout.isNegative() || timeout.isZero()) throw StudioException.of("load.timeout");
            if (most < 1) throw StudioException.of("load.count", most);
        }
    }

    /// One POST again and again: `rate` requests a second for `duration`, whether or not the server keeps up.
    public LoadPlan(URI url, double rate, Duration duration, String contentType, Bytes body,
            Map<String, String> headers) {
        this(url, new Shape.Constant(rate, duration),
                new RequestSet(List.of(LoadRequest.post(contentType, body)), RequestSet.Order.IN_TURN, headers),
                Limits.STANDARD);
    }

    public LoadPlan with(Shape other) {
        return new LoadPlan(url, other, requests, limits, trust);
    }
}
