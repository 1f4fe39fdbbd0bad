package slipway.ui.widget;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

class JsonViewTextTest {
    @Test
    void laysOutAndKeepsNumbersAsWritten() {
        assertEquals("{\n  \"a\": [1.00, 2e5, 12345678901234567890],\n  \"b\": {\"c\": \"x, y: {}\"},\n  \"d\": []\n}",
                JsonViewText.pretty("{\"a\":[1.00,2e5,12345678901234567890],\"b\":{\"c\":\"x, y: {}\"},\"d\":[ ]}"));
        assertEquals("\"a \\\" b\"", JsonViewText.pretty(" \"a \\\" b\" "));
        assertEquals("not json", JsonViewText.pretty("not json"));
        assertEquals("", JsonViewText.pretty(""));
    }

    @Test
    void saysWhereItBreaks() {
        assertNull(JsonViewText.fault("{\"a\": [1, 2]}"));
        var fault = JsonViewText.fault("{\n  \"a\": 1,\n  b: 2\n}");
        assertNotNull(fault);
        assertEquals(3, fault.line());
        assertNotNull(JsonViewText.fault(""));
        assertNotNull(JsonViewText.fault("{\"a\": 1"));
        assertNotNull(JsonViewText.fault("{} {}"));
    }

    @Test
    void coloursKeysStringsNumbersAndWords() {
        List<JsonViewText.Piece> pieces = JsonViewText.pieces("  \"key\": [\"te xt\", -1.5e3, true, null],");
        assertEquals("  \"key\": [\"te xt\", -1.5e3, true, null],", pieces.stream().map(JsonViewText.Piece::text)
                .collect(Collectors.joining()));
        assertEquals(List.of("json-key", "json-string", "json-number", "json-word", "json-word"), pieces.stream().map(
                JsonViewText.Piece::style).filter(style -> !style.isEmpty()).toList());
    }
}
