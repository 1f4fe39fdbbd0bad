package slipway.rollout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How an endpoint's traffic is spread: live shares and mirrored shares in percent, without those of 0.
public record Split(Map<String, Integer> live, Map<String, Integer> mirror) {
    public Split {
        live = withoutZeros(live);
        mirror = withoutZeros(mirror);
    }

    /// The live share of `deployment`, 0 to 100.
    public int share(String deployment) {
        return live.getOrDefault(deployment, 0);
    }

    /// The same with `percent` for `candidate`; the others share the rest as they did, in whole percents that sum to
    /// 100. A mirror ends: a deployment has live or mirrored traffic.
    ///
    /// @param percent 0 to 100
    public Split towards(String candidate, int percent) {
        var others = new LinkedHashMap<>(live);
        others.remove(candidate);
        int sum = others.values().stream().mapToInt(Integer::intValue).sum();
        int rest = 100 - percent;
        var next = new LinkedHashMap<String, Integer>();
        others.forEach((name, share) -> next.put(name, share * rest / sum));
        // what rounding left over goes to those that lost most by it
        List<String> byLoss = new ArrayList<>(others.keySet());
        byLoss.sort((a, b) -> Integer.compare(others.getOrDefault(b, 0) * rest % sum,
                others.getOrDefault(a, 0) * rest % sum));
        int over = rest - next.values().stream().mapToInt(Integer::intValue).sum();
        for (String name : byLoss.subList(0, over))
            next.merge(name, 1, Integer::sum);
        next.put(candidate, percent);
        return new Split(next, Map.of());
    }

    /// The same with copies of `percent` of the live requests for `candidate`, and for nobody else.
    public Split mirrored(String candidate, int percent) {
        return new Split(live, Map.of(candidate, percent));
    }

    /// `blue 90 %, green 10 %`, with `→ green 25 %` for copies; `–` for nothing.
    public String words() {
        String text = shares(live);
        if (!mirror.isEmpty()) text += (text.isEmpty() ? "" : " ") + "→ " + shares(mirror);
        return text.isEmpty() ? "–" : text;
    }

    private static String shares(Map<String, Integer> shares) {
        return shares.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue() + " %")
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Integer> withoutZeros(Map<String, Integer> shares) {
        var kept = new LinkedHashMap<String, Integer>();
        shares.forEach((name, share) -> {
            if (share != 0) kept.put(name, share);
        });
        return Collections.unmodifiableMap(kept);
    }
}
