package slipway.ui.endpoints;

import java.util.List;
import java.util.Map;

import slipway.base.Text;
import slipway.compare.Wilson;

/// How requests were really spread, with the 95 % [Wilson] interval of a share. Pure sums; any thread.
///
/// @param total requests counted
public record SeenShare(Map<String, Long> counts, long total) {
    /// What was counted since `before`, of `names` only.
    public static SeenShare since(Map<String, Long> before, Map<String, Long> now, List<String> names) {
        var counts = new java.util.LinkedHashMap<String, Long>();
        long total = 0;
        for (String name : names) {
            long count = Math.max(0, now.getOrDefault(name, 0L) - before.getOrDefault(name, 0L));
            counts.put(name, count);
            total += count;
        }
        return new SeenShare(counts, total);
    }

    /// 0 to 1; NaN without requests.
    public double share(String name) {
        return total == 0 ? Double.NaN : (double) counts.getOrDefault(name, 0L) / total;
    }

    /// Half the width of the interval around `name`’s share, 0 to 0.5; NaN without requests.
    public double margin(String name) {
        return total == 0 ? Double.NaN : halfWidth(share(name), total);
    }

    /// The widest margin of all.
    public double margin() {
        return counts.keySet().stream().mapToDouble(this::margin).max().orElse(Double.NaN);
    }

    /// `89.98 / 10.02`, in the order of `names`, in percent.
    public String shown(List<String> names) {
        return String.join(" / ", names.stream().map(name -> String.format(Text.locale(), "%.2f", share(name) * 100))
                .toList());
    }

    /// Half the width of the Wilson interval of a share `p` seen in `n` trials.
    public static double halfWidth(double p, long n) {
        Wilson interval = Wilson.of(p, n);
        return (interval.high() - interval.low()) / 2;
    }
}
