package slipway.build;

import java.time.Duration;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What every sample server does with requests that it does not take, and with the signal to stop.
final class Refusals {
    private static final String JSON = "application/json";

    private Refusals() {}

    /// `error` is how the body of an error begins. A server that takes no other content type answers 415.
    static void of(RunningContainer server, String health, String predict, String error) throws Exception {
        malformed(server, predict, error);
        int strange = server.post(predict, "text/plain", "hello").statusCode();
        assertEquals(predict.equals("/score") ? 400 : 415, strange);
        routes(server, health, predict, error);
        assertEquals(200, server.get(health).statusCode());
    }

    /// Other paths and other methods.
    static void routes(RunningContainer server, String health, String predict, String error) throws Exception {
        assertEquals(200, server.send("HEAD", health, "").statusCode());
        for (var answer : List.of(server.send("PUT", predict, "{}", "Content-Type", JSON),
                server.send("DELETE", health, ""), server.post(health, JSON, "{}"))) {
            assertEquals(405, answer.statusCode(), answer::toString);
            assertTrue(answer.headers().firstValue("Allow").isPresent(), answer::toString);
            assertTrue(answer.body().startsWith(error), answer::body);
        }
        for (String path : List.of(predict + "/", "/nowhere")) {
            var answer = server.post(path, JSON, "{}");
            assertEquals(404, answer.statusCode(), path);
            assertTrue(answer.body().startsWith(error), answer::body);
        }
    }

    private static void malformed(RunningContainer server, String predict, String error) throws Exception {
        for (String body : List.of("{", "", "null", "[1]", "{\"line\": 12}", "[".repeat(100_000))) {
            var answer = server.send("POST", predict, body, "Content-Type", JSON);
            assertEquals(400, answer.statusCode(), answer::body);
            assertTrue(answer.body().startsWith(error), answer::body);
        }
    }

    /// A body of `limit` bytes is taken, and one of a byte more is not; white space makes it so long.
    static void large(RunningContainer server, String predict, String good, int limit) throws Exception {
        String most = " ".repeat(limit - good.length()) + good;
        assertEquals(200, server.post(predict, JSON, most).statusCode());
        assertEquals(413, server.post(predict, JSON, " " + most).statusCode());
    }

    /// At once and by itself: it heard the signal.
    static void assertStops(RunningContainer server) throws Exception {
        long started = System.nanoTime();
        assertEquals(0, server.stop(10), server::logs);
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        assertTrue(took.toSeconds() < 2, took::toString);
    }
}
