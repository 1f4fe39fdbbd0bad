package slipway.traffic;

import java.time.Duration;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Units;

/// Something that goes wrong on purpose, for practice: at one deployment, for a share of its requests and copies. It
/// lives in memory only, so it is off after a restart of the studio; answers that it touched carry `x-slipway-fault`.
///
/// @param share of the requests, above 0 and at most 1
public record Fault(String deployment, double share, Kind kind) {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    public Fault {
        if (!(share > 0 && share <= 1)) throw StudioException.of("traffic.fault-share", share * 100);
        boolean good = switch (kind) {
            case Delay(Duration added) -> isSpan(added);
            case Failure(int status) -> status >= 400 && status <= 599;
            case Drop() -> true;
            case SlowStart(Duration added, Duration over) -> isSpan(added) && isSpan(over);
        };
        if (!good) throw StudioException.of("traffic.fault-value", kind);
    }

    /// `green: +20 ms on 10 %`
    public String words() {
        String part = Units.percent(share);
        return deployment + ": " + switch (kind) {
            case Delay(Duration added) -> Text.of("lab.fault.words-delay", Units.nanos(added.toNanos()), part);
            case Failure(int status) -> Text.of("lab.fault.words-errors", String.valueOf(status), part);
            case Drop() -> Text.of("lab.fault.words-drop", part);
            case SlowStart(Duration added, Duration over) -> Text.of("lab.fault.words-slow", Units.nanos(added
                    .toNanos()), Units.nanos(over.toNanos()), part);
        };
    }

    private static boolean isSpan(Duration span) {
        return span.isPositive() && span.compareTo(LONGEST) <= 0;
    }

    /// What goes wrong.
    public sealed interface Kind {
        /// The word in `x-slipway-fault`.
        default String word() {
            return switch (this) {
                case Delay d -> "delay";
                case Failure f -> "error";
                case Drop d -> "drop";
                case SlowStart s -> "slow-start";
            };
        }
    }

    /// The request reaches its server later by `added`, at most five minutes.
    public record Delay(Duration added) implements Kind {}

    /// The client gets `status` (400 to 599), and the server nothing.
    public record Failure(int status) implements Kind {}

    /// The connection is closed without an answer.
    public record Drop() implements Kind {}

    /// After the deployment was offered, requests take up to `added` longer, less and less until `over` has passed.
    public record SlowStart(Duration added, Duration over) implements Kind {}
}
