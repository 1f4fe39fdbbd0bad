package slipway.engine.process;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import slipway.testkit.NeedsPrograms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@NeedsPrograms("sleep:coreutils")
class ProcessLifeTest {
    private static boolean ended(String stat) {
        return ProcFs.ended(ByteBuffer.wrap(stat.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void goesOnUntilTheProcessEnds() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        try (var life = new ProcessLife(process.toHandle())) {
            assertTrue(life.goesOn());
            assertTrue(life.goesOn());
            process.destroyForcibly().waitFor();
            assertFalse(life.goesOn());
            assertFalse(life.goesOn());
        }
        try (var life = new ProcessLife(process.toHandle())) {
            assertFalse(life.goesOn(), "it was over before");
        }
    }

    /// Whoever closes the studio interrupts its loops; an end told then would have the process killed.
    @Test
    void anInterruptedTaskDoesNotTakeItForEnded() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        try (var life = new ProcessLife(process.toHandle())) {
            Thread.currentThread().interrupt();
            boolean on = life.goesOn();
            assertTrue(Thread.interrupted());
            assertTrue(on);
            assertTrue(life.goesOn(), "also when the file was closed by it");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aNameMayHoldAnything() {
        assertTrue(ended("12 (a) S) b) Z 1 12 12 0 -1"));
        assertFalse(ended("12 (Z) Z) S 1 12 12 0 -1"));
        assertTrue(ended("7 (x) X 1 7 7"));
        assertEquals(false, ended(""));
    }
}
