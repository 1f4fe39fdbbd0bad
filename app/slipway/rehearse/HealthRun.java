package slipway.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.rehearse.HealthRules.Style;
import slipway.rehearse.HealthTimeline.Moment;
import slipway.rehearse.HealthTimeline.Probe;
import slipway.rehearse.HealthTimeline.Result;
import slipway.rehearse.HealthTimeline.Verdict;

/// Follows a trace by one platform’s rules on a clock of its own: hours take no time. One use, one thread.
public final class HealthRun {
    private static final int MOST_PROBES = 100_000;

    private final HealthRules rules;
    private final Trace trace;
    private final List<Probe> probes = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private @Nullable Verdict end;
    private boolean everHealthy;
    private boolean late;
    private boolean unhealthy;
    private int streak;

    private HealthRun(HealthRules rules, Trace trace) {
        this.rules = rules;
        this.trace = trace;
    }

    public static HealthTimeline of(HealthRules rules, Trace trace) {
        return new HealthRun(rules, trace).run();
    }

    private HealthTimeline run() {
        Duration span = span();
        Duration at = rules.style() == Style.DOCKER ? pause(Duration.ZERO) : rules.policy().startPeriod();
        while (at.compareTo(span) <= 0 && probes.size() < MOST_PROBES) {
            passLimit(at);
            if (end != null) break;
            Probe probe = ask(at);
            probes.add(probe);
            judge(probe);
            if (end != null) break;
            at = after(probe);
        }
        if (end == null) passLimit(span);
        Verdict verdict = end != null ? end : verdict();
        Duration until = verdict == Verdict.DEAD || verdict == Verdict.START_FAILED ? moments.getLast().at() : span;
        return new HealthTimeline(rules, probes, moments, verdict, until);
    }

    private Verdict verdict() {
        if (unhealthy) return Verdict.MARKED;
        if (!everHealthy) return Verdict.WAITING;
        return late ? Verdict.LATE : Verdict.HEALTHY;
    }

    /// Long enough after everything for the platform to notice.
    private Duration span() {
        Duration last = trace.last();
        Duration limit = rules.startLimit().orElse(Duration.ZERO);
        Duration start = rules.policy().startPeriod();
        Duration latest = last.compareTo(limit) > 0 ? last : limit;
        return (latest.compareTo(start) > 0 ? latest : start)
                .plus(rules.policy().interval().plus(rules.policy().timeout())
                        .multipliedBy(rules.policy().retries() + 1L));
    }

    /// Notes the start limit once the clock is past it without a success.
    private void passLimit(Duration now) {
        rules.startLimit().filter(limit -> !everHealthy && !late && now.compareTo(limit) > 0).ifPresent(limit -> {
            late = true;
            moments.add(new Moment(Moment.Kind.START_LIMIT, limit));
            if (rules.style() == Style.PATIENT) end = Verdict.START_FAILED;
        });
    }

    private Probe ask(Duration at) {
        Trace.Point state = trace.at(at);
        Duration patience = at.plus(rules.policy().timeout());
        Duration answered = at.plus(state.latency());
        boolean slow = answered.compareTo(patience) > 0;
        Duration until = slow ? patience : answered;
        Duration stop = trace.stops(at, until).orElse(null);
        Result result = switch (state.answer()) {
            case NONE -> Result.NO_ANSWER;
            case ERROR, GOOD -> {
                if (stop != null) yield Result.NO_ANSWER;
                if (slow) yield Result.TOO_SLOW;
                yield state.answer() == Trace.Answer.GOOD ? Result.GOOD : Result.ERROR;
            }
        };
        boolean counts = result != Result.GOOD && counts(at);
        streak = result == Result.GOOD ? 0 : streak + (counts ? 1 : 0);
        return new Probe(at, stop == null ? until : stop, result, counts, streak);
    }

    private boolean counts(Duration at) {
        return switch (rules.style()) {
            case INJECTED, KUBELET -> true;
            case DOCKER -> everHealthy || unhealthy || at.compareTo(rules.policy().startPeriod()) >= 0;
            case PATIENT -> everHealthy;
        };
    }

    private void judge(Probe probe) {
        if (probe.result() == Result.GOOD) {
            if (!everHealthy || unhealthy) {
                moments.add(new Moment(everHealthy ? Moment.Kind.RECOVERED : Moment.Kind.HEALTHY, probe.until()));
            }
            everHealthy = true;
            unhealthy = false;
        } else if (streak >= rules.policy().retries() && !unhealthy) {
            passLimit(probe.until());
            moments.add(new Moment(Moment.Kind.UNHEALTHY, probe.until()));
            unhealthy = true;
            if (rules.style() != Style.DOCKER) end = Verdict.DEAD;
        }
    }

    private Duration after(Probe probe) {
        return switch (rules.style()) {
            case INJECTED, DOCKER -> probe.until().plus(pause(probe.until()));
            case KUBELET, PATIENT -> {
                // the next beat after the answer: one that was missed is not made up for
                Duration next = probe.at().plus(rules.policy().interval());
                while (next.compareTo(probe.until()) < 0)
                    next = next.plus(rules.policy().interval());
                yield next;
            }
        };
    }

    private Duration pause(Duration now) {
        boolean starting = rules.style() == Style.DOCKER && !everHealthy && !unhealthy
                && now.compareTo(rules.policy().startPeriod()) < 0;
        return starting ? HealthRules.DOCKER_START_INTERVAL : rules.policy().interval();
    }
}
