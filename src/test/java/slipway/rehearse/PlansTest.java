package slipway.rehearse;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.base.StudioException;
import slipway.rehearse.MemoryPlan.Part;
import slipway.rehearse.MemoryPlan.Split;
import slipway.rehearse.MemoryPlan.Term;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The sums of the planners.
class PlansTest {
    private static final long GB = 1_000_000_000;

    private static MemoryNeed need(int ocpus, OptionalInt workers, int replicas, long copy, double headroom) {
        return new MemoryNeed(ocpus, workers, replicas, copy, GB, 0, headroom, 60 * GB, 0);
    }

    @Test
    @Covers({"A096", "A097"})
    void twoCopiesForEachCore() {
        MemoryPlan plan = MemoryPlan.of(need(4, OptionalInt.empty(), 1, 5 * GB, 0.1));
        assertEquals(List.of(new Term(Part.COPIES, 8, 5 * GB), new Term(Part.BASE, 1, GB),
                new Term(Part.HEADROOM, 1, 4_100_000_000L)), plan.terms());
        assertEquals(45_100_000_000L, plan.perInstance());
        assertEquals(Fit.GREEN, plan.shape());
        assertEquals(Optional.empty(), plan.host());
    }

    @ParameterizedTest
    @Covers("A097")
    @CsvSource({"5,GREEN", "5.875,GREEN", "5.876,AMBER", "7.375,AMBER", "7.376,RED"})
    void howItFits(double copy, Fit fit) {
        assertEquals(fit, MemoryPlan.of(need(4, OptionalInt.empty(), 1, Math.round(copy * GB), 0)).shape());
    }

    @Test
    @Covers({"A095", "A096"})
    void workersTakeThePlaceOfCoresAndEachInstanceHasItsOwnCopies() {
        MemoryNeed need = new MemoryNeed(4, OptionalInt.of(3), 2, 5 * GB, 0, GB, 0, 60 * GB, 40 * GB);
        MemoryPlan plan = MemoryPlan.of(need);
        assertEquals(18 * GB, plan.perInstance());
        assertEquals(36 * GB, plan.total());
        assertEquals(Optional.of(Fit.AMBER), plan.host());
    }

    @Test
    @Covers("A099")
    void theSameCoresSplitDifferently() {
        List<Split> splits = MemoryPlan.of(need(4, OptionalInt.empty(), 2, 5 * GB, 0)).splits();
        assertEquals(List.of(1, 2, 4, 8), splits.stream().map(Split::instances).toList());
        assertEquals(List.of(8, 4, 2, 1), splits.stream().map(Split::ocpus).toList());
        assertEquals(List.of(120 * GB, 60 * GB, 30 * GB, 15 * GB), splits.stream().map(Split::shapeBytes).toList());
        assertEquals(List.of(81 * GB, 41 * GB, 21 * GB, 11 * GB), splits.stream().map(Split::need).toList());
        assertEquals(List.of(0.0, 0.5, 0.75, 0.875), splits.stream().map(Split::left).toList());
        assertEquals(List.of(false, true, false, false), splits.stream().map(Split::chosen).toList());
    }

    @Test
    void numbersWithoutSenseAreRefused() {
        assertThrows(StudioException.class, () -> need(0, OptionalInt.empty(), 1, GB, 0));
        assertThrows(StudioException.class, () -> need(1, OptionalInt.of(0), 1, GB, 0));
        assertThrows(StudioException.class, () -> need(1, OptionalInt.empty(), 1, 0, 0));
        assertThrows(StudioException.class, () -> need(1, OptionalInt.empty(), 1, GB, Double.NaN));
        assertThrows(StudioException.class, () -> need(1, OptionalInt.empty(), 5000, GB, 0));
    }

    @Test
    @Covers("A096")
    void theShapeOfTheDocuments() {
        Shape shape = Shape.named("vm.standard2.4").orElseThrow();
        assertEquals(4, shape.ocpus());
        assertEquals(8, new MemoryNeed(shape.ocpus(), OptionalInt.empty(), 1, 1, 0, 0, 0, shape.memoryBytes(), 0)
                .copies());
    }

    @ParameterizedTest
    @Covers({"A165", "A185"})
    @CsvSource({"10,0.1,0.1,1,SMALL,3,4", "30,0.1,0.1,3,SMALL,3,4", "40,0.1,0.12,5,MEDIUM,5,6",
            "100,0.16,0.16,16,MEDIUM,16,20", "100,0.161,0.161,17,LARGE,17,21", "64,1,1,64,LARGE,64,77",
            "65,1,1,65,,65,78"})
    void requestsAtOnce(double qps, double seconds, double slow, long busy, @Nullable WorkloadSize size, long instances,
            long reserved) {
        ConcurrencyPlan plan = ConcurrencyPlan.of(qps, seconds, slow, 1);
        assertEquals(busy, plan.busy());
        assertEquals(Optional.ofNullable(size), plan.size());
        assertEquals(instances, plan.instances());
        assertEquals(reserved, plan.reserved());
    }

    @Test
    void anInstanceMayTakeSeveralRequestsAndNonsenseIsRefused() {
        assertEquals(4, ConcurrencyPlan.of(100, 0.1, 0.16, 4).instances());
        assertEquals(10, ConcurrencyPlan.of(100, 0.1, 0.16, 4).concurrency());
        assertThrows(StudioException.class, () -> ConcurrencyPlan.of(0, 1, 1, 1));
        assertThrows(StudioException.class, () -> ConcurrencyPlan.of(1, 2, 1, 1));
        assertThrows(StudioException.class, () -> ConcurrencyPlan.of(1, 1, Double.NaN, 1));
    }

    @Test
    @Covers("A144")
    void whichHardwareFits() {
        List<Fit> fits = Workload.all().stream().map(each -> each.fit(18 * GB)).toList();
        assertEquals(List.of(Fit.RED, Fit.RED, Fit.GREEN, Fit.GREEN, Fit.GREEN), fits);
        assertEquals(Fit.GREEN, Workload.CPU.fit(3 * GB));
        assertEquals(Fit.AMBER, Workload.T4.fit(15 * GB));
        assertTrue(Workload.all().stream().map(Workload::bytes).toList()
                .equals(List.of(4 * GB, 16 * GB, 24 * GB, 96 * GB, 192 * GB)));
    }
}
