package slipway.cli;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import slipway.base.Text;
import slipway.store.AtomicFiles;

/// `completion`: prints what a shell runs to complete our commands. With the hidden `--write`, what an installer puts
/// in place: the scripts and the manual page.
@Command(name = "completion", mixinStandardHelpOptions = true)
final class CompletionCommand extends Action {
    @Parameters(arity = "0..1", paramLabel = "SHELL")
    private @Nullable Shell shell;

    @Option(names = "--write", paramLabel = "DIR", hidden = true)
    private @Nullable Path folder;

    /// The shells that we can speak to.
    enum Shell {
        BASH, ZSH, FISH
    }

    @Override
    int run() {
        CommandSpec root = spec().root();
        Path into = folder;
        if (into != null) {
            AtomicFiles.write(into.resolve("slipway.bash"), CompletionScript.bash(root));
            AtomicFiles.write(into.resolve("_slipway"), CompletionScript.zsh(root));
            AtomicFiles.write(into.resolve("slipway.fish"), FishScript.of(root));
            AtomicFiles.write(into.resolve("slipway.1"), ManualPage.of(root));
        } else if (shell != null) {
            // sourced, bash and zsh take the same
            console().line(shell == Shell.FISH ? FishScript.of(root) : CompletionScript.bash(root));
        } else {
            throw new ParameterException(spec().commandLine(), Text.of("cli.completion-missing"));
        }
        return 0;
    }
}
