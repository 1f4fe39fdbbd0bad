package slipway.observe;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogBufferTest {
    @Test
    void itKeepsTheNewestLinesByNumber() {
        var buffer = new LogBuffer();
        assertEquals(buffer.first(), buffer.next());
        for (int i = 0; i < LogBuffer.CAPACITY + 10; i++)
            buffer.add(i, false, "line " + i);
        assertEquals(10, buffer.first());
        assertEquals(LogBuffer.CAPACITY + 10, buffer.next());
        assertEquals("line 10", buffer.read(0, 5).getFirst().text());
        assertEquals(5, buffer.read(0, 5).size());
        assertEquals("line " + (LogBuffer.CAPACITY + 9), buffer.tail(3).getLast().text());
        assertTrue(buffer.read(buffer.next(), 5).isEmpty());
        assertTrue(buffer.read(Long.MAX_VALUE, 5).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2026-01-01 10:00:00 ERROR cannot load | ERROR",
            "WARNING: deprecated | WARN", "[debug] x | DEBUG", "{\"level\":\"error\",\"msg\":\"x\"} | ERROR",
            "{\"severity\": \"WARN\"} | WARN", "GET /health 200 | INFO", "no errors found | INFO",
            "Traceback (most recent call last): | ERROR", "java.lang.IllegalStateException: x | ERROR",
            "OOM: used 1 MB of 1 MB | ERROR", "level=warn msg=x | WARN", "time=1 level=info msg=\"ERROR\" | INFO"})
    void itReadsTheLevelFromTheLine(String line, LogLine.Level level) {
        assertEquals(level, Levels.of(line));
    }
}
