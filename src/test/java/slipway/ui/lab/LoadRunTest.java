package slipway.ui.lab;

import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.load.LoadResult;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LoadRunTest {
    private static LoadResult result(long sent, long ok) {
        return new LoadResult(sent, ok, Map.of("refused", sent - ok - 1, "timeout", 1L), 10,
                new LoadResult.Latency(1, 1, 1, 1, 1), Map.of());
    }

    @Test
    void aLoadThatGotNoGoodAnswerHasFailedAndSaysWhatItMetMostOften() {
        Problem problem = assertThrows(StudioException.class, () -> LoadRun.requireAnswers("iris", result(1200, 0)))
                .problem();
        assertEquals("lab.load-unanswered", problem.code());
        assertTrue(problem.why().contains("refused"), problem.why());
        assertTrue(problem.what().contains("1,200"), problem.what());
    }

    @Test
    void oneWithAGoodAnswerHasMeasuredSomething() {
        assertDoesNotThrow(() -> LoadRun.requireAnswers("iris", result(1200, 1)));
    }
}
