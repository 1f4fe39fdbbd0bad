package slipway.ui.endpoints;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SplitModelTest {
    private static final List<String> TWO = List.of("blue", "green");
    private static final List<String> THREE = List.of("blue", "green", "shadow");

    @Test
    void everyMoveOfEverySplitOfThreeSumsTo100() {
        for (int a = 0; a <= 100; a++) {
            for (int b = 0; a + b <= 100; b++) {
                var split = SplitModel.of(THREE, Map.of("blue", a, "green", b, "shadow", 100 - a - b), Map.of());
                for (int to = 0; to <= 100; to += 3) {
                    var moved = split.moved("green", to);
                    assertEquals(100, moved.sum());
                    assertEquals(to, moved.weight("green"));
                    assertTrue(moved.weights().values().stream().allMatch(weight -> weight >= 0));
                    int others = 100 - b;
                    if (others > 0) assertEquals((double) a * (100 - to) / others, moved.weight("blue"), 1.0);
                }
            }
        }
    }

    @Test
    void draggingThereAndBackChangesNothing() {
        var start = SplitModel.of(List.of("a", "b", "c", "d"), Map.of("a", 47, "b", 31, "c", 15, "d", 7), Map.of());
        var at = start;
        for (int to = 47; to <= 100; to++)
            at = at.moved("a", to);
        for (int to = 100; to >= 47; to--)
            at = at.moved("a", to);
        assertEquals(start, at);
    }

    @Test
    void theFirstTakesTheRestWhereTheOthersHadNothing() {
        assertEquals(Map.of("blue", 90, "green", 10, "shadow", 0), SplitModel.of(THREE, Map.of("blue", 100), Map.of())
                .moved("blue", 90).weights());
        assertEquals(Map.of("blue", 70, "green", 0, "shadow", 30), SplitModel.of(THREE, Map.of("shadow", 100), Map
                .of()).moved("shadow", 30).weights());
    }

    @Test
    void aMirrorNeverGetsTheRestOfOthers() {
        var split = SplitModel.of(THREE, Map.of("blue", 100), Map.of("green", 25));
        assertEquals(Map.of("blue", 90, "green", 0, "shadow", 10), split.moved("blue", 90).weights());
        assertEquals(Map.of("green", 25), split.moved("blue", 90).mirrorTraffic());
        var alone = SplitModel.of(TWO, Map.of("blue", 100), Map.of("green", 25)).moved("blue", 90);
        assertEquals(Map.of("blue", 100, "green", 0), alone.weights());
    }

    @Test
    void aMirrorThatGetsLiveTrafficIsNoMirror() {
        var split = SplitModel.of(TWO, Map.of("blue", 100), Map.of("green", 25)).moved("green", 10);
        assertEquals(Map.of("blue", 90, "green", 10), split.weights());
        assertNull(split.mirror());
        assertEquals(split, split.mirrored("green", 20));
    }

    @Test
    void mirrorIsAtMostFiftyAndOne() {
        var split = SplitModel.of(THREE, Map.of("blue", 100), Map.of());
        assertEquals(Map.of("green", 50), split.mirrored("green", 80).mirrorTraffic());
        assertEquals(Map.of("shadow", 5), split.mirrored("green", 80).mirrored("shadow", 5).mirrorTraffic());
        assertEquals(Map.of(), split.mirrored("green", 10).mirrored("green", 0).mirrorTraffic());
    }

    @Test
    void offAndOnAgain() {
        var split = SplitModel.of(TWO, Map.of("blue", 70, "green", 30), Map.of());
        assertTrue(split.off().isOff());
        assertEquals(split, split.off().on());
        assertEquals(Map.of("blue", 100, "green", 0), SplitModel.of(TWO, Map.of(), Map.of()).on().weights());
        assertEquals(Map.of("blue", 40, "green", 60), split.off().moved("blue", 40).weights());
    }

    @Test
    void oneAloneHasAllOrNothing() {
        var one = SplitModel.of(List.of("blue"), Map.of("blue", 100), Map.of());
        assertEquals(100, one.moved("blue", 70).sum());
        assertEquals(0, one.moved("blue", 20).sum());
        assertEquals(100, one.off().moved("blue", 60).sum());
        assertEquals(100, one.preset(50).sum());
    }

    @Test
    void presetsAndWhoTookAll() {
        var split = SplitModel.of(THREE, Map.of("blue", 100), Map.of("green", 10));
        assertEquals(Map.of("blue", 50, "green", 0, "shadow", 50), split.preset(50).weights());
        assertEquals("shadow", split.preset(0).tookAll(split));
        assertNull(split.preset(50).tookAll(split));
        assertNull(split.tookAll(split));
    }

    @Test
    void outOfRangeIsHeldInside() {
        var split = SplitModel.of(TWO, Map.of("blue", 50, "green", 50), Map.of());
        assertEquals(100, split.moved("blue", 4711).weight("blue"));
        assertEquals(0, split.moved("blue", -3).weight("blue"));
        assertEquals(split, split.moved("nobody", 3));
    }
}
