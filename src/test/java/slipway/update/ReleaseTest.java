package slipway.update;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.Problem;
import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReleaseTest {
    private static Release read(String json) {
        return Release.read(json.getBytes(StandardCharsets.UTF_8), "here");
    }

    private static Problem refused(String json) {
        return assertThrows(StudioException.class, () -> read(json)).problem();
    }

    @ParameterizedTest
    @CsvSource({"0.2.0, 0.1.0, 1", "0.10.0, 0.9.9, 1", "1, 0.999999999, 1", "0.1.0.1, 0.1.0, 1", "0.1, 0.1.0, 0",
            "00.1.0, 0.1.0, 0", "0.0.9, 0.1.0, -1", "0.9, 0.10, -1", "1.0.0.0, 1, 0"})
    void versionsAreComparedByTheirNumbers(String one, String other, int sign) {
        assertEquals(sign, Integer.signum(new Release(one, "").against(other)));
        assertEquals(-sign, Integer.signum(new Release(other, "").against(one)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1.2", "1.", ".1", "1..2", "-1.0", "1.0-rc1", "1 ", "latest", "1234567890",
            "1.2.3.4.5.6.7.8.9", "١.٢"})
    void whatIsNotDottedNumbersIsSaid(String version) {
        Problem problem = refused("{\"version\": \"" + version + "\"}");
        assertEquals("update.version", problem.code());
        assertTrue(problem.why().contains("“" + version + "”"), problem::why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "<html></html>", "[]", "\"0.2.0\"", "{", "{}", "null",
            "{\"version\": 0.2}", "{\"version\": null}", "{\"version\": \"0.2.0\", \"notes\": 7}",
            "{\"version\": \"0.2.0\"} {}", "{\"version\": \"0.2.0\", \"version\": \"0.3.0\"}"})
    void whatIsNoReleaseFileIsSaid(String json) {
        assertEquals("update.malformed", refused(json).code());
    }

    @Test
    void aVersionOfAnyLengthIsShownShort() {
        assertEquals(60, refused("{\"version\": \"" + "x".repeat(5_000) + "\"}").args().getLast().toString().length());
    }

    @Test
    void notesAreATextOrALinkAndNeverLong() {
        assertEquals(new Release("0.2.0", ""), read("{\"version\": \"0.2.0\", \"more\": [1, {}]}"));
        assertEquals(new Release("0.2.0", ""), read("{\"version\": \"0.2.0\", \"notes\": null}"));
        Release text = read("{\"version\": \"0.2.0\", \"notes\": \" Faster.\\r\\nSmaller\\u0007\\u202e!\\n\"}");
        assertEquals("Faster.\nSmaller !", text.notes());
        assertFalse(text.notesAreLink());
        assertTrue(new Release("1", "https://example.com/news").notesAreLink());
        assertFalse(new Release("1", "http://example.com/news").notesAreLink());
        assertFalse(new Release("1", "see https://example.com/news").notesAreLink());
        String cut = new Release("1", "🚢".repeat(2_000)).notes();
        assertTrue(cut.length() <= Release.NOTES && cut.endsWith("🚢…"), () -> cut.length() + " characters");
    }
}
