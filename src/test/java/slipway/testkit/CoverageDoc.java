package slipway.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;

/// Makes `docs/coverage.md` from the inventory and the [Covers] on compiled tests; loads no test class.
public final class CoverageDoc {
    private static final Set<String> TESTS = Set.of("org.junit.jupiter.api.Test", "org.junit.jupiter.api.TestFactory",
            "org.junit.jupiter.api.RepeatedTest", "org.junit.jupiter.params.ParameterizedTest");

    private CoverageDoc() {}

    /// One line of the inventory: a stable id, what a platform says, what the studio offers, and the part it is in.
    public record Row(String id, String platform, String offer, String part) {}

    /// Reads the inventory, tab-separated with a heading line.
    public static List<Row> rows(String tsv) {
        return tsv.lines().skip(1).map(line -> line.split("\t", -1)).map(f -> new Row(f[0], f[1], f[2], f[3])).toList();
    }

    /// Inventory id to why no test covers it, read tab-separated with a heading line; a sentence about the product.
    public static Map<String, String> reasons(String tsv) {
        var reasons = new TreeMap<String, String>();
        tsv.lines().skip(1).map(line -> line.split("\t", -1)).forEach(fields -> reasons.put(fields[0], fields[1]));
        return reasons;
    }

    /// Rows with neither a test nor a reason, rows with both, and reasons for rows that the inventory does not have.
    public static Set<String> unsettled(List<Row> rows, Map<String, Set<String>> cited, Map<String, String> reasons) {
        var unsettled = new TreeSet<String>();
        var unknown = new TreeSet<>(reasons.keySet());
        for (Row row : rows) {
            boolean covered = cited.containsKey(row.id());
            boolean excused = unknown.remove(row.id()) && !reasons.getOrDefault(row.id(), "").isBlank();
            if (covered && excused) unsettled.add(row.id() + " is covered and has a reason why it is not");
            if (!covered && !excused) unsettled.add(row.id() + " is not covered and has no reason");
        }
        unknown.forEach(id -> unsettled.add(id + " has a reason and is no row"));
        return unsettled;
    }

    /// Inventory id to the tests that cite it, `Class.method` or `Class`.
    public static Map<String, Set<String>> cited(JavaClasses tests) {
        var cited = new TreeMap<String, Set<String>>();
        for (JavaClass each : tests) {
            if (each.isAnnotatedWith(Covers.class)) {
                cite(cited, each.getAnnotationOfType(Covers.class), each.getSimpleName());
            }
            for (JavaMethod method : each.getMethods()) {
                if (method.isAnnotatedWith(Covers.class)) {
                    cite(cited, method.getAnnotationOfType(Covers.class),
                            each.getSimpleName() + "." + method.getName());
                }
            }
        }
        return cited;
    }

    private static void cite(Map<String, Set<String>> cited, Covers covers, String test) {
        for (String id : covers.value())
            cited.computeIfAbsent(id, k -> new TreeSet<>()).add(test);
    }

    /// Cited ids that the inventory does not have, and citations on what is no test.
    public static Set<String> wrong(List<Row> rows, JavaClasses tests) {
        var broken = new TreeSet<>(cited(tests).keySet());
        rows.forEach(row -> broken.remove(row.id()));
        for (JavaClass each : tests) {
            if (each.isAnnotatedWith(Covers.class) && each.getMethods().stream().noneMatch(CoverageDoc::isTest)) {
                broken.add(each.getName() + " holds no test");
            }
            for (JavaMethod method : each.getMethods()) {
                if (method.isAnnotatedWith(Covers.class) && !isTest(method)) {
                    broken.add(method.getFullName() + " is no test");
                }
            }
        }
        return broken;
    }

    private static boolean isTest(JavaMethod method) {
        return method.getAnnotations().stream().anyMatch(a -> TESTS.contains(a.getRawType().getName()));
    }

    /// The whole page.
    public static String page(List<Row> rows, Map<String, Set<String>> cited, Map<String, String> reasons) {
        long covered = rows.stream().filter(row -> cited.containsKey(row.id())).count();
        var lines = new ArrayList<String>();
        lines.add("# What the platforms say, and the tests that prove our answer");
        lines.add("");
        lines.add(
                "Made from `docs/inventory.tsv`, the `@Covers` of the tests and `docs/not-covered.tsv`; regenerate it "
                        + "with `mvn test -Dtest=CoverageTest -Dslipway.write=true`.");
        lines.add(
                "A row is covered when a test that would fail without it cites it; a row without one says why. Covered: "
                        + covered + " of " + rows.size() + ".");
        String part = "";
        for (Row row : rows) {
            if (!row.part().equals(part)) {
                part = row.part();
                lines.addAll(List.of("", "## " + part, "",
                        "| id | the platform says | the studio offers | tests, or why there are none |",
                        "|---|---|---|---|"));
            }
            Set<String> tests = cited.getOrDefault(row.id(), Set.of());
            lines.add("| " + row.id() + " | " + row.platform() + " | " + row.offer() + " | "
                    + (tests.isEmpty() ? reasons.getOrDefault(row.id(), "") : String.join(", ", tests)) + " |");
        }
        return String.join("\n", lines) + "\n";
    }
}
