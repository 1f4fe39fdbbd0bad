package slipway.engine.docker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import slipway.engine.Gpu;
import slipway.engine.docker.GpuMeter.Use;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What processes do on GPUs, from what NVIDIA’s tool has written.
class GpuMeterTest {
    private static final List<Gpu> GPUS = GpuOutput.gpus(GpuOutputTest.written("h100.csv"));

    @Test
    void loadAndMemoryAreTheirOwnProcessByProcess() {
        Map<Long, Double> loads = GpuOutput.loads(GpuOutputTest.written("pmon.txt"));
        assertEquals(Map.of(48213L, 86.0), loads, "of both its GPUs; the dash is not 0");
        GpuMeter.Reading reading = GpuMeter.reading(GPUS, GpuOutput.apps(GpuOutputTest.written("apps.csv")), loads);
        assertTrue(reading.present());
        assertEquals(new Use(18_432L << 20, 86), reading.of(Set.of(48213L, 1L)));
        assertEquals(new Use(0, Double.NaN), reading.of(Set.of(4711L)), "another server’s processes");
    }

    @Test
    void withoutLoadsOfProcessesWhoIsAloneHasTheLoadOfItsGpu() {
        String first = GPUS.getFirst().uuid();
        String second = GPUS.getLast().uuid();
        var apps = List.of(new GpuOutput.App(7, first, 1 << 20), new GpuOutput.App(8, second, 2 << 20),
                new GpuOutput.App(9, second, 4 << 20));
        GpuMeter.Reading reading = GpuMeter.reading(GPUS, apps, Map.of());
        assertEquals(7, reading.of(Set.of(7L)).load());
        assertTrue(Double.isNaN(reading.of(Set.of(8L)).load()), "whose of the two it is nobody knows");
        assertEquals(6 << 20, reading.of(Set.of(8L, 9L)).memoryBytes());
    }

    @Test
    void withoutTheToolThereIsNoGpu() throws Exception {
        var meter = new GpuMeter(new GpuTool(Path.of("no", "such", "nvidia-smi").toString()));
        assertFalse(meter.read().present());
        assertEquals(GpuMeter.Reading.NONE, meter.read());
    }

    @Test
    void columnsAreFoundByTheirHeading() {
        assertEquals(Map.of(7L, 12.0), GpuOutput.loads("""
                # gpu        pid  type    fb    sm   mem   enc   dec   command
                # Idx          #   C/G    MB     %     %     %     %   name
                    0          7     C  1024    12     3     0     0   python
                """));
        assertEquals(Map.of(), GpuOutput.loads("Failed to initialize NVML: Unknown Error"));
    }
}
