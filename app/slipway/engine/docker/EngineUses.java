package slipway.engine.docker;

import java.util.concurrent.atomic.AtomicBoolean;

import slipway.engine.Engine;

/// Counts who needs that the engine stays the one it is: what runs there, and what is being started, built or moved.
/// One for all links that a [ContextSwitch] leads; any thread.
final class EngineUses {
    private int open;

    /// One more, until it is closed; closing twice is harmless.
    synchronized Use begin() {
        open++;
        return new Use();
    }

    /// Whether somebody needs it now.
    synchronized boolean any() {
        return open > 0;
    }

    /// Runs `change` and answers true where nobody needs the engine; who begins meanwhile waits for its end.
    synchronized boolean between(Runnable change) {
        if (open > 0) return false;
        change.run();
        return true;
    }

    private synchronized void end() {
        open--;
    }

    /// Any thread may end what another one began.
    final class Use implements Engine.Hold {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) end();
        }
    }
}
