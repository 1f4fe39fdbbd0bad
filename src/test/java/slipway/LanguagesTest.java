package slipway;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import slipway.base.Language;
import slipway.base.Text;
import slipway.base.Units;
import slipway.testkit.LanguageRules;
import slipway.testkit.Sources;
import slipway.testkit.TextRules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Every text is there in every language, can be filled alike, and is not English.
class LanguagesTest {
    private static final String FOLDER = "ui-resources/i18n/";
    private static final Map<String, String> FILES = Sources.files(FOLDER, ".properties");
    private static final Map<String, String> ENGLISH = texts("");
    /// Texts that really are the same: names, keys and words that stand in every language.
    private static final Set<String> SAME = Sources.read("src/test/resources/same-in-every-language.txt").lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#")).collect(Collectors.toSet());

    @AfterEach
    void english() {
        Text.speak(Language.ENGLISH);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
    void everyTextIsThere(Language language) {
        none(LanguageRules.missing(ENGLISH, texts(language.tag() + "/")));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
    void everyTextCanTakeThePlaceOfTheEnglish(Language language) {
        none(LanguageRules.unlike(ENGLISH, texts(language.tag() + "/"), language.locale()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
    void noSentenceIsLeftInEnglish(Language language) {
        none(LanguageRules.untranslated(ENGLISH, texts(language.tag() + "/"), SAME));
    }

    @Test
    void everyFolderIsALanguage() {
        Set<String> folders = FILES.keySet().stream().map(file -> file.substring(FOLDER.length()))
                .filter(file -> file.contains("/")).map(file -> file.substring(0, file.indexOf('/')))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Stream.of(Language.values()).skip(1).map(Language::tag)
                .collect(Collectors.toCollection(TreeSet::new)), folders);
    }

    @Test
    void anotherLanguageIsSpokenAtOnceWithItsNumbers() {
        assertEquals("1.50 s", Units.nanos(1_500_000_000L));
        String english = Text.of("shell.language");
        Text.speak(Language.SPANISH);
        assertEquals("1,50 s", Units.nanos(1_500_000_000L));
        assertFalse(Text.of("shell.language").equals(english));
        Text.speak(Language.ENGLISH);
        assertEquals(english, Text.of("shell.language"));
    }

    @Test
    void oneIsWrittenAsOneInEveryLanguage() {
        for (Language language : Language.values()) {
            Text.speak(language);
            for (String one : List.of(Text.of("rehearse.replicas.fewest", 1, ""), Text.of("rehearse.replicas.behind",
                    1), Text.of("rehearse.replicas.line", 1, 0.5, "", "", ""),
                    Text.of("deployments.nodes.has", 1.0,
                            ""),
                    Text.of("bundle.secrets", "", 1L), Text.of("answers.history.figures", 1, "", "", 1), Text.of(
                            "answers.table.count", 1, 1),
                    Text.of("requests.batch.result", 1L, 1L), Text.of(
                            "endpoints.rollout.step.scale", "", 1))) {
                assertFalse(one.matches(".*\\b1 (?:replicas|réplicas|répliques|cores|núcleos|cœurs|values|valores"
                        + "|valeurs|days|días|dias|jours|rows|filas|linhas|lignes|columns|columnas|colunas|colonnes"
                        + "|fallaron)\\b.*"), one);
                assertTrue(one.contains("1"), one);
            }
        }
        Text.speak(Language.SPANISH);
        assertEquals("2,5 núcleos · 8 GB", Text.of("deployments.nodes.has", 2.5, "8 GB"));
    }

    @Test
    void aLanguageIsKnownByAnyFormOfItsTag() {
        assertEquals(List.of(Language.SPANISH, Language.PORTUGUESE, Language.PORTUGUESE, Language.FRENCH,
                Language.ENGLISH, Language.ENGLISH),
                Stream.of("es-MX", "pt_BR", "pt-PT", "fr", "de", "%%").map(Language::of).toList());
    }

    @Test
    void seededTranslationsAreCaught() {
        Map<String, String> english = Map.of("a", "One {0}", "b", "Use --json now", "c", "Some words here", "d",
                "{0,choice,1#one|1<{0}}", "e", "Full");
        assertEquals(Set.of("a is not translated", "x is not in English"),
                LanguageRules.missing(Map.of("a", "b"), Map.of("x", "y")));
        assertEquals(Set.of("a fills [1] and not [0]", "b lost --json", "b has a straight apostrophe",
                "d fills [0] and not [0, 0,choice]", "e says nothing"),
                LanguageRules.unlike(english, Map.of("a", "Un {1}", "b", "L'option", "d", "{0}", "e", " "),
                        Locale.FRENCH));
        assertEquals(Set.of("a writes 10,000 as English does"), LanguageRules.unlike(Map.of("a", "At most 10,000", "b",
                "As 5,25,50,100", "c", "At most 1,000"),
                Map.of("a", "Hasta 10,000", "b", "Como 5,25,50,100", "c",
                        "Hasta 1.000"),
                Locale.of("es")));
        assertTrue(LanguageRules.unlike(Map.of("a", "{0,number}"), Map.of("a", "{0,number"), Locale.FRENCH).stream()
                .anyMatch(each -> each.startsWith("a is no pattern")));
        assertEquals(Set.of("c is English: Some words here"),
                LanguageRules.untranslated(english, Map.of("c", "Some words here", "e", "Full"), Set.of()));
        assertEquals(Set.of(), LanguageRules.untranslated(english, Map.of("c", "Some words here"), Set.of("c")));
    }

    private static Map<String, String> texts(String below) {
        return TextRules
                .merged(FILES.entrySet().stream().filter(file -> file.getKey().startsWith(FOLDER + below + "text-"))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static void none(Set<String> broken) {
        assertTrue(broken.isEmpty(), () -> String.join("\n", broken));
    }
}
