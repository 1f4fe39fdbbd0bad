package slipway.observe;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogSearchTest {
    @Test
    void whatMatchesNeedNotBeMarked() {
        LogSearch others = LogSearch.of("^(?!.*health)", true);
        assertTrue(others.matches("POST /score 200"));
        assertFalse(others.matches("GET /health 200"));
        assertEquals(List.of(), others.hits("POST /score 200", 9));
        assertTrue(LogSearch.of("^$", true).matches(""));
    }

    @Test
    void anExpressionWithoutEndIsGivenUpAndFindsNothingFromThenOn() {
        LogSearch slow = LogSearch.of("(.*a){25}b", true);
        assertFalse(slow.matches("a".repeat(60)));
        assertEquals(LogSearch.Fault.TOO_SLOW, slow.fault());
        assertFalse(slow.matches("aab"));
        assertEquals("(.*a){25}b", slow.query());
    }
}
