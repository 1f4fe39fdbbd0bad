package slipway.check;

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import slipway.check.Comparison.Change;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ComparisonTest {
    @Test
    void eachRuleIsWorseBetterNewOrGoneTheWorstFirst() {
        Passport before = Passports.of("a", Passports.result("one", "One",
                Passports.rule("one/kept", Verdict.PASS, "kept"), Passports.rule("one/mended", Verdict.FAIL, "was bad"),
                Passports.rule("one/broke", Verdict.PASS, "was good"), Passports.rule("one/left", Verdict.WARN, "x"),
                Passports.rule("one/warned", Verdict.PASS, "was good")));
        Passport after = Passports.of("a", Passports.result("one", "One",
                Passports.rule("one/kept", Verdict.PASS, "kept too"),
                Passports.rule("one/warned", Verdict.WARN, "warns"),
                Passports.rule("one/mended", Verdict.PASS, "is good"),
                Passports.rule("one/broke", Verdict.FAIL, "is bad"),
                Passports.rule("one/fresh", Verdict.PASS, "fresh")),
                Passports.result("two", "Two", Passports.rule("two/fresh", Verdict.PASS, "fresh")));
        Comparison comparison = Comparison.of(before, after);
        assertEquals(List.of("one/broke WORSE", "one/warned WORSE", "one/fresh NEW", "one/left GONE",
                "one/mended BETTER", "one/kept SAME"),
                comparison.differences().stream().map(each -> each.rule().id() + " " + each.change()).toList());
        Comparison.Difference first = comparison.differences().getFirst();
        assertEquals("was good", Objects.requireNonNull(first.before()).evidence());
        assertEquals("is bad", Objects.requireNonNull(first.after()).evidence());
        assertEquals("One", first.title());
        assertEquals(List.of("One"), comparison.shared());
        assertEquals(List.of("Two"), comparison.apart());
        assertEquals(2, comparison.count(Change.WORSE));
        assertEquals(1, comparison.count(Change.SAME));
    }
}
