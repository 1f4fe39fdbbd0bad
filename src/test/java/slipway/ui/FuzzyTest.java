package slipway.ui;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FuzzyTest {
    @Test
    void lettersInOrderFitAndWordBeginningsWin() {
        assertTrue(Fuzzy.score("opm", "Open Models") > 0);
        assertEquals(-1, Fuzzy.score("xyz", "Open Models"));
        assertTrue(Fuzzy.score("mod", "Models") > Fuzzy.score("mod", "Remove old deployment"));
        assertTrue(Fuzzy.score("dt", "Dark theme") > Fuzzy.score("dt", "Quit editor"));
    }
}
