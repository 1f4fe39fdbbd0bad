package slipway.engine.docker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

import com.github.dockerjava.api.model.StreamType;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

class SwarmFramesTest {
    private static final String ORIGIN = "com.docker.swarm.node.id=n1,com.docker.swarm.service.id=s1,"
            + "com.docker.swarm.task.id=t1";

    private static byte[] message(int stream, String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        out.write(new byte[]{(byte) stream, 0, 0, 0});
        out.writeInt(payload.length);
        out.write(payload);
        return bytes.toByteArray();
    }

    private static SwarmFrames frames(byte[]... messages) throws IOException {
        var all = new ByteArrayOutputStream();
        for (byte[] each : messages)
            all.write(each);
        return new SwarmFrames(new ByteArrayInputStream(all.toByteArray()));
    }

    private static SwarmFrames.Message next(SwarmFrames frames) throws IOException {
        return Objects.requireNonNull(frames.next());
    }

    private static String text(SwarmFrames.Message message) {
        return new String(message.line().getPayload(), StandardCharsets.UTF_8);
    }

    @Test
    void theOriginIsTakenOutOfEachMessage() throws Exception {
        SwarmFrames frames = frames(message(1, "2026-01-02T03:04:05.000000000Z " + ORIGIN + " grüß dich\n"),
                message(2, "2026-01-02T03:04:06.000000000Z " + ORIGIN + " \n"));
        SwarmFrames.Message first = next(frames);
        assertEquals("t1", first.task());
        assertEquals("n1", first.node());
        assertEquals(StreamType.STDOUT, first.line().getStreamType());
        assertEquals("2026-01-02T03:04:05.000000000Z grüß dich\n", text(first));
        SwarmFrames.Message second = next(frames);
        assertEquals(StreamType.STDERR, second.line().getStreamType());
        assertEquals("2026-01-02T03:04:06.000000000Z \n", text(second));
        assertNull(frames.next());
    }

    @Test
    void whatSaysNothingOfItselfIsToldAsItIs() throws Exception {
        SwarmFrames.Message told = next(frames(message(3, "oops\n")));
        assertEquals("oops\n", text(told));
        assertEquals("", told.task());
    }

    @Test
    void whatIsCutOrMadIsAFailure() throws Exception {
        byte[] whole = message(1, "2026-01-02T03:04:05.000000000Z " + ORIGIN + " text\n");
        for (int cut = 1; cut < whole.length - 1; cut++) {
            byte[] part = Arrays.copyOf(whole, cut);
            assertThrows(EOFException.class, () -> frames(part).next(), String.valueOf(cut));
        }
        byte[] mad = whole.clone();
        mad[4] = 0x7f;
        assertThrows(IOException.class, () -> frames(mad).next());
    }
}
