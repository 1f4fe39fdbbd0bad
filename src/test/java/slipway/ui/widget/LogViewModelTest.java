package slipway.ui.widget;

import java.util.EnumSet;
import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.observe.LogBuffer;
import slipway.observe.LogLine;
import slipway.observe.LogSearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogViewModelTest {
    private final LogBuffer buffer = new LogBuffer();
    private final LogViewModel model = new LogViewModel(buffer);

    @Test
    void followsTheEndUntilTheReaderScrollsUp() {
        add("line", 100);
        assertEquals("line 99", last(rows(10)));
        model.scrollBy(-5);
        assertFalse(model.following());
        assertEquals("line 94", last(rows(10)));

        add("late", 7);
        assertEquals("line 94", last(rows(10)), "what is being read stays where it is");
        assertEquals(7, model.unseen());

        model.scrollBy(1_000);
        assertTrue(model.following(), "at the end it follows again");
        assertEquals("late 6", last(rows(10)));
        assertEquals(0, model.unseen());
    }

    @Test
    void aReaderStaysOnTheLineWhileTheRingDropsOlderOnes() {
        add("old", LogBuffer.CAPACITY);
        rows(10);
        model.scrollTo(50_000);
        String read = rows(10).getFirst().text();
        add("new", 20_000);
        assertEquals(read, rows(10).getFirst().text());
    }

    @Test
    void filtersByLevel() {
        for (int i = 0; i < 10; i++) {
            buffer.add(i, false, "INFO all is well");
            buffer.add(i, false, "ERROR it is not " + i);
        }
        model.refresh();
        model.levels(EnumSet.of(LogLine.Level.ERROR));
        assertEquals(10, model.size());
        buffer.add(11, false, "INFO more");
        buffer.add(11, false, "ERROR more");
        model.refresh();
        assertEquals(11, model.size());
        assertEquals("ERROR more", last(rows(5)));
        model.levels(EnumSet.allOf(LogLine.Level.class));
        assertEquals(22, model.size());
    }

    @Test
    void searchesCountsStepsAndMarks() {
        add("request", 30);
        buffer.add(0, false, "ValueError: abc");
        add("request", 30);
        buffer.add(0, false, "WARN petal_lenght and again petal_lenght");
        model.refresh();
        model.search(LogSearch.of("valueerror|petal", true), false);
        assertEquals(2, model.matchCount());
        assertEquals(0, model.matchPosition());
        model.stepMatch(1);
        assertEquals(2, model.matchPosition(), "the newest first while following");
        LogViewModel.Row row = rows(9).stream().filter(r -> model.currentMatch(r.line())).findFirst().orElseThrow();
        assertEquals(List.of(new LogSearch.Hit(5, 10), new LogSearch.Hit(28, 33)), row.hits());
        model.stepMatch(1);
        assertEquals(1, model.matchPosition(), "around the end");
        model.search(LogSearch.of("request", false), true);
        assertEquals(60, model.size());
    }

    @Test
    void clearStaysCleared() {
        add("before", 20);
        model.clear();
        assertEquals(0, model.size());
        add("after", 3);
        assertEquals(3, model.size());
        model.levels(EnumSet.of(LogLine.Level.INFO));
        model.search(LogSearch.of("before", false), false);
        assertEquals(0, model.matchCount());
        model.levels(EnumSet.allOf(LogLine.Level.class));
        assertEquals(3, model.size(), "a filter does not bring them back");
        assertEquals("after 2", last(rows(10)));
    }

    @Test
    void copiesTheSelectionInFullAndAllThatIsShown() {
        String endless = "x".repeat(90_000);
        buffer.add(0, false, "first");
        buffer.add(0, false, endless);
        buffer.add(0, false, "third");
        model.refresh();
        List<LogViewModel.Row> rows = rows(20);
        assertTrue(rows.get(1).cut());
        assertEquals(80, rows.get(1).text().length());
        model.select(rows.get(0).line().number(), false);
        model.select(rows.get(1).line().number(), true);
        assertEquals("first\n" + endless + "\n", model.selection().text(false));
        model.levels(EnumSet.of(LogLine.Level.ERROR));
        assertEquals("", model.all().newest(1000).text(false));
    }

    @Test
    void wrapsLongLinesFromTheEnd() {
        buffer.add(0, false, "a".repeat(200));
        model.refresh();
        model.wrap(true);
        assertEquals(List.of(80, 80, 40), rows(10).stream().map(row -> row.text().length()).toList());
        assertEquals(List.of(80, 40), rows(2).stream().map(row -> row.text().length()).toList());
    }

    @Test
    void anExpressionThatNeverEndsIsGivenUp() {
        buffer.add(0, false, "a".repeat(200));
        model.refresh();
        LogSearch search = LogSearch.of("(.*)(.*)(.*)(.*)(.*)z", true);
        model.search(search, false);
        assertEquals(0, model.matchCount());
        assertEquals(LogSearch.Fault.TOO_SLOW, search.fault());
        assertEquals(LogSearch.Fault.SYNTAX, LogSearch.of("(", true).fault());
    }

    @Test
    void terminalColoursAndTabsAreNotShown() {
        buffer.add(0, false, "\u001B[31mred\u001B[0m\tend");
        model.refresh();
        assertEquals("red    end", last(rows(1)));
    }

    private void add(String word, int count) {
        for (int i = 0; i < count; i++)
            buffer.add(i, false, word + " " + i);
        model.refresh();
    }

    private List<LogViewModel.Row> rows(int count) {
        return model.rows(count, 80);
    }

    private static String last(List<LogViewModel.Row> rows) {
        return rows.getLast().text();
    }
}
