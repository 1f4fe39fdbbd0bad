package slipway.spec;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AliasesTest {
    private static final String EIGHT = ", *%1$s".repeat(8).substring(2);

    @ParameterizedTest
    @ValueSource(strings = {"name: iris\nproperties: {a: &a [*a, *a, *a, *a, *a, *a, *a, *a]}\n",
            "name: iris\nproperties: &p {a: {b: *p}}\n", "name: iris\nanything: &a [[*a]]\n"})
    void whatHoldsItselfIsRefusedWithItsPlace(String text) {
        refused(text);
    }

    @Test
    void whatGrowsWithoutHoldingItselfIsRefused() {
        var text = new StringBuilder("name: iris\nproperties:\n  a: &a [1, 2, 3, 4, 5, 6, 7, 8]\n");
        for (char each = 'b'; each < 'g'; each++)
            text.append("  %c: &%c [%s]\n".formatted(each, each, EIGHT.formatted((char) (each - 1))));
        refused(text.toString());
    }

    @Test
    void whatIsWrittenOutMayBeLong() {
        var problems = new SpecProblems(Path.of("endpoint.yml"));
        String text = "name: iris\nproperties: &p [" + "1, ".repeat(30_000)
                + "1]\nidentity: &i {a: 1}\ntags: [*i, *i]\n";
        assertNotNull(YamlSource.parse(text, problems).root());
        assertTrue(problems.good());
    }

    private static void refused(String text) {
        var problems = new SpecProblems(Path.of("endpoint.yml"));
        assertNull(YamlSource.parse(text, problems).root());
        assertEquals("spec.yaml-aliases", problems.errors().getFirst().problem().code());
        assertTrue(problems.errors().getFirst().line() > 1);
    }
}
