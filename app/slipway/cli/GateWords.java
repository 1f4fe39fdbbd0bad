package slipway.cli;

import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.base.StudioException;
import slipway.base.Twin;
import slipway.rollout.stats.Gates;

/// `errors=1pt p95=1.25x agreement=99% alpha=5% floor=5ms`: the gates of a rollout as they are typed.
final class GateWords {
    private static final Pattern FORM = Pattern
            .compile("(?:errors=(?<errors>[\\d.]+)pt|p(?<quantile>\\d+)=(?<times>[\\d.]+)x"
                    + "|agreement=(?<agreement>[\\d.]+)%|alpha=(?<alpha>[\\d.]+)%|floor=(?<floor>[\\d.]+)ms)");
    private static final Pattern GAP = Pattern.compile("[\\s,]+");

    private GateWords() {}

    /// What `text` does not name stays as it is by default; with one latency gate, only those named count.
    static Gates parse(String text) {
        double alpha = Gates.ROLLOUT.alpha();
        double errors = Gates.ROLLOUT.errorMargin();
        double agreement = Gates.ROLLOUT.agreement();
        long floor = Gates.ROLLOUT.floorNanos();
        var latency = new TreeMap<Double, Double>();
        for (String word : GAP.splitAsStream(text.strip()).filter(each -> !each.isEmpty()).toList()) {
            Matcher match = FORM.matcher(word);
            try {
                if (!match.matches()) throw StudioException.of("cli.gate-form", word);
                if (match.group("errors") != null) errors = Twin.share(number(match.group("errors")));
                if (match.group("agreement") != null) agreement = Twin.share(number(match.group("agreement")));
                if (match.group("alpha") != null) alpha = Twin.share(number(match.group("alpha")));
                if (match.group("floor") != null) floor = Math.round(number(match.group("floor")) * 1e6);
                if (match.group("quantile") != null) {
                    // p999 is 99.9 %, as p95 is 95 %
                    latency.put(number("0." + match.group("quantile")), number(match.group("times")));
                }
            } catch (NumberFormatException e) {
                throw new StudioException(slipway.base.Problem.of("cli.gate-form", word), e);
            }
        }
        return new Gates(alpha, errors, latency.isEmpty() ? Gates.ROLLOUT.latency() : latency, agreement, floor);
    }

    private static double number(String digits) {
        return Double.parseDouble(digits);
    }
}
