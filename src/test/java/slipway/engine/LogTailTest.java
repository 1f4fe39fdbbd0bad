package slipway.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class LogTailTest {
    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();

    @Test
    void linesComeWholeAndAnUnfinishedOneWaits() throws IOException {
        Path file = folder.resolve("a.out");
        var tail = new LogTail(file);
        assertFalse(tail.poll(lines::add));
        Files.writeString(file, "one\r\ntw");
        tail.poll(lines::add);
        assertEquals(List.of("one"), lines);
        Files.writeString(file, "o\n\nrest", StandardOpenOption.APPEND);
        tail.poll(lines::add);
        assertEquals(List.of("one", "two", ""), lines);
        assertFalse(tail.poll(lines::add));
        tail.finish(lines::add);
        assertEquals(List.of("one", "two", "", "rest"), lines);
    }

    @Test
    void aTruncatedFileIsReadFromItsStart() throws IOException {
        Path file = folder.resolve("a.out");
        var tail = new LogTail(file);
        Files.writeString(file, "a long first line\npart");
        tail.poll(lines::add);
        Files.writeString(file, "new\n");
        tail.poll(lines::add);
        assertEquals(List.of("a long first line", "new"), lines);
    }

    @Test
    void aVeryLongLineComesInPiecesThatKeepCharactersWhole() throws IOException {
        Path file = folder.resolve("a.out");
        String text = "x" + "é€😀".repeat(5000);
        Files.writeString(file, text + "\nend\n");
        new LogTail(file).poll(lines::add);
        assertEquals("end", lines.getLast());
        assertEquals(text, String.join("", lines.subList(0, lines.size() - 1)));
        lines.forEach(line -> assertFalse(line.contains("\ufffd")));
    }
}
