package slipway.engine.docker;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import org.jspecify.annotations.Nullable;

/// Reads a service's log message by message: docker-java cuts them and cannot ask for whose they are. One thread's own.
///
/// A message has eight bytes before it (stream and length), then its time, its origin
/// (`com.docker.swarm.node.id=…,com.docker.swarm.task.id=…`) and what was written.
final class SwarmFrames {
    /// The engine cuts what is written after 16 KiB.
    private static final int MOST = 4 << 20;
    private static final Pattern TASK = Pattern.compile("(?:^|,)com\\.docker\\.swarm\\.task\\.id=([a-z0-9]+)");
    private static final Pattern NODE = Pattern.compile("(?:^|,)com\\.docker\\.swarm\\.node\\.id=([a-z0-9]+)");

    private final DataInputStream in;

    /// @param task id; empty where it is not said
    /// @param node id; empty where it is not said
    /// @param line as a container's log has it: the time and what was written
    record Message(String task, String node, Frame line) {}

    SwarmFrames(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /// The next one; null at the end.
    @Nullable
    Message next() throws IOException {
        int stream = in.read();
        if (stream < 0) return null;
        in.skipNBytes(3);
        int length = in.readInt();
        if (length < 0 || length > MOST) throw new IOException("a message of " + length + " bytes");
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        StreamType type = stream < 2 ? StreamType.STDOUT : StreamType.STDERR;
        int time = space(bytes, 0);
        int origin = time < 0 ? -1 : space(bytes, time + 1);
        if (origin < 0) return new Message("", "", new Frame(type, bytes));
        var details = new String(bytes, time + 1, origin - time - 1, StandardCharsets.UTF_8);
        var line = new byte[length - (origin - time)];
        System.arraycopy(bytes, 0, line, 0, time);
        System.arraycopy(bytes, origin, line, time, length - origin);
        return new Message(first(TASK, details), first(NODE, details), new Frame(type, line));
    }

    private static int space(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == ' ') return i;
        }
        return -1;
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }
}
