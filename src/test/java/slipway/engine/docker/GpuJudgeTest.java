package slipway.engine.docker;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.base.Problem;
import slipway.engine.GpuFacts;
import slipway.engine.GpuFacts.State;
import slipway.testkit.Covers;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// From requested over visible to proved, and to the alarm; and what failures of the driver mean.
class GpuJudgeTest {
    private static final String ONE = "GPU-1111-aa";
    private static final String TWO = "GPU-2222-bb";

    private static GpuFacts next(GpuFacts was, int code, String said, long held) {
        return GpuJudge.next(was, new GpuTool.Said(code, said),
                held == 0 ? List.of() : List.of(new GpuOutput.App(7, ONE, held)));
    }

    @Test
    @Covers("A143")
    void memoryOfItsProcessesProvesAndStaysProof() {
        GpuFacts visible = next(GpuFacts.REQUESTED, 0, ONE + "\n", 0);
        assertEquals(new GpuFacts(State.VISIBLE, List.of(ONE), 0, null), visible);
        GpuFacts proved = next(visible, 0, ONE, 3 << 20);
        assertEquals(new GpuFacts(State.PROVED, List.of(ONE), 3 << 20, null), proved);
        assertEquals(State.PROVED, next(proved, 0, ONE, 0).state(), "given back between two predictions");
    }

    @Test
    void aContainerWithoutTheToolNeverSawAGpu() {
        GpuFacts unseen = next(GpuFacts.REQUESTED, 127, "exec: \"nvidia-smi\": executable file not found", 0);
        assertEquals(State.REQUESTED, unseen.state());
        assertEquals("docker.gpu-unseen", requireNonNull(unseen.problem()).code());
    }

    @Test
    void whatWasVisibleAndIsNotIsLostUntilItComesBack() {
        var visible = new GpuFacts(State.VISIBLE, List.of(ONE, TWO), 0, null);
        GpuFacts lost = next(visible, 255, "Failed to initialize NVML: Unknown Error", 0);
        assertEquals(State.LOST, lost.state());
        assertEquals("docker.gpu-taken-away", requireNonNull(lost.problem()).code());
        GpuFacts one = next(visible, 0, ONE, 0);
        assertEquals(State.LOST, one.state());
        assertTrue(requireNonNull(one.problem()).why().contains(TWO), one.problem().why());
        GpuFacts back = next(one, 0, ONE + "\n" + TWO, 0);
        assertEquals(State.VISIBLE, back.state());
        assertNull(back.problem());
    }

    @ParameterizedTest
    @CsvSource({"mismatch.txt, docker.gpu-driver-mismatch", "no-driver.txt, docker.gpu-driver-silent",
            "requirement.txt, docker.gpu-driver-old", "unknown-device.txt, docker.gpu-unknown-device"})
    void failuresHaveCauseAndRemedy(String file, String code) {
        String text = GpuOutputTest.written(file);
        Problem known = requireNonNull(GpuErrors.of(text));
        assertEquals(code, known.code());
        for (String line : List.of(known.what(), known.why(), known.fix()))
            assertTrue(!line.contains("{") && !line.startsWith("problem."), line);
        if (text.contains("nvidia-container-cli")) assertEquals(code, requireNonNull(KnownErrors.of(text)).code());
    }

    @Test
    void aFailureNobodyKnowsIsQuoted() {
        Problem unknown = GpuErrors.ofTool(14, "Something new\nhappened to GPU 3\n\n");
        assertTrue(unknown.why().contains("14") && unknown.why().contains("happened to GPU 3"), unknown.why());
        assertNull(GpuErrors.ofEngine("No devices were found"), "not a word of NVIDIA's");
    }
}
