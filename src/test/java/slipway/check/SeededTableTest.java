package slipway.check;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import slipway.check.Seeds.How;
import slipway.check.Seeds.Seed;
import slipway.contract.Contracts;
import slipway.contract.Profile;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// `docs/seeded-defects.md` says which container or artifact breaks each rule, as [SeededDefectsIT] proves; no rule of
/// any profile is without one that breaks it alone.
class SeededTableTest {
    private static final String AGAIN = "regenerate it: mvn test -Dtest=SeededTableTest -Dslipway.write=true";

    @Test
    void everyRuleIsBrokenByItselfSomewhere() {
        var without = new TreeSet<String>();
        for (Profile profile : Contracts.PROFILES) {
            for (Profile.Rule rule : profile.rules())
                if (alone(profile, rule).isEmpty()) without.add(profile.idOf(rule));
        }
        assertEquals(new TreeSet<String>(), without);
    }

    @Test
    void everyRuleNamesAKindAndEveryKindHasARule() {
        var named = Contracts.PROFILES.stream().flatMap(profile -> profile.rules().stream())
                .map(Profile.Rule::check).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Kinds.ALL.stream().map(Kind::name).collect(Collectors.toCollection(TreeSet::new)), named);
    }

    @Test
    void thePageIsWhatTheTestsProve() throws IOException {
        String page = page();
        var file = Sources.base().resolve("docs/seeded-defects.md");
        if (Boolean.getBoolean("slipway.write")) Files.writeString(file, page);
        assertEquals(page, Files.readString(file), AGAIN);
    }

    private static List<Seed> alone(Profile profile, Profile.Rule rule) {
        return Seeds.ALL.stream().filter(seed -> seed.contract().equals(profile.id())
                && seed.rules().size() == 1 && seed.rules().contains(rule.id())).toList();
    }

    private static String page() {
        Map<String, String> known = descriptions();
        var text = new StringBuilder(
                """
                        # What breaks each rule

                        Made from the tests; regenerate it with `mvn test -Dtest=SeededTableTest -Dslipway.write=true`.
                        `SeededDefectsIT` runs every one of these against the whole contract: each is found, nothing else is, and a
                        good one raises no alarm. The servers and images are in `src/test/resources/defects`.
                        """);
        for (Profile profile : Contracts.PROFILES) {
            text.append("\n## ").append(profile.title()).append(" (`").append(profile.id()).append("`, ")
                    .append(profile.edition())
                    .append(")\n\n| rule | inventory | broken by | which |\n|---|---|---|---|\n");
            for (Profile.Rule rule : profile.rules()) {
                List<Seed> seeds = alone(profile, rule);
                text.append("| `").append(rule.id()).append("` | ").append(rule.row() == null ? "" : rule.row())
                        .append(" | ").append(seeds.stream().map(SeededTableTest::word).distinct()
                                .collect(Collectors.joining(", ")))
                        .append(" | ").append(seeds.stream().map(seed -> known.getOrDefault(seed.name(), seed.name()))
                                .collect(Collectors.joining("; ")))
                        .append(" |\n");
            }
        }
        return text.toString();
    }

    private static String word(Seed seed) {
        How how = seed.how();
        return switch (how) {
            case SERVER -> "a server";
            case IMAGE -> "an image";
            case ARTIFACT -> "an artifact";
            case LAUNCH -> "a launch";
            case TOLD -> "what an engine tells";
        };
    }

    /// What the table of the defects says of each.
    private static Map<String, String> descriptions() {
        var result = new LinkedHashMap<String, String>();
        Matcher row = Pattern.compile("(?m)^\\| `([A-Za-z0-9-]+)` \\| [^|]* \\| ([^|]*) \\|")
                .matcher(Sources.read("src/test/resources/defects/README.md"));
        while (row.find()) {
            if (!row.group(1).equals("form-FORM-fails")) result.put(row.group(1), row.group(2).strip());
        }
        for (Seed seed : Seeds.ALL) {
            if (seed.name().startsWith("form-")) result.put(seed.name(), "that form of a payload is answered 400");
            if (seed.how() == How.ARTIFACT) result.put(seed.name(), "one that lacks just that");
        }
        return result;
    }
}
