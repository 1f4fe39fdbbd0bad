package slipway;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.load.LoadPlan;
import slipway.load.LoadRequest;
import slipway.load.LoadResult;
import slipway.load.LoadRunner;
import slipway.load.RequestSet;
import slipway.load.Shape;
import slipway.rollout.SwapReport;
import slipway.testkit.StubUpstream;
import slipway.traffic.EndpointView;
import slipway.traffic.Fault;
import slipway.traffic.Gateway;
import slipway.traffic.Target;
import slipway.traffic.TrafficPolicy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The proof of a swap knows every request of its window, also those that the gateway’s log has forgotten.
class SwapsIT {
    /// More than the log keeps.
    private static final long MANY = 12_000;
    private static final long FAILED = 7;

    @Test
    void aWindowWithMoreRequestsThanTheLogKeepsIsProvedWhole() throws Exception {
        try (var gateway = new Gateway(); var load = new LoadRunner(); var blue = StubUpstream.answering("ok")) {
            var swaps = new Swaps(gateway);
            EndpointView view = gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, null));
            gateway.setTarget("iris", target(1, blue));
            send(load, view, 50);
            swaps.around("iris", () -> {
                gateway.setTarget("iris", target(2, blue));
                gateway.awaitReplaced("iris", "blue", 1, 1_000);
                gateway.setFaults("iris", List.of(new Fault("blue", 1, new Fault.Failure(503))));
                assertEquals(0, send(load, view, FAILED).ok());
                gateway.setFaults("iris", List.of());
                assertEquals(MANY, send(load, view, MANY).ok());
            });
            assertTrue(gateway.recent("iris", Integer.MAX_VALUE).stream().noneMatch(each -> each.status() == 503),
                    "the log has forgotten them");
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                swaps.prove();
                return !swaps.of("iris").isEmpty();
            });
            SwapReport report = swaps.of("iris").getFirst();
            assertEquals(MANY + FAILED, report.requests(), report::toString);
            assertEquals(FAILED, report.failed(), report::toString);
            assertEquals(0, report.lost() + report.left(), report::toString);
            assertTrue(report.longestPauseNanos() > 0 && report.longestPauseNanos() < report.drainNanos(),
                    report::toString);
            send(load, view, 50);
            assertEquals(MANY + FAILED, swaps.of("iris").getFirst().requests(), "nobody counts any more");
        }
    }

    private static Target target(long revision, StubUpstream server) {
        return new Target("blue", revision, List.of(server.url()), "mlflow", "/invocations");
    }

    private static LoadResult send(LoadRunner load, EndpointView view, long most) throws InterruptedException {
        var requests = RequestSet.inTurn(List.of(LoadRequest.post("application/json", Bytes.utf8("{}"))));
        return load.run(new LoadPlan(URI.create(view.url() + "/score"), new Shape.Closed(32, Duration.ofSeconds(60)),
                requests, new LoadPlan.Limits(32, 1, Duration.ofSeconds(20), most)), Progress.NONE, partial -> {});
    }
}
