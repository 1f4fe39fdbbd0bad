package slipway.ui.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import slipway.base.Text;
import slipway.base.Units;
import slipway.rollout.Look;
import slipway.rollout.RolloutState;
import slipway.rollout.Words;
import slipway.rollout.stats.Outcome;
import slipway.rollout.stats.Verdict;
import slipway.ui.widget.Labels;

/// What stands about a rollout in a few sentences, for the card whose table has the figures. Stateless.
final class VerdictWords {
    private VerdictWords() {}

    static String of(RolloutState state) {
        if (state.status().ended()) {
            return state.log().isEmpty() ? Words.status(state.status()) : state.log().getLast().text();
        }
        var sentences = new ArrayList<String>();
        if (state.paused() != null) sentences.add(Words.reason(state.paused()));
        Look look = state.look();
        if (look == null) sentences.add(Text.of("lab.verdict.first"));
        else
            evidence(state, look, sentences);
        return String.join(" ", sentences);
    }

    private static void evidence(RolloutState state, Look look, List<String> sentences) {
        String candidate = state.plan().candidate();
        Verdict verdict = look.verdict();
        if (has(verdict, Outcome.WORSE)) {
            sentences.add(Text.of("lab.verdict.worse", candidate, Words.measures(verdict, Outcome.WORSE)));
        }
        if (has(verdict, Outcome.BETTER)) {
            sentences.add(Text.of("lab.verdict.better", candidate, Words.measures(verdict, Outcome.BETTER)));
        }
        if (has(verdict, Outcome.NO_WORSE)) {
            sentences.add(Text.of("lab.verdict.good", candidate, Words.measures(verdict, Outcome.NO_WORSE)));
        }
        if (has(verdict, Outcome.OPEN)) {
            sentences.add(Text.of("lab.verdict.undecided", Words.measures(verdict, Outcome.OPEN)));
        }
        long more = state.more();
        if (more < 0) sentences.add(Text.of("rollout.now.never"));
        if (more > 0) sentences.add(more(state, look, more));
    }

    private static boolean has(Verdict verdict, Outcome outcome) {
        return verdict.findings().stream().anyMatch(each -> each.outcome() == outcome);
    }

    /// With the time that they take at the rate of this step.
    private static String more(RolloutState state, Look look, long more) {
        String candidate = state.plan().candidate();
        Instant began = state.steps().get(look.step()).began();
        double seconds = began == null ? 0 : Duration.between(began, look.at()).toMillis() / 1e3;
        if (seconds < 1 || look.candidate() == 0) {
            return Text.of("lab.verdict.more", Labels.count(more), candidate);
        }
        String time = Units.nanos(Math.round(Math.ceil(more * seconds / look.candidate())) * 1_000_000_000L);
        return Text.of("lab.verdict.more-time", Labels.count(more), candidate, time.replaceFirst("\\.0+ s$", " s"));
    }
}
