package slipway.export;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Weights of another platform as whole shares in percent. Stateless.
final class Shares {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final MathContext DIGITS = MathContext.DECIMAL128;
    /// Of a share that is shown, in decimals.
    private static final int SHOWN = 2;

    private Shares() {}

    /// By the largest remainder, so that they sum to 100; all 0 where nobody has weight. What had to be rounded is added
    /// to `to`.
    ///
    /// @param weights at least 0 each
    static Map<String, Integer> percent(Map<String, BigDecimal> weights, Differences to) {
        BigDecimal all = weights.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var shares = new LinkedHashMap<String, Integer>();
        var rests = new LinkedHashMap<String, BigDecimal>();
        weights.forEach((name, weight) -> {
            BigDecimal exact = share(weight, all);
            shares.put(name, exact.intValue());
            rests.put(name, exact.subtract(BigDecimal.valueOf(exact.intValue())));
        });
        int missing = all.signum() == 0 ? 0 : 100 - shares.values().stream().mapToInt(Integer::intValue).sum();
        List<String> byRest = rests.entrySet().stream()
                .sorted(Map.Entry.<String, BigDecimal>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey).limit(missing).toList();
        byRest.forEach(name -> shares.merge(name, 1, Integer::sum));
        shares.forEach((name, share) -> rounded(name, "traffic", share(weights.getOrDefault(name, BigDecimal.ZERO),
                all), share, to));
        return shares;
    }

    /// What part of the requests `weight` copies: of those that `all` have, 100 at most.
    static int copies(String name, BigDecimal weight, BigDecimal all, Differences to) {
        BigDecimal exact = share(weight, all);
        int share = exact.setScale(0, RoundingMode.HALF_UP).min(HUNDRED).intValue();
        rounded(name, "mirror_traffic", exact, share, to);
        return share;
    }

    private static BigDecimal share(BigDecimal weight, BigDecimal all) {
        return all.signum() == 0 ? BigDecimal.ZERO : weight.multiply(HUNDRED).divide(all, DIGITS);
    }

    private static void rounded(String name, String field, BigDecimal exact, int share, Differences to) {
        // thirds of binary fractions are not meant: a ten-thousandth of a percent is nobody's share
        boolean same = exact.subtract(BigDecimal.valueOf(share)).abs().movePointRight(4).compareTo(BigDecimal.ONE) < 0;
        if (!same) to.limit(name, field, "export.all.share", shown(exact), share);
    }

    private static String shown(BigDecimal exact) {
        BigDecimal rounded = exact.setScale(SHOWN, RoundingMode.HALF_UP);
        // a share that is not nothing is not shown as nothing
        return rounded.signum() == 0 && exact.signum() > 0
                ? "< 0.01"
                : rounded.stripTrailingZeros().toPlainString();
    }
}
