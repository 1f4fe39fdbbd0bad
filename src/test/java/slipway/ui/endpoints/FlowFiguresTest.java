package slipway.ui.endpoints;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import slipway.deploy.DeploymentState;
import slipway.rollout.SafePlan;
import slipway.rollout.SafeStep;
import slipway.rollout.Split;
import slipway.rollout.stats.Gates;
import slipway.testkit.Covers;
import slipway.traffic.Connections;
import slipway.traffic.RequestRecord;
import slipway.traffic.Window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The sums and words behind the page: added latency, seen shares, mirror counts, limits, and the rollout’s commands.
class FlowFiguresTest {
    private static final SplitModel SPLIT = SplitModel.of(List.of("blue", "green", "shadow"),
            Map.of("blue", 90, "green", 10), Map.of("shadow", 25));

    @Test
    void addedLatencyIsWhatTheServerDidNotTake() {
        List<RequestRecord> requests = LongStream.of(30, 10, 20).mapToObj(own -> request(own, false)).toList();
        assertEquals(20, FlowFigures.addedMedian(requests));
        assertEquals(-1, FlowFigures.addedMedian(List.of(request(5, true))));
        assertEquals(-1, FlowFigures.addedMedian(List.of()));
    }

    @Test
    void boxesSayShareReplicasAndContract() {
        var row = new EndpointRow("iris", "key", "http://127.0.0.1:8801", null, SPLIT,
                List.of(part("blue", "oci-byoc", 2, 2), part("green", "azureml", 3, 1), part("shadow", "", 1, 1)),
                null, true);
        var totals = Map.of("", totals(500, 0), "blue", totals(450, 0), "green", totals(50, 0), "shadow", totals(0,
                125));
        var seen = SeenShare.since(Map.of(), Map.of("blue", 899L, "green", 101L), row.names());
        FlowView.Flow flow = FlowFigures.flow(row, totals, seen, List.of(request(140_000, false)),
                new Connections(12, 3),
                "green");
        assertEquals("127.0.0.1:8801", flow.address());
        assertEquals(12, flow.connections().open());
        assertEquals("adds 140 µs p50", flow.gatewayFigure());
        assertEquals(List.of("89.9 % seen", "10.1 % seen", "25 % copy"), flow.branches().stream().map(
                FlowView.Branch::share).toList());
        assertEquals("iris · 2 replicas · oci-byoc", flow.branches().getFirst().detail());
        assertEquals("iris · 1 of 3 replicas · azureml", flow.branches().get(1).detail());
        assertEquals("25.0 req/s", flow.branches().getLast().rate());
        assertTrue(flow.branches().getLast().mirror());
        FlowView.Flow quiet = FlowFigures.flow(row, Map.of(), SeenShare.since(Map.of(), Map.of(), row.names()),
                List.of(), Connections.NONE, "");
        assertEquals("10 % asked", quiet.branches().get(1).share());
    }

    @Test
    void everyMirrorOfFreeModeIsShownAsOne() {
        var row = new EndpointRow("iris", "key", "", null, SplitModel.of(List.of("blue", "green", "twin"),
                Map.of("blue", 100), Map.of()),
                List.of(part("blue", "", 1, 1), part("green", "", 1, 1), part("twin",
                        "", 1, 1)),
                null, true, Map.of("blue", 10, "green", 80, "twin", 100));
        FlowView.Flow flow = FlowFigures.flow(row, Map.of("twin", totals(0, 50)), SeenShare.since(Map.of(), Map.of(),
                row.names()), List.of(), Connections.NONE, "");
        assertEquals(List.of(false, true, true), flow.branches().stream().map(FlowView.Branch::mirror).toList());
        assertEquals("80 % copy", flow.branches().get(1).share());
        assertEquals("10.0 req/s", flow.branches().getLast().rate());
    }

    @Test
    void lineIsAsWideAsItsShare() {
        assertEquals(FlowLine.WIDEST / 2, FlowLine.width(50, 100));
        assertEquals(FlowLine.THINNEST, FlowLine.width(0, 100));
        assertEquals(2, FlowLine.width(1, 100));
    }

    @Test
    void lineOfOneThatIsNotWellWarns() {
        assertEquals("flow-warn", branch(DeploymentState.UNHEALTHY, true).ink());
        assertEquals("flow-bad", branch(DeploymentState.FAILED, true).ink());
        assertEquals("hue-1", branch(DeploymentState.READY, true).ink());
        assertEquals("flow-idle", branch(DeploymentState.READY, false).ink());
    }

