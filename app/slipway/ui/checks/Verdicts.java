package slipway.ui.checks;

import slipway.base.Text;
import slipway.check.ContractResult;
import slipway.check.Verdict;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// Verdicts as icon, word and colour. FX thread.
final class Verdicts {
    private Verdicts() {}

    static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Tone.GOOD;
            case SKIP -> Tone.NEUTRAL;
            case WARN -> Tone.WARN;
            case FAIL -> Tone.BAD;
        };
    }

    static String icon(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "fth-check";
            case SKIP -> "fth-minus";
            case WARN -> "fth-alert-triangle";
            case FAIL -> "fth-x";
        };
    }

    static StatusPill pill(Verdict verdict) {
        return new StatusPill(tone(verdict), icon(verdict), verdict.title());
    }

    /// `34 rules`, `33, 1 warns`, `3 fail`; figures only where there is little room.
    static StatusPill cell(ContractResult result, boolean narrow) {
        return new StatusPill(tone(result.verdict()), icon(result.verdict()), narrow ? figures(result) : words(result));
    }

    static String words(ContractResult result) {
        return switch (result.verdict()) {
            case PASS -> Text.of("passport.cell.pass", result.count(Verdict.PASS));
            case WARN -> Text.of("passport.cell.warn", result.count(Verdict.PASS), result.count(Verdict.WARN));
            case FAIL -> Text.of("passport.cell.fail", result.count(Verdict.FAIL));
            case SKIP -> Text.of("passport.cell.skip");
        };
    }

    private static String figures(ContractResult result) {
        return switch (result.verdict()) {
            case PASS -> String.valueOf(result.count(Verdict.PASS));
            case WARN -> result.count(Verdict.PASS) + ", " + result.count(Verdict.WARN);
            case FAIL -> String.valueOf(result.count(Verdict.FAIL));
            case SKIP -> "0";
        };
    }

    /// All four counts.
    static String counts(ContractResult result) {
        return Text.of("passport.counts", result.count(Verdict.FAIL), result.count(Verdict.WARN),
                result.count(Verdict.PASS), result.count(Verdict.SKIP));
    }

    /// `3 of 29 rules fail`
    static StatusPill whole(ContractResult result) {
        int all = result.rules().size();
        String text = switch (result.verdict()) {
            case PASS -> Text.of("passport.whole.pass", result.count(Verdict.PASS), all);
            case WARN -> Text.of("passport.whole.warn", result.count(Verdict.WARN), all);
            case FAIL -> Text.of("passport.whole.fail", result.count(Verdict.FAIL), all);
            case SKIP -> Text.of("passport.cell.skip");
        };
        return new StatusPill(tone(result.verdict()), icon(result.verdict()), text);
    }
}
