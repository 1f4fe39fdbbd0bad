package slipway.cli;

import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// One command: answers its exit status. Failures are thrown and said in one place.
abstract class Action implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    abstract int run() throws Exception;

    @Override
    public final Integer call() throws Exception {
        return run();
    }

    final CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }

    /// What every command shares: the workspace, the output form, the way to the features.
    final CommandLineApp app() {
        return (CommandLineApp) spec().root().userObject();
    }

    final Console console() {
        return app().terminal();
    }
}
