package slipway.engine.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.testkit.StubAnswers;
import slipway.testkit.StubDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The traps of docker-java’s streams: frames that are filled again, ends told twice, closing too early.
class EngineStreamTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private StubDocker stub;
    private DockerLink link;

    @BeforeEach
    void begin() throws Exception {
        stub = StubDocker.unix(folder.resolve("d.sock"), StubAnswers.DOCKER_25);
        link = DockerLink.open(new DockerAddress(stub.host(), "test", null));
    }

    @AfterEach
    void end() throws IOException {
        link.close();
        stub.close();
    }

    /// A frame of standard output, 1024 bytes of `letter`: the size that fills docker-java’s buffer.
    private static byte[] frame(char letter) {
        byte[] frame = new byte[8 + 1024];
        Arrays.fill(frame, (byte) letter);
        System.arraycopy(new byte[]{1, 0, 0, 0, 0, 0, 4, 0}, 0, frame, 0, 8);
        return frame;
    }

    private static long streamThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("docker-java-stream")).count();
    }

    @Test
    void keptFramesStayWhatTheyWere() throws Exception {
        stub.on("/containers/x/logs", out -> {
            StubDocker.begin(out);
            for (char letter : "abcd".toCharArray())
                StubDocker.chunk(out, frame(letter));
            StubDocker.chunk(out, new byte[0]);
        });
        var frames = new CopyOnWriteArrayList<Frame>();
        var stream = new EngineStream<Frame>(frames::add);
        link.streams().logContainerCmd("x").withStdOut(true).withFollowStream(true).exec(stream);
        assertEquals(EngineStream.Kind.COMPLETE, stream.await().kind());
        assertEquals(List.of("a", "b", "c", "d"), frames.stream()
                .map(frame -> new String(frame.getPayload(), StandardCharsets.US_ASCII).substring(1023)).toList());
    }

    @Test
    void aStreamClosedBeforeTheAnswerLeavesNothing() throws Exception {
        var answer = new CountDownLatch(1);
        stub.on("/events", out -> {
            assertTrue(answer.await(10, TimeUnit.SECONDS));
            StubDocker.begin(out);
            while (true)
                StubDocker.chunk(out, "{\"Type\":\"container\"}\n".getBytes(StandardCharsets.US_ASCII));
        });
        long before = streamThreads();
        var items = new CopyOnWriteArrayList<Event>();
        for (int i = 0; i < 20; i++) {
            var stream = new EngineStream<Event>(items::add);
            link.streams().eventsCmd().exec(stream);
            stream.close();
            assertEquals(EngineStream.Kind.CLOSED, stream.await().kind());
        }
        answer.countDown();
        await().atMost(SOON).until(() -> streamThreads() <= before && stub.open() <= 1);
        assertEquals(List.of(), items);
    }

    @Test
    void aStreamThatWasNeverAnsweredEndsWithTheLink() throws Exception {
        stub.mode(StubDocker.Mode.NEVER_ANSWERS);
        long before = streamThreads();
        var stream = new EngineStream<Event>(event -> {});
        link.streams().eventsCmd().exec(stream);
        await().atMost(SOON).until(() -> stub.requests().contains("GET 1.44 /events"));
        stream.close();
        link.close();
        await().atMost(SOON).until(() -> streamThreads() <= before && stub.open() == 0);
    }

    @Test
    void aFailureIsToldOnceAndAsAFailure() throws Exception {
        stub.on("/events", 500, "{\"message\":\"no\"}");
        var stream = new EngineStream<Event>(event -> {});
        link.streams().eventsCmd().exec(stream);
        EngineStream.End end = stream.await();
        assertEquals(EngineStream.Kind.FAILED, end.kind());
        stream.close();
        assertEquals(end, stream.await());
    }

    @Test
    void anEndOfTheEngineIsAFailureAndNoEnd() throws Exception {
        var begun = new CountDownLatch(1);
        stub.on("/events", out -> {
            StubDocker.begin(out);
            begun.countDown();
            Thread.sleep(SOON);
        });
        var stream = new EngineStream<Event>(event -> {});
        link.streams().eventsCmd().exec(stream);
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        assertFalse(stream.await(50));
        stub.down();
        assertEquals(EngineStream.Kind.FAILED, stream.await().kind());
    }
}
