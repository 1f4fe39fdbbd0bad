package slipway.rehearse;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import slipway.rehearse.JsonDefect.Kind;
import slipway.testkit.Covers;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// JSON that is nearly right is told where it is wrong and offered right; what cannot be mended is not.
class JsonTextTest {
    static JsonNode tree(String text) {
        return assertInstanceOf(JsonText.Good.class, JsonText.read(text), text).root();
    }

    static JsonText.Broken broken(String text) {
        return assertInstanceOf(JsonText.Broken.class, JsonText.read(text), text);
    }

    static String mended(String text) {
        return assertNotNull(broken(text).mend(), text).text();
    }

    private static <T> T assertNotNull(@org.jspecify.annotations.Nullable T value, String text) {
        assertTrue(value != null, text);
        return java.util.Objects.requireNonNull(value);
    }

    @Test
    @Covers("A075")
    void theExampleOfTheDocumentsIsMendedInBothItsForms() {
        String before = Sources.read("src/test/resources/rehearse/oci-current.json");
        JsonText.Broken broken = broken(before);
        assertEquals(List.of(22, 8), List.of(broken.line(), broken.column()), "right behind the entrypoint");
        assertEquals("Line 22, column 8: a comma is missing.", broken.problem().what());
        assertEquals(List.of(Kind.COMMA_MISSING, Kind.NOT_CLOSED),
                broken.defects().stream().map(JsonDefect::kind).toList());
        JsonText.Mend mend = java.util.Objects.requireNonNull(broken.mend());
        assertTrue(mend.diff().contains("-      ]\n+      ],\n       \"cmd\": ["), mend::diff);
        assertTrue(mend.diff().contains("\n   }\n+}\n"), mend::diff);
        assertTrue(tree(mend.text()).at("/modelDeploymentConfigurationDetails/environmentConfigurationDetails/cmd")
                .isArray());

        JsonText.Broken after = broken(Sources.read("src/test/resources/rehearse/oci-after.json"));
        assertEquals(List.of(11, 23), List.of(after.line(), after.column()));
        assertEquals(2, after.defects().size());
        assertFalse(after.mend() == null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "{\"a\":1 \"b\":2}|{\"a\":1, \"b\":2}|1|7|COMMA_MISSING",
            "[1 2]|[1, 2]|1|3|COMMA_MISSING",
            "[[1] [2]]|[[1], [2]]|1|5|COMMA_MISSING",
            "[{} {}]|[{}, {}]|1|4|COMMA_MISSING",
            "{\"a\":\"x\\\"y\" \"b\":null}|{\"a\":\"x\\\"y\", \"b\":null}|1|12|COMMA_MISSING",
            "{\"a\":1,}|{\"a\":1}|1|7|COMMA_TOO_MANY",
            "[1,2, ]|[1,2 ]|1|5|COMMA_TOO_MANY"})
    void aCommaIsPutInOrTakenOut(String text, String mended, int line, int column, Kind kind) {
        JsonText.Broken broken = broken(text);
        assertEquals(mended, mended(text));
        assertEquals(List.of(line, column, kind),
                List.of(broken.line(), broken.column(), broken.defects().getFirst().kind()));
    }

    @Test
    void whatIsLeftOpenIsClosedInLineWithItsBeginning() {
        assertEquals("{\n  \"a\": [\n    1\n  ]\n}\n", mended("{\n  \"a\": [\n    1\n"));
        assertEquals("{\"a\": {\"b\": 2}\n}", mended("{\"a\": {\"b\": 2,}").strip());
        assertEquals("Line 1, column 10: the text ends before ]}", broken("{\"a\": [1,").defects().getLast().problem()
                .what());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"a\" 1}", "{\"a\":", "{'a':1}", "{\"a\":1}}", "[1}", "{\"a\":\"b", "{a:1}", "nul",
            "[1,,2]", "{\"a\":1,\"a\":2}", "// x\n{}"})
    void whatIsNotAlmostJsonGetsAPlaceButNoMend(String text) {
        JsonText.Broken broken = broken(text);
        assertNull(broken.mend(), text);
        assertTrue(broken.line() >= 1 && broken.column() >= 1);
        assertFalse(broken.problem().what().contains("["), broken.problem().what());
    }

    @Test
    void thePlaceOfOtherMistakesIsTheParsers() {
        JsonText.Broken broken = broken("{\n  \"a\": 1,\n  \"b\": nope\n}");
        assertEquals(3, broken.line());
        assertNull(broken.mend());
    }

    @Test
    void depthIsBounded() {
        assertNull(broken("[".repeat(5000)).mend());
    }
}
