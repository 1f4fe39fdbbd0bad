package slipway.traffic;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import slipway.wire.HeadWriter;
import slipway.wire.Name;

/// One request's part of its endpoint's bandwidth: when its body and its answer pause, and how long they did. On its
/// event loop only.
final class Pace {
    private static final Name REQUEST = new Name("ms-azureml-bandwidth-request-delay-ms");
    private static final String RESPONSE = "ms-azureml-bandwidth-response-delay-ms";

    final Bandwidth bandwidth;
    private final Lane lane;
    private boolean requestPaused;
    private boolean answerPaused;
    private long requestDelay;
    private long answerDelay;

    Pace(Lane lane, Bandwidth bandwidth) {
        this.lane = lane;
        this.bandwidth = bandwidth;
    }

    /// Runs `step` when the way is free; false where it is free now, and nothing was done.
    boolean begin(Runnable step) {
        long delay = bandwidth.delay();
        if (delay <= 0) return false;
        requestDelay += delay;
        lane.later(step, delay);
        return true;
    }

    /// Counts a piece of the request; whether its body must pause until `resume`.
    boolean request(int bytes, Runnable resume) {
        long delay = bandwidth.pass(bytes);
        if (delay <= 0 || requestPaused) return requestPaused;
        requestPaused = true;
        requestDelay += delay;
        lane.later(() -> {
            requestPaused = false;
            resume.run();
        }, delay);
        return true;
    }

    /// Counts a piece of the answer; whether it must pause until `resume`.
    boolean answer(int bytes, Runnable resume) {
        long delay = bandwidth.pass(bytes);
        if (delay <= 0 || answerPaused) return answerPaused;
        answerPaused = true;
        answerDelay += delay;
        lane.later(() -> {
            answerPaused = false;
            resume.run();
        }, delay);
        return true;
    }

    boolean requestPaused() {
        return requestPaused;
    }

    boolean answerPaused() {
        return answerPaused;
    }

    /// Says in the answer's head how long the request was delayed, where it was.
    void sign(HeadWriter lines) {
        if (requestDelay > 0) lines.line(REQUEST, TimeUnit.NANOSECONDS.toMillis(requestDelay));
    }

    /// The answer's trailers with how long it was delayed itself, where it was.
    byte[] trailers(byte[] own) {
        if (answerDelay == 0) return own;
        String line = RESPONSE + ": " + TimeUnit.NANOSECONDS.toMillis(answerDelay) + "\r\n";
        byte[] more = line.getBytes(StandardCharsets.US_ASCII);
        byte[] all = java.util.Arrays.copyOf(own, own.length + more.length);
        System.arraycopy(more, 0, all, own.length, more.length);
        return all;
    }
}
