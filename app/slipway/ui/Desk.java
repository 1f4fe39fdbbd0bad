package slipway.ui;

import java.util.List;

/// What every page gets from the shell. `work` runs blocking feature calls off the FX thread and shows a failure.
public record Desk(Navigator navigator, Notices notices, Commands commands, Work work) {

    /// Runs feature calls for a click. FX thread to call; the body runs on a virtual thread.
    public interface Work {
        /// Runs `body` quietly, then `then` on the FX thread when it went well; a failure goes to [Notices#problem].
        void run(Body body, Runnable then);

        /// The same for what a person did, which enters the activity log as `act` once it went well.
        default void run(Act act, Body body, Runnable then) {
            run(body, then);
        }
    }

    /// What a person did, for the activity log: a text key with what fills it, and the command line that does the same
    /// (empty where there is none).
    public record Act(String command, String key, List<Object> args) {
        public static Act of(String command, String key, Object... args) {
            return new Act(command, key, List.of(args));
        }
    }

    @FunctionalInterface
    public interface Body {
        void run() throws InterruptedException;
    }
}
