package slipway.engine;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LogOriginTest {
    @Test
    void aMarkIsReadBack() {
        String line = LogOrigin.mark(12, "node-b.lan", "ready");
        assertEquals("[12@node-b.lan] ready", line);
        assertEquals("ready", line.substring(LogOrigin.end(line)));
        String unknown = LogOrigin.mark(0, "", "{\"a\": 1}");
        assertEquals("[?@?] {\"a\": 1}", unknown);
        assertEquals("{\"a\": 1}", unknown.substring(LogOrigin.end(unknown)));
    }

    @Test
    void otherBracketsAreTheServersOwn() {
        for (String line : new String[]{"", "[", "[]", "[2]", "[2@", "[2@node", "[@node] x", "[info] x", "[1, 2] x",
                "[2@a b] x", "2@node] x"}) {
            assertEquals(0, LogOrigin.end(line), line);
        }
    }
}
