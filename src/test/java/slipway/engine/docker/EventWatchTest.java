package slipway.engine.docker;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.testkit.StubAnswers;
import slipway.testkit.StubDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A reader of events that stalls would slow the whole engine down.
class EventWatchTest {
    private static final int EVENTS = 20_000;

    @TempDir
    Path folder;

    @Test
    void eventsAreTakenAlsoWhileALookHangs() throws Exception {
        var sent = new CountDownLatch(1);
        var looking = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        byte[] event = ("{\"Type\":\"container\",\"Action\":\"start\",\"status\":\"start\",\"id\":\"one\","
                + "\"Actor\":{\"ID\":\"one\",\"Attributes\":{\"image\":\"" + "x".repeat(400)
                + "\"}},\"time\":1}\n").getBytes(StandardCharsets.US_ASCII);
        var tasks = new Tasks();
        try (StubDocker stub = StubDocker.unix(folder.resolve("d.sock"), StubAnswers.DOCKER_25);
                DockerLink link = DockerLink.open(new DockerAddress(stub.host(), "test", null));
                var watch = new EventWatch(link, new ContainerLabels("w", ""), tasks)) {
            stub.on("/events", out -> {
                StubDocker.begin(out);
                for (int i = 0; i < EVENTS; i++)
                    StubDocker.chunk(out, event);
                sent.countDown();
                release.await();
            });
            watch.add(new EventWatch.Watched() {
                @Override
                public String id() {
                    return "one";
                }

                @Override
                public void look() throws InterruptedException {
                    looking.countDown();
                    release.await();
                }
            });
            assertTrue(looking.await(10, TimeUnit.SECONDS));
            assertTrue(sent.await(20, TimeUnit.SECONDS), "the engine waits for a reader of its events");
            assertEquals(1, release.getCount());
            release.countDown();
        } finally {
            release.countDown();
            tasks.close();
        }
    }
}
