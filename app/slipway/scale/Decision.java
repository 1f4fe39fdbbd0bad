package slipway.scale;

import java.time.Instant;

import slipway.base.Text;

/// That a deployment is to have another number of replicas from now on, and why. Immutable.
public record Decision(Instant at, int from, int to, Reason reason, Figures figures) {
    /// Why.
    public enum Reason {
        /// More requests at once than the replicas are for.
        LOAD,
        /// A request came while there was none.
        COLD,
        /// Fewer than there must be, always or at this time of the day.
        FLOOR,
        /// More than there may be.
        CEILING,
        /// A smaller number has been enough for long.
        QUIET,
        /// Nobody has asked for long.
        IDLE,
        /// A person said so.
        HAND
    }

    /// The reason in words, with the figures that it rests on.
    public String why() {
        double atOnce = figures.demand().doubleValue();
        return switch (reason) {
            case LOAD -> figures.refused() == 0 && figures.waiting() == 0
                    ? Text.of("scale.reason.load", figures.rate(), figures.seconds(), atOnce)
                    : Text.of("scale.reason.overload", figures.rate(), figures.refused(), figures.seconds(),
                            figures.waiting(), atOnce);
            case COLD -> Text.of("scale.reason.cold");
            case FLOOR -> Text.of("scale.reason.floor", to);
            case CEILING -> Text.of("scale.reason.ceiling", to);
            case QUIET -> Text.of("scale.reason.quiet", to, atOnce);
            case IDLE -> Text.of("scale.reason.idle");
            case HAND -> Text.of("scale.reason.hand");
        };
    }
}
