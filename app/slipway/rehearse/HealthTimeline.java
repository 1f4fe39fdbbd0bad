package slipway.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import slipway.base.Text;

/// What one platform would see of a trace and decide. Immutable.
///
/// @param span up to when it was followed
public record HealthTimeline(HealthRules rules, List<Probe> probes, List<Moment> moments, Verdict verdict,
        Duration span) {
    /// One question to the container.
    ///
    /// @param until   when the answer or the end of patience came
    /// @param counted whether a failure adds to the streak
    /// @param streak  failures in a row that count, this one included
    public record Probe(Duration at, Duration until, Result result, boolean counted, int streak) {}

    /// How a probe ended.
    public enum Result {
        GOOD("good", "rehearse.probe.good"), TOO_SLOW("too slow", "rehearse.probe.slow"),
        ERROR("error", "rehearse.probe.error"), NO_ANSWER("no answer", "rehearse.probe.none");

        private final String word;
        private final String key;

        Result(String word, String key) {
            this.word = word;
            this.key = key;
        }

        /// As scripts read it.
        public String word() {
            return word;
        }

        /// As a person reads it.
        public String text() {
            return Text.of(key);
        }
    }

    /// When something was decided.
    public record Moment(Kind kind, Duration at) {
        /// What was decided.
        public enum Kind {
            HEALTHY, RECOVERED, START_LIMIT, UNHEALTHY
        }
    }

    /// How it stands at the end.
    public enum Verdict {
        HEALTHY("healthy", "rehearse.verdict.healthy"),
        /// Healthy, but not by the start limit.
        LATE("late", "rehearse.verdict.late"),
        /// Called unhealthy, and goes on running.
        MARKED("unhealthy", "rehearse.verdict.marked"), DEAD("dead", "rehearse.verdict.dead"),
        START_FAILED("start-limit", "rehearse.verdict.start"),
        /// Neither healthy nor given up.
        WAITING("waiting", "rehearse.verdict.waiting");

        private final String word;
        private final String key;

        Verdict(String word, String key) {
            this.word = word;
            this.key = key;
        }

        /// As scripts read it.
        public String word() {
            return word;
        }

        /// As a person reads it.
        public String text() {
            return Text.of(key);
        }

        public boolean good() {
            return this == HEALTHY;
        }
    }

    public HealthTimeline {
        probes = List.copyOf(probes);
        moments = List.copyOf(moments);
    }

    public Optional<Duration> first(Moment.Kind kind) {
        return moments.stream().filter(moment -> moment.kind == kind).map(Moment::at).findFirst();
    }

    /// When the platform gave it up.
    public Optional<Duration> given() {
        return switch (verdict) {
            case DEAD, MARKED -> last(Moment.Kind.UNHEALTHY);
            case START_FAILED -> first(Moment.Kind.START_LIMIT);
            case HEALTHY, LATE, WAITING -> Optional.empty();
        };
    }

    private Optional<Duration> last(Moment.Kind kind) {
        return moments.reversed().stream().filter(moment -> moment.kind == kind).map(Moment::at).findFirst();
    }

    /// `11:00`, `1:02:03`; with tenths where it is no whole second.
    public static String clock(Duration time) {
        long tenths = Math.round(time.toMillis() / 100.0);
        long seconds = tenths / 10;
        String tail = tenths % 10 == 0 ? "" : "." + tenths % 10;
        String hours = seconds >= 3600 ? seconds / 3600 + ":" : "";
        String form = hours.isEmpty() ? "%d:%02d" : "%02d:%02d";
        return hours + String.format(java.util.Locale.ROOT, form, seconds / 60 % 60, seconds % 60) + tail;
    }
}
