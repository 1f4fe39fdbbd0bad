package slipway.compare;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import slipway.base.Bytes;
import slipway.compare.SideBySide.Line;
import slipway.compare.SideBySide.Mark;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SideBySideTest {
    private static List<Line> of(String one, String other) {
        return SideBySide.of(Answer.of(200, "application/json", Bytes.utf8(one), 1), Answer.of(200,
                "application/json", Bytes.utf8(other), 1), new Tolerance(0, 0.01, Set.of(), Set.of()));
    }

    @Test
    void fieldsFindEachOtherWhateverTheirOrder() {
        assertEquals(List.of(new Line("{", "{", Mark.SAME), new Line("  \"p\": 0.5,", "  \"p\": 0.501,", Mark.CLOSE),
                new Line("  \"label\": \"a\",", "  \"label\": \"b\",", Mark.DIFFERS), new Line("  \"old\": 1", "",
                        Mark.LEFT),
                new Line("", "  \"new\": [2]", Mark.RIGHT), new Line("}", "}", Mark.SAME)),
                of(
                        "{\"p\": 0.5, \"label\": \"a\", \"old\": 1}",
                        "{\"new\": [2], \"label\": \"b\", \"p\": 0.501}"));
    }

    @Test
    void wholeNumbersAndTextsAreNeverClose() {
        assertEquals(Mark.DIFFERS, of("1000", "1001").getFirst().mark());
        assertEquals(Mark.DIFFERS, of("<a>", "<b>").getFirst().mark());
        assertEquals(Mark.SAME, of("[]", "[]").getFirst().mark());
    }

    @Test
    void whatIsIgnoredDoesNotDiffer() {
        Answer one = Answer.of(200, "application/json", Bytes.utf8("{\"id\": {\"n\": 1}, \"n\": 1}"), 1);
        Answer other = Answer.of(200, "application/json", Bytes.utf8("{\"id\": {\"n\": 2, \"m\": 3}, \"n\": 2}"), 1);
        assertEquals(List.of(Mark.SAME, Mark.SAME, Mark.CLOSE, Mark.CLOSE, Mark.SAME, Mark.DIFFERS, Mark.SAME),
                SideBySide.of(one, other, new Tolerance(0, 0, Set.of("id"), Set.of())).stream().map(Line::mark)
                        .toList());
    }
}
