package slipway.check;

import java.util.List;

import slipway.base.Text;

/// What looking at one thing came to, before the rule says how bad that is.
///
/// @param exchanges the requests behind it
record Outcome(Kind kind, String evidence, List<Exchange> exchanges) {
    Outcome {
        exchanges = List.copyOf(exchanges);
    }

    enum Kind {
        KEPT, BROKEN,
        /// Does not apply here.
        SKIPPED,
        /// Could not be looked at, since something that it needs is broken.
        UNREACHED
    }

    /// `evidence` is shown as it is: what was sent and answered needs no translation.
    static Outcome of(boolean kept, String evidence, List<Exchange> exchanges) {
        return new Outcome(kept ? Kind.KEPT : Kind.BROKEN, evidence, exchanges);
    }

    static Outcome of(boolean kept, Exchange exchange) {
        return of(kept, Client.line(exchange), List.of(exchange));
    }

    /// With a text of ours, `check.seen.KEY`.
    static Outcome kept(String key, Object... args) {
        return new Outcome(Kind.KEPT, Text.of("check.seen." + key, args), List.of());
    }

    static Outcome broken(String key, Object... args) {
        return new Outcome(Kind.BROKEN, Text.of("check.seen." + key, args), List.of());
    }

    static Outcome skipped(String key, Object... args) {
        return new Outcome(Kind.SKIPPED, Text.of("check.skip." + key, args), List.of());
    }

    static Outcome unreached(String rule) {
        return new Outcome(Kind.UNREACHED, Text.of("check.skip.needs", rule), List.of());
    }

    Outcome with(List<Exchange> asked) {
        return new Outcome(kind, evidence, asked);
    }
}
