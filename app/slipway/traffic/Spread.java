package slipway.traffic;

import org.jspecify.annotations.Nullable;

/// How requests are spread by the weights: in exact turns, or by chance; with `sticky`, those of one session stay
/// together. Immutable.
///
/// @param random whether each request is drawn by itself, as many load balancers do it, and not in exact turns
/// @param seed   of those draws, so that a run can be repeated
/// @param sticky what names the session; null where requests have none
public record Spread(boolean random, long seed, @Nullable Sticky sticky) {
    public static final Spread EXACT = new Spread(false, 0, null);

    /// By chance, from `seed`.
    public static Spread random(long seed) {
        return new Spread(true, seed, null);
    }

    public Spread withSticky(@Nullable Sticky next) {
        return new Spread(random, seed, next);
    }

    /// Where a request says which session it belongs to: in a header, or in a cookie that the gateway sets where it
    /// is missing. A request without that header is spread as if there were no sessions.
    public record Sticky(boolean cookie, String name) {
        public static Sticky header(String name) {
            return new Sticky(false, name);
        }

        public static Sticky cookie(String name) {
            return new Sticky(true, name);
        }
    }
}
