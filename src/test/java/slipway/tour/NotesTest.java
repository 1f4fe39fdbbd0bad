package slipway.tour;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.base.Progress;
import slipway.base.Text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NotesTest {
    @Test
    void aStepIsToldInTheLanguageOfTheWindowAndReportedByItsName() throws Exception {
        var told = new ArrayList<Progress.Report>();
        var notes = new Notes(new Progress(told::add));
        assertTrue(notes.step("split iris 90/10", () -> "seen", "tour.step.split", "iris", "90/10"));
        assertEquals("tour.step.split", told.getFirst().stage());
        assertEquals(List.of("iris", "90/10"), told.getFirst().args());
        assertTrue(Text.has("tour.step.split"));
        assertEquals("split iris 90/10", notes.report("embedded").steps().getFirst().name());
    }
}
