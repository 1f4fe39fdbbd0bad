package slipway.catalog;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import slipway.base.Text;
import slipway.testkit.JavaText;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Whoever reads a finding is told why it matters and what to do, whether or not a button can do it.
class FindingTextsTest {
    private static final Pattern RULE = Pattern.compile("[a-z]+/[a-z]+(?:-[a-z]+)*");

    @Test
    void everyRuleHasItsWhyAndItsFix() {
        var rules = new TreeSet<String>();
        Text.keys("finding.").stream().map(key -> key.substring(8).replaceFirst("\\.(why|fix)$", ""))
                .forEach(rules::add);
        Map<String, String> sources = Sources.java("app/slipway/catalog");
        for (String source : sources.values())
            for (String literal : JavaText.literals(source))
                if (RULE.matcher(literal).matches() && Text.has("finding." + literal.replace('/', '.')))
                    rules.add(literal.replace('/', '.'));
        assertTrue(rules.size() > 40, rules.toString());
        var missing = new TreeSet<String>();
        for (String rule : rules)
            for (String part : new String[]{"", ".why", ".fix"})
                if (!Text.has("finding." + rule + part)) missing.add("finding." + rule + part);
        assertEquals(new TreeSet<String>(), missing);
    }
}
