package slipway;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import slipway.testkit.Compiled;
import slipway.testkit.CoverageDoc;
import slipway.testkit.Sources;
import slipway.testkit.seeded.BadCovers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `docs/coverage.md` says what the tests prove now, and no test cites a row that is not there.
class CoverageTest {
    private static final String AGAIN = "regenerate it: mvn test -Dtest=CoverageTest -Dslipway.write=true";
    private static final List<CoverageDoc.Row> ROWS = CoverageDoc.rows(Sources.read("docs/inventory.tsv"));
    private static final Map<String, String> REASONS = CoverageDoc.reasons(Sources.read("docs/not-covered.tsv"));

    @Test
    void thePageIsWhatTheTestsProve() throws IOException {
        String page = CoverageDoc.page(ROWS, CoverageDoc.cited(Compiled.tests()), REASONS);
        var file = Sources.base().resolve("docs/coverage.md");
        if (Boolean.getBoolean("slipway.write")) Files.writeString(file, page);
        assertEquals(page, Files.readString(file), AGAIN);
    }

    @Test
    void theInventoryIsWhole() {
        assertEquals(217, ROWS.size());
        assertEquals(217, ROWS.stream().map(CoverageDoc.Row::id).distinct().count());
    }

    @Test
    void citationsAreSound() {
        Set<String> wrong = CoverageDoc.wrong(ROWS, Compiled.tests());
        assertTrue(wrong.isEmpty(), wrong::toString);
    }

    @Test
    void everyRowIsCoveredOrSaysWhyItIsNot() {
        Set<String> unsettled = CoverageDoc.unsettled(ROWS, CoverageDoc.cited(Compiled.tests()), REASONS);
        assertTrue(unsettled.isEmpty(), () -> String.join("\n", unsettled));
    }

    @Test
    void rowsThatAreLeftOpenOrSettledTwiceAreCaught() {
        List<CoverageDoc.Row> rows = ROWS.subList(0, 4);
        Map<String, Set<String>> cited = Map.of("A001", Set.of("XTest"), "A002", Set.of("XTest"));
        Map<String, String> reasons = CoverageDoc.reasons("id\treason\nA002\tWhy.\nA003\tWhy.\nA999\tWhy.\n");
        assertEquals(Set.of("A002 is covered and has a reason why it is not", "A004 is not covered and has no reason",
                "A999 has a reason and is no row"), CoverageDoc.unsettled(rows, cited, reasons));
        String page = CoverageDoc.page(rows, cited, reasons);
        assertTrue(page.contains("| XTest |") && page.contains("| Why. |"), page);
    }

    @Test
    void seededOffendersAreCaught() {
        JavaClasses bad = new ClassFileImporter().importClasses(BadCovers.class);
        assertEquals(Set.of("A999", BadCovers.class.getName() + ".notATest() is no test"),
                CoverageDoc.wrong(ROWS, bad));
        assertEquals(Map.of("A001", Set.of("BadCovers.notATest"), "A999", Set.of("BadCovers.notATest")),
                CoverageDoc.cited(bad));
        String before = CoverageDoc.page(ROWS, Map.of(), Map.of());
        assertTrue(before.contains("Covered: 0 of 217.")
                && !before.equals(CoverageDoc.page(ROWS, CoverageDoc.cited(bad), Map.of())));
    }
}
