package slipway.engine.docker;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

class ContainerExitTest {
    @Test
    void memoryIsToldApartFromAKill() {
        assertEquals(ContainerExit.OUT_OF_MEMORY, ContainerExit.of(137, true).explanation());
        assertEquals("docker.exit.killed", ContainerExit.of(137, false).explanation());
        assertEquals("docker.exit.oom-child", ContainerExit.of(0, true).explanation());
    }

    @Test
    void knownCodesAreExplainedInWordsAndOthersNot() {
        for (int code : List.of(126, 127, 134, 137, 139, 143)) {
            String words = ContainerExit.of(code, false).explained();
            assertNotNull(words);
            assertFalse(words.startsWith("["), words);
        }
        assertNull(ContainerExit.of(3, false).explained());
        assertFalse(ContainerExit.of(0, false).running());
    }
}
