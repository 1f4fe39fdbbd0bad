package slipway.rollout;

import org.junit.jupiter.api.Test;

import slipway.rollout.stats.Finding;
import slipway.rollout.stats.Outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// A difference in words: with its unit, open where nothing bounds it, and no figure where a floor hides it.
class WordsTest {
    @Test
    void aDifferenceHasItsUnitAndOneBelowTheFloorIsNone() {
        assertEquals("+5.0 … +31 %", Words.difference(finding("p95", 0.05, 0.31)));
        assertEquals("−0.1 … +0.2 pt", Words.difference(finding("errors", -0.001, 0.002)));
        assertEquals("≥ 99.0 %", Words.difference(finding("agreement", 0.99, 1)));
        assertEquals("–", Words.difference(finding("p50", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)));
        assertEquals("counts as equal", Words.difference(finding("p50", 0, 0)));
    }

    private static Finding finding(String measure, double low, double high) {
        return new Finding(measure, 1e6, 1e6, low, high, 0.25, Outcome.NO_WORSE, 0);
    }
}
