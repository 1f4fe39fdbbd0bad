package slipway.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import slipway.base.Text;
import slipway.base.Units;
import slipway.rollout.stats.Finding;
import slipway.rollout.stats.Outcome;
import slipway.rollout.stats.Verdict;

/// Verdicts and findings as a person reads them; the same in the window, the report and on the command line. Stateless.
public final class Words {
    private static final String AGREEMENT = "agreement";
    private static final String ERRORS = "errors";

    private Words() {}

    public static String outcome(Outcome outcome) {
        return switch (outcome) {
            case BETTER -> Text.of("rollout.outcome.better");
            case NO_WORSE -> Text.of("rollout.outcome.no-worse");
            case WORSE -> Text.of("rollout.outcome.worse");
            case OPEN -> Text.of("rollout.outcome.open");
        };
    }

    public static String status(RolloutState.Status status) {
        return switch (status) {
            case RUNNING -> Text.of("rollout.status.running");
            case PAUSED -> Text.of("rollout.status.paused");
            case DONE -> Text.of("rollout.status.done");
            case ROLLED_BACK -> Text.of("rollout.status.rolled-back");
            case ABORTED -> Text.of("rollout.status.aborted");
            case INTERRUPTED -> Text.of("rollout.status.interrupted");
        };
    }

    public static String reason(PauseReason reason) {
        return switch (reason) {
            case PERSON -> Text.of("rollout.paused.person");
            case PLAN -> Text.of("rollout.paused.plan");
            case LIMIT -> Text.of("rollout.paused.limit");
            case EDITED -> Text.of("rollout.paused.edited");
            case WORSE -> Text.of("rollout.paused.worse");
            case REVISION -> Text.of("rollout.paused.revision");
            case FAULT -> Text.of("rollout.paused.fault");
        };
    }

    /// `p50, p95`: the measures of that outcome.
    public static String measures(Verdict verdict, Outcome outcome) {
        String names = verdict.findings().stream().filter(finding -> finding.outcome() == outcome)
                .map(Finding::measure).distinct().collect(Collectors.joining(", "));
        return names.isEmpty() ? "–" : names;
    }

    /// What stands about the current step, in sentences.
    public static String now(RolloutState state) {
        if (state.status().ended() || state.step() >= state.steps().size()) return status(state.status());
        var sentences = new ArrayList<String>();
        String candidate = state.plan().candidate();
        Look look = state.look();
        long least = state.plan().steps().get(state.step()).least();
        if (look == null || look.candidate() < least) {
            sentences.add(Text.of("rollout.now.least", look == null ? 0 : look.candidate(), least));
        }
        if (look != null) {
            for (Finding finding : look.verdict().findings())
                if (finding.outcome() != Outcome.NO_WORSE) sentences.add(sentence(finding, candidate));
            if (sentences.isEmpty()) sentences.add(Text.of("rollout.now.no-worse", candidate));
        }
        if (state.more() > 0) sentences.add(Text.of("rollout.now.more", state.more(), candidate));
        if (state.more() < 0) sentences.add(Text.of("rollout.now.never"));
        return String.join(" ", sentences);
    }

    private static String sentence(Finding finding, String candidate) {
        return Text.of("rollout.now.finding", measure(finding.measure()), candidate, outcome(finding.outcome()),
                difference(finding), limit(finding));
    }

    /// What was measured, in words; a percentile is called the same in every language.
    public static String measure(String measure) {
        return switch (measure) {
            case ERRORS -> Text.of("lab.verdict.errors");
            case AGREEMENT -> Text.of("lab.verdict.agreement");
            default -> measure;
        };
    }

    /// `blue` or `green` of a finding: a share or a time; `–` where there is none.
    public static String value(Finding finding, double value) {
        if (Double.isNaN(value)) return "–";
        return shares(finding) ? Units.percent(value) : Units.nanos(Math.round(value));
    }

    /// `−0.1 … +0.2 pt`, `+5 … +31 %` or `≥ 99.4 %`: what the difference surely is.
    public static String difference(Finding finding) {
        if (!Double.isFinite(finding.low()) && !Double.isFinite(finding.high())) return "–";
        if (finding.measure().equals(AGREEMENT)) return "≥ " + Units.percent(Math.max(0, finding.low()));
        // both are so fast that a gate’s floor hides the difference
        if (finding.low() == 0 && finding.high() == 0) return Text.of("rollout.difference.none");
        String unit = finding.measure().equals(ERRORS) ? "pt" : "%";
        return signed(finding.low()) + " … " + signed(finding.high()) + " " + unit;
    }

    /// The gate in the same form: `+1.0 pt`, `+25 %`, `≥ 99 %`.
    public static String limit(Finding finding) {
        if (finding.measure().equals(AGREEMENT)) return "≥ " + Units.percent(finding.limit());
        return signed(finding.limit()) + (finding.measure().equals(ERRORS) ? " pt" : " %");
    }

    private static boolean shares(Finding finding) {
        return List.of(ERRORS, AGREEMENT).contains(finding.measure());
    }

    private static String signed(double share) {
        if (!Double.isFinite(share)) return share < 0 ? "−∞" : "+∞";
        double points = share * 100;
        String digits = String.format(Text.locale(), Math.abs(points) < 9.95 ? "%.1f" : "%.0f", Math.abs(points));
        return (points < 0 ? "−" : "+") + digits;
    }
}
