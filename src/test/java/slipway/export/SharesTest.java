package slipway.export;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// Weights become whole shares by the largest remainder, and what is rounded is said.
class SharesTest {
    private final Differences said = new Differences();

    private static Map<String, BigDecimal> weights(String... all) {
        var weights = new LinkedHashMap<String, BigDecimal>();
        for (String each : all)
            weights.put(String.valueOf((char) ('a' + weights.size())), new BigDecimal(each));
        return weights;
    }

    private List<String> shown() {
        return said.all().stream().map(each -> each.deployment() + " " + String.join(" ", each.args())).toList();
    }

    @ParameterizedTest
    @CsvSource({"0.71, 0.29, 71, 29", "0.29, 0.71, 29, 71", "90, 10, 90, 10", "1, 3, 25, 75",
            "0.8999999761581421, 0.10000000149011612, 90, 10", "1e-4, 9.999e-1, 0, 100", ".5, .5, 50, 50"})
    void twoThatSumToAHundred(String one, String two, int a, int b) {
        assertEquals(Map.of("a", a, "b", b), Shares.percent(weights(one, two), said));
    }

    @Test
    void theLargestRemaindersGetWhatIsLeft() {
        assertEquals(Map.of("a", 33, "b", 50, "c", 17), Shares.percent(weights("1", "1.5", "0.5"), said));
        assertEquals(List.of("a 33.33 33", "c 16.67 17"), shown());
    }

    @Test
    void whatBecomesNothingIsSaid() {
        assertEquals(Map.of("a", 100, "b", 0), Shares.percent(weights("999", "1"), said));
        assertEquals(List.of("a 99.9 100", "b 0.1 0"), shown());
    }

    @Test
    void nobodyHasWeight() {
        assertEquals(Map.of("a", 0, "b", 0), Shares.percent(weights("0", "0.0"), said));
        assertEquals(Map.of(), Shares.percent(Map.of(), said));
        assertEquals(0, Shares.copies("a", BigDecimal.ONE, BigDecimal.ZERO, said));
        assertEquals(List.of(), shown());
    }

    @Test
    void copiesAreThoseOfTheLiveOnes() {
        assertEquals(20, Shares.copies("s", new BigDecimal("0.2"), BigDecimal.ONE, said));
        assertEquals(33, Shares.copies("s", new BigDecimal("0.3333333333333333"), BigDecimal.ONE, said));
        assertEquals(100, Shares.copies("t", new BigDecimal("3"), BigDecimal.ONE, said));
        assertEquals(List.of("s 33.33 33", "t 300 100"), shown());
    }
}
