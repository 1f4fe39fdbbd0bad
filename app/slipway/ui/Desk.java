package slipway.ui;

/// What every page gets from the shell. `work` runs blocking feature calls off the FX thread and shows a failure.
public record Desk(Navigator navigator, Notices notices, Commands commands, Work work) {

    /// Runs feature calls for a click. FX thread to call; the body runs on a virtual thread.
    public interface Work {
        /// Runs `body` quietly, then `then` on the FX thread when it went well; a failure goes to [Notices#problem].
        void run(Body body, Runnable then);
    }

    @FunctionalInterface
    public interface Body {
        void run() throws InterruptedException;
    }
}
