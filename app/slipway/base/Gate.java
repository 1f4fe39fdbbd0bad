package slipway.base;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Holds back what can wait until something more urgent is done, and no longer than a limit, so that what never is done
/// holds back nothing for good. Any thread.
public final class Gate {
    private final CountDownLatch open = new CountDownLatch(1);
    private final Duration most;

    /// @param most how long anything waits here
    public Gate(Duration most) {
        this.most = most;
    }

    /// One that is open, where there is nothing to wait for.
    public static Gate opened() {
        var gate = new Gate(Duration.ZERO);
        gate.open();
        return gate;
    }

    /// Lets everything through from now on.
    public void open() {
        open.countDown();
    }

    /// Waits on the calling task until the gate is open, or for its limit.
    ///
    /// @return whether it is open
    public boolean pass() throws InterruptedException {
        return open.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }
}
