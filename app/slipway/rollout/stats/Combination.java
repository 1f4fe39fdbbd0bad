package slipway.rollout.stats;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One verdict from the findings of all measures.
final class Combination {
    private Combination() {}

    static Verdict of(List<Finding> findings) {
        Outcome outcome = outcome(findings.stream().map(Finding::outcome).toList());
        return new Verdict(outcome, findings, outcome == Outcome.OPEN ? more(findings) : 0);
    }

    private static Outcome outcome(Collection<Outcome> of) {
        Set<Outcome> seen = EnumSet.copyOf(of);
        for (Outcome first : List.of(Outcome.WORSE, Outcome.OPEN, Outcome.BETTER))
            if (seen.contains(first)) return first;
        return Outcome.NO_WORSE;
    }

    /// The first measure that will be worse decides alone; else the last one does.
    private static long more(List<Finding> findings) {
        List<Finding> open = findings.stream().filter(finding -> finding.outcome() == Outcome.OPEN).toList();
        var worse = open.stream().filter(Combination::leansWorse).mapToLong(Finding::more).filter(more -> more > 0)
                .min();
        if (worse.isPresent()) return worse.getAsLong();
        boolean never = open.stream().anyMatch(finding -> finding.more() == Forecast.NEVER);
        return never ? Forecast.NEVER : open.stream().mapToLong(Finding::more).max().orElse(0);
    }

    private static boolean leansWorse(Finding finding) {
        return switch (finding.measure()) {
            case "errors" -> finding.candidate() - finding.baseline() > finding.limit();
            case "agreement" -> finding.candidate() < finding.limit();
            default -> finding.candidate() / finding.baseline() - 1 > finding.limit();
        };
    }
}
