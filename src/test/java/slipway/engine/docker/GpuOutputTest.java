package slipway.engine.docker;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.engine.Gpu;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// What `nvidia-smi` writes, on machines of several kinds.
class GpuOutputTest {
    private static final String FIRST = "GPU-5d5ba0d6-d33d-2b2c-524d-9e3d8d2b8a77";

    static String written(String file) {
        return Sources.read("src/test/resources/gpu/" + file);
    }

    @Test
    void wholeGpusWithAllTheyTell() {
        List<Gpu> gpus = GpuOutput.gpus(written("h100.csv"));
        assertEquals(2, gpus.size());
        assertEquals(new Gpu(0, "NVIDIA H100 80GB HBM3", "GPU-3b1f8c52-7d0e-4a61-9c2b-5e8f0a4d7c19", 81559L << 20,
                1024L << 20, 7, "550.54.15", null), gpus.getFirst());
    }

    @Test
    void slicesStandAfterTheGpuTheyAreCutFrom() {
        List<Gpu> gpus = GpuOutput.withSlices(GpuOutput.gpus(written("a100-mig.csv")), written("a100-mig.txt"));
        assertEquals(List.of(FIRST, "MIG-c7384736-a75d-5afc-978f-d2f1294409fd",
                "MIG-a28ad590-3fda-56dd-84fc-0a0b96edc58d", "GPU-e86cb44c-6756-fd30-cd4a-1e6da3caf9b0"),
                gpus.stream().map(Gpu::uuid).toList());
        Gpu slice = gpus.get(2);
        assertEquals(new Gpu(1, "NVIDIA A100-SXM4-40GB 1g.5gb", slice.uuid(), 5L << 30, 0, -1, "535.161.08", FIRST),
                slice);
        assertEquals(-1, gpus.getFirst().utilisation(), "not told of a GPU that is sliced");
        assertEquals(12, gpus.getLast().utilisation());
    }

    @Test
    void whatIsNotToldIsNotInvented() {
        List<Gpu> gpus = GpuOutput.gpus(written("not-told.csv"));
        assertEquals(2, gpus.size(), "the warning is no GPU");
        assertEquals(List.of(0L, 0L, -1L),
                List.of(gpus.getFirst().memoryBytes(), gpus.getFirst().usedBytes(),
                        (long) gpus.getFirst().utilisation()));
        assertEquals("Quadro K620, Rev A", gpus.getLast().name());
        assertEquals(2002L << 20, gpus.getLast().memoryBytes());
    }

    @Test
    void processesWithWhatTheyHold() {
        List<GpuOutput.App> apps = GpuOutput.apps(written("apps.csv"));
        assertEquals(List.of(48213L, 48999L), apps.stream().map(GpuOutput.App::pid).toList());
        assertEquals(List.of(18432L << 20, -1L), apps.stream().map(GpuOutput.App::bytes).toList());
    }

    @Test
    void uuidsOfBothKinds() {
        assertEquals(4, GpuOutput.uuids(written("a100-mig.txt")).size());
        assertEquals(List.of(FIRST), GpuOutput.uuids(FIRST + "\n"));
        assertEquals(List.of(), GpuOutput.uuids(written("mismatch.txt")));
    }

    @Test
    void devicesThatNewEnginesDiscovered() {
        var devices = List.of(Map.of("Source", "cdi", "ID", "nvidia.com/gpu=0"),
                Map.of("Source", "cdi", "ID", "amd.com/gpu=0"));
        assertEquals(List.of("nvidia.com/gpu=0"), ContainerGpu.cdi(Map.of("DiscoveredDevices", devices)));
        assertEquals(List.of(), ContainerGpu.cdi(Map.of("CDISpecDirs", List.of("/etc/cdi"))));
    }
}
