package slipway.cli;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import slipway.base.Text;
import slipway.store.RunFile;

/// `down [DIR]`: ends the studio that drives the workspace, then whatever an earlier one left running.
@Command(name = "down", mixinStandardHelpOptions = true)
final class DownCommand extends Action {
    /// What draining and stopping may take before the studio is killed.
    private static final int GRACE_SECONDS = 30;

    @Parameters(arity = "0..1", paramLabel = "DIR")
    private @Nullable Path folder;

    @Override
    int run() throws InterruptedException {
        Path root = folder == null ? app().workspace() : folder.toAbsolutePath().normalize();
        var owner = RunFile.read(root.resolve(".slipway")).flatMap(RunFile::owner);
        if (owner.isPresent() && owner.get().pid() != ProcessHandle.current().pid()) {
            end(owner.get());
            console().message(Text.of("cli.down.ended", owner.get().pid()));
        }
        int left = app().opener().clean(root);
        console().message(Text.of("cli.down.cleaned", left));
        return 0;
    }

    private static void end(ProcessHandle studio) throws InterruptedException {
        studio.destroy();
        try {
            studio.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            studio.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
