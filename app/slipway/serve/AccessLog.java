package slipway.serve;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Lines on standard output, each written whole: time, level, text. Any thread.
final class AccessLog {
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    /// `… INFO 3f2a POST /predict 200 1.204 ms 92 bytes`; probes are DEBUG so that they do not bury the rest.
    void request(String id, String method, String path, int status, long nanos, int bytes, boolean probe) {
        line(probe && status == 200 ? "DEBUG" : "INFO", id + " " + method + " " + path + " " + status + " "
                + millis(nanos) + " ms " + bytes + " bytes");
    }

    void line(String level, String text) {
        String time = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        // an instant on the second prints no fraction; every line has the same width
        String whole = time.length() == 20 ? time.substring(0, 19) + ".000Z" : time;
        byte[] bytes = (whole + " " + level + " " + text.replaceAll("[\\r\\n]+", " ") + "\n")
                .getBytes(StandardCharsets.UTF_8);
        try {
            synchronized (out) {
                out.write(bytes);
            }
        } catch (IOException e) {
            // nobody reads our output any more: serving goes on
            return;
        }
    }

    static String millis(long nanos) {
        long micros = nanos / 1000;
        String rest = String.valueOf(micros % 1000 + 1000);
        return micros / 1000 + "." + rest.substring(1);
    }
}
