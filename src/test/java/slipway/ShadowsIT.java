package slipway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.base.Activity;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.compare.NoiseFloor.Judged;
import slipway.compare.ShadowView;
import slipway.testkit.Covers;
import slipway.testkit.StubUpstream;
import slipway.traffic.Gateway;
import slipway.traffic.Target;
import slipway.traffic.TrafficPolicy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Several mirrors of one endpoint, compared at a time; one of them a twin of the live version.
class ShadowsIT {
    private static final int REQUESTS = 150;

    private final Tasks tasks = new Tasks();
    private final Gateway gateway = new Gateway();
    private final AtomicReference<@Nullable Problem> wrong = new AtomicReference<>();
    private final Activity activity = new Activity();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void end() {
        gateway.close();
        client.close();
        tasks.close();
    }

    @Test
    @Covers({"A201", "A202"})
    void everyMirrorIsComparedAndTheTwinTellsNoiseFromWhatIsReal() throws Exception {
        try (var blue = server(1, 0);
                var green = server(2, 3);
                var twin = server(3, 0);
                var shadows = new Shadows(gateway, tasks, endpoint -> "twin", endpoint -> wrong.get(), activity)) {
            TrafficPolicy live = new TrafficPolicy(Map.of("blue", 100), null, 0, null);
            int port = gateway.open("iris", 0, live.withMirrors(Map.of("green", 50, "twin", 100))).port();
            offer("blue", blue);
            offer("green", green);
            offer("twin", twin);
            shadows.follow();
            send(port);
            await().until(() -> compared(shadows, "green") == REQUESTS / 2);
            // the twin is no candidate
            assertEquals(Set.of("green"), shadows.of("iris").keySet());
            ShadowView.Noise noise = Objects.requireNonNull(view(shadows, "green").noise());
            await().until(() -> Objects.requireNonNull(view(shadows, "green").noise()).view().compared() == REQUESTS);
            Map<String, Judged> judged = noise.judged().stream().collect(Collectors.toMap(each -> each.field().name(),
                    each -> each));
            assertFalse(Objects.requireNonNull(judged.get("/id")).real());
            assertTrue(Objects.requireNonNull(judged.get("/label")).real());
            // by what runs something else nothing is judged, which is said once
            wrong.set(Problem.of("traffic.twin-other", "twin", "blue", "iris 2", "iris 1"));
            shadows.follow();
            shadows.follow();
            noise = Objects.requireNonNull(view(shadows, "green").noise());
            assertEquals(wrong.get(), noise.problem());
            assertEquals(List.of(), noise.judged());
            assertEquals(List.of("The twin of iris runs something else"),
                    activity.entries().get().stream().map(Activity.Entry::text).toList());
            wrong.set(null);
            // a mirror that ends leaves what was found; one more begins anew
            gateway.setPolicy("iris", live.withMirrors(Map.of("twin", 100)));
            shadows.follow();
            assertEquals(REQUESTS / 2, compared(shadows, "green"));
            gateway.setPolicy("iris", live.withMirrors(Map.of("twin", 100, "green", 10)));
            shadows.follow();
            assertEquals(Map.of(), shadows.of("iris"));
        }
    }

    private static long compared(Shadows shadows, String mirror) {
        ShadowView view = shadows.of("iris").get(mirror);
        return view == null || view.noise() == null ? 0 : view.compared();
    }

    private static ShadowView view(Shadows shadows, String mirror) {
        return Objects.requireNonNull(shadows.of("iris").get(mirror));
    }

    /// Answers with an id by chance; the label is another one in one of `other` answers, 0 for never.
    private static StubUpstream server(long seed, int other) {
        var random = new Random(seed);
        // reads it whole first: who answers sooner ends the copies of what has not come yet
        return new StubUpstream(request -> request.body().onSuccess(body -> request.response()
                .putHeader("content-type", "application/json")
                .end("{\"id\": \"" + random.nextLong() + "\", \"label\": \""
                        + (other > 0 && random.nextInt(other) == 0 ? "b" : "a") + "\"}")));
    }

    private void offer(String deployment, StubUpstream server) {
        gateway.setTarget("iris", new Target(deployment, 1, List.of(server.url()), "azureml", "/score"));
    }

    private void send(int port) throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            assertEquals(200, client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score"))
                    .POST(HttpRequest.BodyPublishers.ofString("{}")).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode());
        }
    }
}
