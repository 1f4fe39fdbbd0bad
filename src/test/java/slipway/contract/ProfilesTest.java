package slipway.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.base.StudioException;
import slipway.testkit.CoverageDoc;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Profiles as data: ours are whole, a person's own is read beside them, and a bad one is told with its place.
class ProfilesTest {
    @TempDir
    private Path folder;

    @Test
    void everyProfileAmongTheResourcesIsListed() throws IOException {
        try (Stream<Path> files = Files.list(Sources.base().resolve("ui-resources/contracts"))) {
            assertEquals(files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .collect(Collectors.toCollection(TreeSet::new)), new TreeSet<>(Contracts.ids()));
        }
    }

    @Test
    void everyRuleCitesARowThatIsThereAndADatedSource() {
        Set<String> rows = CoverageDoc.rows(Sources.read("docs/inventory.tsv")).stream().map(CoverageDoc.Row::id)
                .collect(Collectors.toSet());
        for (Profile profile : Contracts.PROFILES) {
            for (Profile.Rule rule : profile.rules()) {
                assertTrue(rule.row() == null || rows.contains(rule.row()), profile.idOf(rule));
                assertTrue(Pattern.compile("\\(20\\d\\d-\\d\\d-\\d\\d\\)$").matcher(rule.source()).find(),
                        rule.source());
            }
        }
    }

    @Test
    void aProfileOfOnesOwnStandsBesideOurs() throws IOException {
        write("mine.json", ours().replace("\"oci-byoc\"", "\"my-platform\"").replace("\"/predict\"", "\"/go\""));
        Profiles profiles = Profiles.with(folder);
        assertEquals(List.of(), profiles.problems());
        Profile mine = profiles.byId("my-platform").orElseThrow();
        assertEquals("/go", Contracts.of(mine).predictPath("m"));
        assertEquals(Contracts.PROFILES.size() + 1, profiles.ids().size());
        assertEquals("my-platform/curl", mine.idOf(mine.rules().stream().filter(rule -> rule.id().equals("curl"))
                .findFirst().orElseThrow()));
    }

    @Test
    void aBadOneIsToldAndTheOthersCount() throws IOException {
        write("a-half.json", ours().substring(0, 400));
        write("b-taken.json", ours());
        write("c-good.json", ours().replace("\"oci-byoc\"", "\"my-platform\""));
        Profiles profiles = Profiles.with(folder);
        assertEquals(List.of("contract.not-json", "contract.id-taken"),
                profiles.problems().stream().map(problem -> problem.code()).toList());
        assertTrue(profiles.byId("my-platform").isPresent());
        assertEquals(Profiles.OURS, Profiles.with(folder.resolve("nowhere")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"id\": \"oci-byoc\"        | \"id\": \"OCI byoc\"      | contract.wants-id       | id",
            "\"edition\": \"2026-11\"    | \"edition\": \"soon\"     | contract.wants-month    | edition",
            "\"live\": \"/health\"       | \"live\": \"health\"      | contract.wants-path     | routes.live",
            "\"retries\": 3              | \"retries\": \"three\"    | contract.wants-number   | health.retries",
            "\"free\": true              | \"free\": \"yes\"         | contract.wants-flag     | port.free",
            "\"stopS\": 30               | \"stopS\": 30, \"stop\": 1 | contract.unknown-member | limits.stop",
            "\"arguments\": []           | \"arguments\": \"serve\"  | contract.wants-list     | arguments",
            "\"arguments\": []           | \"arguments\": [1]        | contract.wants-texts    | arguments",
            "\"inputs\", \"instances\"   | \"inputs\", \"xml\"       | contract.wants-forms    | payloads",
            "\"id\": \"curl\"            | \"id\": \"stop\"          | contract.id-twice       | id",
            "\"source\": \"invoke\"      | \"source\": \"hearsay\"   | contract.wants-source   | source",
            "\"severity\": \"warn\"      | \"severity\": \"mild\"    | contract.wants-severity | severity"})
    void whatIsWrongIsNamedWithItsPlace(String good, String bad, String code, String place) throws IOException {
        Path file = write("bad.json", ours().replaceFirst(Pattern.quote(good.strip()),
                java.util.regex.Matcher.quoteReplacement(bad.strip())));
        var failure = assertThrows(StudioException.class, () -> Profiles.read(file));
        assertEquals(code, failure.problem().code());
        assertTrue(failure.problem().what().contains(place), failure.problem().what());
    }

    private static String ours() {
        return Sources.read("ui-resources/contracts/oci-byoc.json");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