    @Test
    @Covers("A211")
    void twentyRequestsMayMissTheMirror() {
        assertEquals(0.1216, MirrorCheck.chanceOfNone(20, 10), 5e-5);
        var none = check(10, 0);
        assertTrue(none.words().endsWith("None of 20 at 10 % happens by chance in 12.2 % of cases: try again before you"
                + " doubt the mirror."), none.words());
        assertEquals(List.of(false, true), List.of(none.good(), check(25, 5).good()));
    }

    @Test
    void eachMirrorIsTriedAndOneThatGetsNothingIsSaid() {
        var check = new MirrorCheck(20, 20, List.of(new MirrorCheck.Mirror("green", 80, 16, 0),
                new MirrorCheck.Mirror("twin", 100, 0, 0)));
        assertEquals(
                "20 sent, 20 answered right. 16 copied to green, 0 copies failed. That none of 20 is copied at 80 %"
                        + " happens by chance in 0.00 % of cases. 0 copied to twin, 0 copies failed. None of 20 at 100 % happens"
                        + " by chance in 0 % of cases: try again before you doubt the mirror.",
                check.words());
        assertFalse(check.good());
        var all = new MirrorCheck(20, 20, List.of(new MirrorCheck.Mirror("twin", 100, 20, 0)));
        assertEquals("20 sent, 20 answered right. 20 copied to twin, 0 copies failed.", all.words());
    }

    private static MirrorCheck check(int percent, int copied) {
        return new MirrorCheck(20, 20, List.of(new MirrorCheck.Mirror("shadow", percent, copied, 0)));
    }

    @Test
    void mirrorCountsSinceTheSplit() {
        var seen = MirrorSeen.since(Map.of("sent", 100L, "dropped", 3L), Map.of("sent", 170L, "dropped", 5L, "failed",
                0L), 300);
        assertEquals("asked 25 % · copied 24.00 % ± 4.81 (95 %): 70 of 300, 2 dropped, 0 failed", seen.words(25));
        assertTrue(seen.lost());
    }

    @Test
    void contractLimitShowsOnlyInRange() {
        var parts = List.of(part("blue", "azureml", 1, 1), part("green", "sagemaker", 1, 1), part("x", "mlflow", 1,
                1));
        assertEquals(List.of(), LatencyLimits.of(Double.NaN, parts, 20));
        assertEquals(List.of(5000.0), LatencyLimits.of(Double.NaN, parts, 1200).stream().map(each -> each.value())
                .toList());
        assertEquals(List.of(50.0), LatencyLimits.of(50, parts, 20).stream().map(each -> each.value()).toList());
        assertEquals(List.of(5000.0, 60_000.0), LatencyLimits.of(Double.NaN, parts, 13_000).stream().map(
                each -> each.value()).toList());
    }

    @Test
    @Covers("A174")
    void eachStepHasItsCommand() {
        var plan = new SafePlan("iris", "blue", "green", 2, 20, 25, 10, Gates.DEFAULT);
        var now = new Split(Map.of("blue", 100), Map.of("green", 25));
        assertEquals("slipway endpoint update iris --mirror-traffic \"green=25\"", SafeTwin.of(SafeStep.MIRROR, plan,
                now));
        assertEquals("slipway endpoint update iris --traffic \"blue=90 green=10\" --mirror-traffic \"green=0\"",
                SafeTwin.of(SafeStep.LIVE_SHARE, plan, now));
        assertEquals("slipway endpoint scale iris/blue " + plan.replicas(), SafeTwin.of(SafeStep.SCALE_BLUE, plan,
                now));
        assertEquals("slipway invoke iris --deployment green --request-file request.json", SafeTwin.of(
                SafeStep.TEST_GREEN, plan, now));
    }

    private static FlowView.Branch branch(DeploymentState state, boolean wanted) {
        return new FlowView.Branch("blue", "", "", "", 1, "hue-1", false, wanted, state);
    }

    private static EndpointRow.Part part(String name, String contract, int replicas, int running) {
        return new EndpointRow.Part(name, "iris", contract, DeploymentState.READY, replicas, running, Duration
                .ofSeconds(5));
    }

    private static Window.Totals totals(long requests, long copies) {
        return new Window.Totals(requests, 0, copies, 0, 0, 0, 0, (double) requests / FlowFigures.SECONDS);
    }

    private static RequestRecord request(long own, boolean copy) {
        return new RequestRecord(0, "id", 0, "POST", "/invocations", "blue", 1, 200, 1_000_000 + own, 1_000_000, 10, 20,
                null, copy, null);
    }
}
